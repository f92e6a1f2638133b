"""Refusals about a volunteer's stages; each says in one sentence what to do."""

from services.model.errors import Refusal
from services.model.words import N_


class NoSuchStep(Refusal):
    """The step does not begin where somebody stands."""

    template = N_("{name} is “{status}”: from there it does not go to “{to}”. Reload the page and look again.")


class LeavesByStep(Refusal):
    """A stage that is not typed, because more belongs to it."""

    template = N_("“{status}” is not typed here: use the step under “Stage”, which also ends what is still open.")


class StillHelping(Refusal):
    """An assignment runs."""

    template = N_("{name} still has a running assignment. Close it first.")


class NobodyLeft(Refusal):
    """An entry from which somebody was taken away."""

    template = N_("{id} no longer says who it was, so nothing is noted about them any more.")


class NothingNoted(Refusal):
    """A conversation is noted without a word."""

    template = N_("Please write in a few words what was said, or what the next step is.")


class ConversationAhead(Refusal):
    """A conversation is noted before its day has come."""

    template = N_("{day} lies in the future. Note the conversation afterwards, and what you plan as the next step.")
