"""The entry volunteers keep themselves: what they may change, what is still missing, what the office makes of it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from pydantic import ValidationError

from services.model.access import Right
from services.model.draft import Draft
from services.model.errors import NotAllowed
from services.model.forms import OwnEntryForm
from services.model.lists import Paper
from services.model.mistakes import mistake
from services.model.own_errors import (
    AddressTaken,
    ChangedSince,
    KeptByOffice,
    NothingToUndo,
    PauseIsPast,
    UndoneEntryIsWrong,
)
from services.model.own_records import OwnChange
from services.model.person_lists import ChangeStatus, Light
from services.model.record import Kept, columns
from services.model.records import Person
from services.model.spelling import text_of
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.papers import missing_papers, standings
from services.roster import everybody
from services.sign_in import same_address

# A name stands on certificates and cards; the office changes it.
NAMES: Final = ("first_name", "last_name")
OWN: Final = tuple(name for name in columns(OwnEntryForm) if name not in NAMES)
FIELDS: Final = {columns(Person)[name].column.header: name for name in OWN}


# Questions ------------------------------------------------------------------------------------------------------------


def kept_by_office(via_link: bool) -> tuple[str, ...]:  # noqa: FBT001 - how somebody came in
    """Name the form's fields that are shown only.

    The address opens the door at sign-in: whoever holds a forwarded link must not be able to move it.
    """
    return (*NAMES, "email") if via_link else NAMES


def needed_first(person: Person, today: date) -> tuple[Sentence, ...]:
    """Say what is missing before the first assignment: papers from the office, and what the entry itself lacks."""
    papers = [Sentence(WHAT_TO_DO[paper]) for paper in missing_papers(person, today)]
    gaps = [Sentence(sentence) for name, sentence in LACKS.items() if not getattr(person, name)]
    return (*papers, *gaps)


def may_follow(person: Person, today: date) -> tuple[Sentence, ...]:
    """Say which papers are to come all the same, although the office can ask without them, or run out soon."""
    return tuple(
        Sentence(N_("{paper}: {how}"), paper=one.paper, how=one.sentence)
        for one in standings(person, today)
        if one.light is Light.AMBER
    )


WHAT_TO_DO: Final = {
    Paper.CERTIFICATE: N_("Your certificate: you get it at the end of the course."),
    Paper.CONFIDENTIALITY: N_("Your pledge of confidentiality: you sign it at the office."),
    Paper.BRIEFING: N_("The briefing on data protection: the office makes an appointment with you."),
    Paper.POLICE_CHECK: N_("For work with minors: please show the office your extended police certificate."),
}
LACKS: Final = {
    "languages": N_("Which languages you speak, and how well."),
    "topics": N_("What you would like to help with."),
    "free_times": N_("When you usually have time."),
}


def open_changes(workbook: Workbook, person: str) -> tuple[OwnChange, ...]:
    """Give what somebody changed in their own entry and nobody has looked at, the oldest first."""
    return tuple(one for one in workbook.where(OwnChange, person=person) if one.status is ChangeStatus.NEW)


def field_of(change: OwnChange) -> Kept | None:
    """Give the column a change is about; None when somebody has renamed it in the table by hand."""
    return columns(Person).get(FIELDS.get(change.field, ""))


# What the volunteer does ----------------------------------------------------------------------------------------------


def keep_own_entry(draft: Draft, seen: Person, form: OwnEntryForm) -> Person:
    """Change one's own entry, and nothing else.

    Raises `NotAllowed` for anybody else's, `KeptByOffice`, `AddressTaken`, `PauseIsPast`, `ChangedMeanwhile`.
    """
    draft.must(Right.KEEP_OWN_ENTRY)
    if not draft.actor.person or seen.id != draft.actor.person:
        raise NotAllowed(deed=Right.KEEP_OWN_ENTRY)
    for name in kept_by_office(bool(draft.actor.link)):
        if getattr(form, name) != getattr(seen, name):
            raise KeptByOffice(field=Sentence(columns(Person)[name].column.label))
    others = (one for one in everybody(draft.workbook) if one.id != seen.id)
    if form.email != seen.email and any(same_address(one.email, form.email) for one in others):
        raise AddressTaken
    if form.paused_until and form.paused_until != seen.paused_until and form.paused_until < draft.today:
        raise PauseIsPast(day=form.paused_until)
    changed = draft.replace(seen, **{name: getattr(form, name) for name in OWN})
    for name in OWN:
        _note(draft, seen, changed, name)
    return changed


def _note(draft: Draft, seen: Person, changed: Person, name: str) -> None:
    """Keep old and new for the office; several changes of one field count from the first to the last."""
    before, after = text_of(getattr(seen, name)), text_of(getattr(changed, name))
    if before == after:
        return
    header = columns(Person)[name].column.header
    earlier = next((one for one in open_changes(draft.workbook, seen.id) if one.field == header), None)
    if earlier is None:
        draft.add(OwnChange, person=seen.id, field=header, before=before, after=after, at=draft.now)
    elif earlier.before == after:
        _settle(draft, earlier, ChangeStatus.UNDONE)
    else:
        draft.replace(earlier, after=after, at=draft.now)


# What the office does -------------------------------------------------------------------------------------------------


def look_at(draft: Draft, changes: Sequence[OwnChange]) -> OwnChange:
    """Note that the office has seen these changes; old and new are no longer needed. Raises `NothingToUndo`."""
    draft.must(Right.KEEP_ROSTER)
    for one in changes:
        _still_open(one)
    settled = [_settle(draft, one, ChangeStatus.SEEN) for one in changes]
    return settled[0]


def undo(draft: Draft, changes: Sequence[OwnChange]) -> Person:
    """Give these fields of one entry their old values back, as a change like any other.

    Raises `NothingToUndo`, `ChangedSince`, `UndoneEntryIsWrong`, `ChangedMeanwhile`.
    """
    draft.must(Right.KEEP_ROSTER)
    person = draft.workbook.get(Person, changes[0].person)
    old: dict[str, str] = {}
    for one in changes:
        _still_open(one)
        kept = field_of(one)
        if kept is None or text_of(getattr(person, kept.name)) != one.after:
            raise ChangedSince(field=Sentence(kept.column.label) if kept else one.field)
        old[kept.name] = one.before
    try:
        back = draft.replace(person, **old)
    except ValidationError as error:
        raise UndoneEntryIsWrong(reason=mistake(dict(error.errors()[0]))) from None
    for one in changes:
        _settle(draft, one, ChangeStatus.UNDONE)
    return back


def _still_open(change: OwnChange) -> None:
    if change.status is not ChangeStatus.NEW:
        raise NothingToUndo(status=change.status)


def _settle(draft: Draft, change: OwnChange, status: ChangeStatus) -> OwnChange:
    return draft.replace(change, status=status, before="", after="")
