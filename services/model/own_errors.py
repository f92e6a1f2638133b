"""Refusals about a volunteer's own entry and the personal link to it; each says in one sentence what to do."""

from services.model.errors import Refusal
from services.model.words import N_


class KeptByOffice(Refusal):
    """A field that volunteers see but do not change."""

    template = N_("“{field}” is kept by the office. Please call or write to us if it is wrong.")


class AddressTaken(Refusal):
    """Another entry has this e-mail address, and two people with one address could both no longer sign in."""

    template = N_("This e-mail address cannot be used here. Please call or write to the office.")


class PauseIsPast(Refusal):
    """A break that would be over before it begins."""

    template = N_("{day} is in the past. Write a later day, or nothing if you are there again.")


class NothingToUndo(Refusal):
    """The change has been settled meanwhile."""

    template = N_("This change has been settled already: “{status}”.")


class ChangedSince(Refusal):
    """The field is no longer what the volunteer made of it."""

    template = N_("“{field}” has been changed again since, so there is nothing to undo. Look at the entry and mend it.")


class UndoneEntryIsWrong(Refusal):
    """With the old values the entry could not be saved."""

    template = N_("This cannot be undone alone: {reason} Undo all of it together.")


class LinkBroken(Refusal):
    """Altered, cut off, or invented."""

    template = N_("This link is incomplete or was altered. Copy the whole address, or ask the office for a new link.")


class OwnLinkTooOld(Refusal):
    """The link's last day is past."""

    template = N_("This link worked until {day}. The office is happy to give you a new one.")


class OwnLinkWithdrawn(Refusal):
    """The office, or whoever owns it, has withdrawn the link."""

    template = N_("This link was withdrawn and opens nothing any more. The office is happy to give you a new one.")


class NotOnRoster(Refusal):
    """The volunteer has left."""

    template = N_("Your entry is not open any more. If that is a mistake, please call or write to the office.")


class NoAddressForLink(Refusal):
    """A mail to somebody without an address."""

    template = N_("{name} has no e-mail address. Show the code, print it, or read the link out.")
