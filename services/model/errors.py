"""Refusals (a rule says no, nothing was saved), storage errors (the store cannot), problems (a row nobody can read)."""

from dataclasses import dataclass, field
from typing import ClassVar, Final

from services.model.words import N_, Sentence


class Refusal(Exception):
    """A rule says no. Nothing was saved; the screen shows the sentence and keeps what was typed."""

    template: ClassVar[str]

    def __init__(self, **values: object) -> None:
        """Keep what goes into the gaps of the sentence."""
        self.sentence = Sentence(self.template, **values)
        super().__init__(str(self.sentence))


class NotAllowed(Refusal):
    """The actor's role has no right to this."""

    template = N_("You may not do this here ({deed}). Please sign in with the right account or ask the office.")


class NotFound(Refusal):
    """The entry is not (or no longer) there."""

    template = N_("The entry {id} is not there any more. Please reload the page.")


class ChangedMeanwhile(Refusal):
    """Somebody else changed the entry after it was read."""

    template = N_(
        "{who} changed the entry {id} in the meantime. Your input is still here: reload, compare, save again."
    )


class CourseFull(Refusal):
    """No place left, and no waiting list or no exception."""

    template = N_("All {places} places of “{course}” are taken.")


class RegistrationClosed(Refusal):
    """The course takes no registrations (now)."""

    template = N_("Registration for “{course}” is closed. You can leave your interest in the next course instead.")


class AlreadyRegistered(Refusal):
    """The same person already stands on the list of this course."""

    template = N_("You are already registered for “{course}”. The office is happy to help if something should change.")


class NotOnList(Refusal):
    """The registration is in a state that does not fit the step."""

    template = N_("{name} is “{status}”: this step does not fit any more.")


class PapersMissing(Refusal):
    """A volunteer cannot be ready or active without the papers."""

    template = N_("“{status}” needs these papers first: {papers}.")


class RequestIncomplete(Refusal):
    """A request cannot be matched before these details are there."""

    template = N_("Before the search can start, this is missing: {missing}.")


class RequestNotOpen(Refusal):
    """The request is already placed or closed."""

    template = N_("The request {id} is “{status}” by now, so this step is no longer needed. Thank you!")


class AlreadyAsked(Refusal):
    """This volunteer was asked for this request before."""

    template = N_("{name} has already been asked for this request.")


class MayNotBeAsked(Refusal):
    """A condition nobody may set aside."""

    template = N_("{name} cannot be asked: {reason}.")


class ExceptionNeedsReason(Refusal):
    """Somebody outside the proposals was chosen without a reason."""

    template = N_("{name} does not fit on one point: {reason}. Write down why you ask all the same.")


class OfferAnswered(Refusal):
    """The offer has been answered or withdrawn."""

    template = N_("This has been settled already: “{status}”. Thank you for your answer!")


class SavedUnreadable(Refusal):
    """This was saved before, but somebody has made its row unreadable since."""

    template = N_("This is saved as {id}, but nobody can read its row in the table just now. Please tell the office.")


class RowUnreadable(Refusal):
    """A row that this step depends on cannot be read."""

    template = N_(
        "A row of the tab “{tab}” that belongs to {id} cannot be read. Please mend it first; “State of the table” "
        "shows it."
    )


class NothingChosen(Refusal):
    """An action on several entries without any."""

    template = N_("Nothing is chosen yet. Tick at least one entry.")


class NumberTaken(Refusal):
    """Another entry, or a row nobody can read, has this number."""

    template = N_("The number {id} belongs to another entry or to a row that cannot be read. Please reload the page.")


class NothingToBringBack(Refusal):
    """Bringing back without any entries."""

    template = N_("There is nothing to bring back here: the table holds it already.")


class ComparedBefore(Refusal):
    """Bringing journal entries back, which somebody else may have brought back since the comparison."""

    template = N_("The table has changed in the meantime. Please look at the differences again, then click.")


class NotABackup(Refusal):
    """The file is something else."""

    template = N_("This is no backup of Lotsenbuch. Please choose the ZIP file as it was downloaded here.")


class DamagedBackup(Refusal):
    """The file is not as it was written."""

    template = N_("“{file}” in this backup is damaged or was changed by hand. Please take another copy of the file.")


class NewerBackup(Refusal):
    """A later version made the file."""

    template = N_("A newer Lotsenbuch made this backup. Please update the programme first, then try again.")


class UnknownColumns(Refusal):
    """The file holds what this version has no place for."""

    template = N_("This backup holds what this Lotsenbuch does not know: {tab}, {columns}. Please update it first.")


class DayDoesNotFit(Refusal):
    """Something is put off to a day that is not ahead, or too far."""

    template = N_("Please choose a day after {today}, within a year.")


class NoLongerDue(Refusal):
    """Somebody has taken care of it."""

    template = N_("This is no longer due: somebody has taken care of it. Please reload the page.")


class StorageError(Exception):
    """The store cannot. What was typed is still on the screen."""


class Conflict(StorageError):
    """Somebody else committed first; the office computes the action again, on `newest` when the store has read it."""

    def __init__(self, newest: object = None) -> None:
        """Keep the workbook that was found instead of the expected one."""
        self.newest = newest
        super().__init__()


class Unreachable(StorageError):
    """The store does not answer or gave up."""


class Unclear(Unreachable):
    """What was sent got no answer, and looking whether it is there failed too: perhaps it is saved, perhaps not."""


class WrongLayout(StorageError):
    """Tabs or columns are not as the app needs them; says which."""

    def __init__(self, sentence: Sentence) -> None:
        """Keep the sentence that says what is missing and what to do."""
        self.sentence = sentence
        super().__init__(str(sentence))


# Why a row typed by hand that can be read all the same does not count.
NO_NUMBER: Final = Sentence(N_("This row has no number yet, so it does not count yet."))


@dataclass(frozen=True)
class Problem:
    """A row nobody could read: left exactly as it is, shown with the reason.

    `link` is how the store points to the cell, "" when it cannot; `refers` are the numbers the row refers to.
    """

    tab: str
    row: str
    column: str
    reason: Sentence
    link: str = field(default="", compare=False)
    refers: tuple[str, ...] = field(default=(), compare=False)
