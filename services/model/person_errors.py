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
