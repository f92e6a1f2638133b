"""Refusals of info talks and ceremonies: a rule about an event or its guests says no."""

from services.model.errors import Refusal
from services.model.words import N_


class EventSettled(Refusal):
    """The event took place or was called off."""

    template = N_("“{event}” is “{status}”: this step does not fit any more.")


class EventPast(Refusal):
    """Nobody is invited to a day that is over."""

    template = N_("“{event}” was on {day}: nobody can be invited any more.")


class EventAhead(Refusal):
    """Nobody has come before the day."""

    template = N_("“{event}” is on {day}: who came can be noted from that day on.")


class AnswerDayWrong(Refusal):
    """The last day for an answer lies in the past or after the event."""

    template = N_("The answer has to be possible: choose a day from today to {day}.")


class AllInvited(Refusal):
    """Everybody chosen is invited already."""

    template = N_("Everybody chosen is invited to “{event}” already.")


class GuestAnswered(Refusal):
    """A personal link answers once."""

    template = N_("This has been answered already: “{status}”. Please call the office if something changes.")


class AnswerTooLate(Refusal):
    """A personal link answers until its day."""

    template = N_("An answer was possible until {day}. Please call the office.")


class InvitationReplaced(Refusal):
    """A personal link of an invitation that was written anew."""

    template = N_("You have got a newer invitation since. Please answer there, or call the office.")
