"""Refusals of the course desk: a rule says no, nothing was saved."""

from services.model.errors import Refusal
from services.model.words import N_


class NothingToSend(Refusal):
    """No mail is due, or somebody else has just taken them all."""

    template = N_("No mail is waiting to be sent just now.")


class AlreadySettled(Refusal):
    """The message is in a state that does not fit the step."""

    template = N_("The message to {name} is “{status}”: this step does not fit any more.")


class OnItsWay(Refusal):
    """The mail is being handed to the mail server at this moment."""

    template = N_("The mail to {name} is being sent just now. Please wait ten minutes and look again.")


class UnknownGap(Refusal):
    """A text has a gap that nothing can be put into."""

    template = N_("Nothing can be put into the gap {gap} here. Possible are: {gaps}.")


class TextMissing(Refusal):
    """A text without a word, or a mail without a subject."""

    template = N_("Please write a text, and for a mail a subject as well.")
