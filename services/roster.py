"""The roster: finding volunteers, entering and changing them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from services.model.access import Right
from services.model.draft import Draft
from services.model.errors import PapersMissing
from services.model.forms import PersonForm
from services.model.languages import Language
from services.model.lists import AssignmentStatus, Paper, PersonStatus, Topic
from services.model.person_errors import LeavesByStep
from services.model.records import Assignment, Person
from services.model.workbook import Workbook
from services.papers import missing_papers
from services.programme import programme
from services.sign_in import GONE

AVAILABLE: Final = frozenset({PersonStatus.READY, PersonStatus.ACTIVE})
GATE: Final = frozenset({Paper.CERTIFICATE, Paper.CONFIDENTIALITY, Paper.BRIEFING})


@dataclass(frozen=True)
class Filters:
    """What to look for; an empty filter lets everybody through. `complete`: True only full papers, False only gaps."""

    words: str = ""
    languages: frozenset[Language] = frozenset()
    topics: frozenset[Topic] = frozenset()
    districts: frozenset[str] = frozenset()
    statuses: frozenset[PersonStatus] = frozenset()
    complete: bool | None = None
    today: date = field(default=date.min)


def search(workbook: Workbook, filters: Filters) -> tuple[Person, ...]:
    """Give the volunteers that meet every filter (within one filter any of its values), by last name."""
    found = [person for person in workbook.all(Person) if _meets(person, filters)]
    return tuple(sorted(found, key=lambda one: (one.last_name.casefold(), one.first_name.casefold(), one.id)))


def open_assignments(workbook: Workbook, person: str) -> int:
    """Count a volunteer's running assignments."""
    mine = workbook.where(Assignment, person=person)
    return sum(1 for one in mine if one.status is AssignmentStatus.RUNNING)


def enter(draft: Draft, form: PersonForm) -> Person:
    """Enter a volunteer; raises `PapersMissing` when ready or active without the papers."""
    draft.must(Right.KEEP_ROSTER)
    gate(form, form.status, draft.today)
    return draft.add(Person, form)


def edit(draft: Draft, seen: Person, form: PersonForm) -> Person:
    """Change a volunteer's entry; raises `PapersMissing`, `LeavesByStep`, `ChangedMeanwhile`."""
    draft.must(Right.KEEP_ROSTER)
    if form.status is not seen.status and {form.status, seen.status} & GONE:
        raise LeavesByStep(status=form.status)
    gate(form, form.status, draft.today)
    return draft.replace(seen, **dict(form))


def districts(workbook: Workbook) -> tuple[str, ...]:
    """Give every district that stands in the roster, in alphabetical order."""
    named = {district for person in workbook.all(Person) for district in helps_in(person)}
    return tuple(sorted(named, key=str.casefold))


def known_districts(workbook: Workbook) -> tuple[str, ...]:
    """Give the districts to choose from: the programme's own list, then others already in use."""
    return tuple(dict.fromkeys((*programme(workbook).districts, *districts(workbook))))


def helps_in(person: Person) -> tuple[str, ...]:
    """Give the districts a volunteer lives or also helps in."""
    return tuple(dict.fromkeys(one for one in (person.district, *person.districts) if one))


def gate(form: PersonForm, to: PersonStatus, today: date) -> None:
    """Refuse (`PapersMissing`) a stage in which somebody can be asked, without the papers for it."""
    missing = tuple(paper for paper in missing_papers(form, today) if paper in GATE)
    if to in AVAILABLE and missing:
        raise PapersMissing(status=to, papers=missing)


def _meets(person: Person, filters: Filters) -> bool:
    spoken = {skill.language for skill in person.languages}
    complete = filters.complete is None or filters.complete is not bool(missing_papers(person, filters.today))
    return (
        _mentions(person, filters.words)
        and (not filters.languages or bool(filters.languages & spoken))
        and (not filters.topics or bool(filters.topics & set(person.topics)))
        and (not filters.districts or bool(filters.districts & set(helps_in(person))))
        and (not filters.statuses or person.status in filters.statuses)
        and complete
    )


def _mentions(person: Person, words: str) -> bool:
    """Say whether every word typed begins or stands in a name, number, language, topic or district (both languages)."""
    spoken = [text for skill in person.languages for text in (skill.language.value, skill.language.label)]
    topics = [text for topic in person.topics for text in (topic.value, topic.label)]
    haystack = " ".join((person.id, person.full_name, *helps_in(person), *spoken, *topics)).casefold()
    return all(word in haystack for word in words.casefold().split())
