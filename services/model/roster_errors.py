"""Refusals of the roster: views, lists taken over, two entries that are one person."""

from services.model.errors import Refusal
from services.model.words import N_


class NameMissing(Refusal):
    """A view without a name."""

    template = N_("Please give the view a name.")


class NothingFiltered(Refusal):
    """A view that would show everybody."""

    template = N_("No filter is chosen yet: such a view would show everybody.")


class TakenInBefore(Refusal):
    """Somebody of a list who came onto the roster since the preview."""

    template = N_("{name} stands on the roster already. Please look at the preview again.")


class TooManyPeople(Refusal):
    """A list longer than what is taken over at a time."""

    template = N_("This list has {rows} rows; at most {most} are taken over at a time. Please divide the file.")


class NothingToTakeBack(Refusal):
    """A list none of whose people is as it was taken over."""

    template = N_("Nobody of this list can be taken back: all have been changed since, or others refer to them.")


class NotTwoPeople(Refusal):
    """Two entries to be merged that are one, or one of which is gone."""

    template = N_("These two entries cannot be merged any more. Please reload the page.")


class NotesTooLong(Refusal):
    """Two entries whose notes have no room in one."""

    template = N_("Together the notes of both are longer than {most} letters. Please shorten one of them first.")
