"""The roster: who is on it, entering volunteers and changing their entries."""

from datetime import date
from typing import Any, Final

from services.model.access import Right
from services.model.course_records import ERASED
from services.model.draft import Draft
from services.model.errors import PapersMissing
from services.model.forms import PersonForm
from services.model.lists import AssignmentStatus, Paper, PersonStatus
from services.model.person_errors import LeavesByStep
from services.model.record import columns, empty_of
from services.model.records import Assignment, Person
from services.model.workbook import Workbook
from services.papers import missing_papers, next_check_proposed
from services.programme import programme
from services.sign_in import GONE

AVAILABLE: Final = frozenset({PersonStatus.READY, PersonStatus.ACTIVE})
GATE: Final = frozenset({Paper.CERTIFICATE, Paper.CONFIDENTIALITY, Paper.BRIEFING})


def everybody(workbook: Workbook) -> tuple[Person, ...]:
    """Give everybody on the roster; whoever was merged with somebody or taken back is not."""
    return tuple(person for person in workbook.all(Person) if not person.gone)


def open_assignments(workbook: Workbook, person: str) -> int:
    """Count a volunteer's running assignments."""
    mine = workbook.where(Assignment, person=person)
    return sum(1 for one in mine if one.status is AssignmentStatus.RUNNING)


def enter(draft: Draft, form: PersonForm) -> Person:
    """Enter a volunteer; raises `PapersMissing` when ready or active without the papers."""
    draft.must(Right.KEEP_ROSTER)
    gate(form, form.status, draft.today)
    return draft.add(Person, next_check_proposed(form))


def edit(draft: Draft, seen: Person, form: PersonForm) -> Person:
    """Change a volunteer's entry, and propose the police certificate's next check when it was seen anew.

    Raises `PapersMissing`, `LeavesByStep`, `ChangedMeanwhile`.
    """
    draft.must(Right.KEEP_ROSTER)
    if form.status is not seen.status and {form.status, seen.status} & GONE:
        raise LeavesByStep(status=form.status)
    gate(form, form.status, draft.today)
    return draft.replace(seen, **dict(next_check_proposed(form, seen)))


def districts(workbook: Workbook) -> tuple[str, ...]:
    """Give every district that stands in the roster, in alphabetical order."""
    named = {district for person in everybody(workbook) for district in helps_in(person)}
    return tuple(sorted(named, key=str.casefold))


def known_districts(workbook: Workbook) -> tuple[str, ...]:
    """Give the districts to choose from: the programme's own list, then others already in use."""
    return tuple(dict.fromkeys((*programme(workbook).districts, *districts(workbook))))


def helps_in(person: Person) -> tuple[str, ...]:
    """Give the districts a volunteer lives or also helps in."""
    return tuple(dict.fromkeys(one for one in (person.district, *person.districts) if one))


def papers_lacking(form: PersonForm, today: date) -> tuple[Paper, ...]:
    """Give the papers somebody lacks without which nobody is ready or active."""
    return tuple(paper for paper in missing_papers(form, today) if paper in GATE)


def gate(form: PersonForm, to: PersonStatus, today: date) -> None:
    """Refuse (`PapersMissing`) a stage in which somebody can be asked, without the papers for it."""
    missing = papers_lacking(form, today)
    if to in AVAILABLE and missing:
        raise PapersMissing(status=to, papers=missing)


def taken_off(why: str) -> dict[str, Any]:
    """Give what is left in the entry of somebody who is no longer on the roster: nothing but why (German)."""
    fields = {name: kept for name, kept in columns(Person).items() if name != "id"}
    empty = {name: empty_of(kept) if kept.required else kept.default for name, kept in fields.items()}
    return {**empty, "last_name": ERASED, "status": PersonStatus.LEFT, "gone": why}
