"""Refusals of the request desk."""

from services.model.errors import Refusal
from services.model.words import N_


class OrganisationKnown(Refusal):
    """An organisation of this name is kept already."""

    template = N_("“{name}” is on the list already ({id}). Please open that entry and correct it there.")


class DayIsPast(Refusal):
    """Somebody asks for help on a day that is over."""

    template = N_("{day} lies in the past. Please check the date.")


class NoTopic(Refusal):
    """A call for help that says nothing about what it is about."""

    template = N_("Please choose at least one topic, so that we know what it is about.")


class FilledByMachine(Refusal):
    """A field that people never see was filled in."""

    template = N_("This could not be sent. Please call the office; the number stands at the bottom of the page.")


class TooManyCalls(Refusal):
    """More calls for help come in than people would write."""

    template = N_("Very many requests are coming in just now. Please try again in an hour, or call the office.")


class SomebodyJoined(Refusal):
    """A request is closed by somebody who does not know of everybody who helps."""

    template = N_("{name} has said yes to this in the meantime. Please look at it once more, then close it.")


class NobodyAsked(Refusal):
    """Of the lines of a plan none can be asked any more."""

    template = N_("Nobody was asked: none of these lines is possible any more. The plan below is the newest one.")
