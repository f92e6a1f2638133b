"""Refusals of the roster: views, lists taken over, two entries that are one person."""

from services.model.errors import Refusal
from services.model.words import N_


class NameMissing(Refusal):
    """A view without a name."""

    template = N_("Please give the view a name.")


class NothingFiltered(Refusal):
    """A view that would show everybody."""

    template = N_("No filter is chosen yet: such a view would show everybody.")
