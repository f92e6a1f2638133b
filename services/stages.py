"""A volunteer's stages, from interested to left: each step a verb, the papers as a gate, an orderly leaving.

Source of the order: the programme's states of a volunteer (interested, in training, ready, active, resting, left). A
break is no stage of its own but a day: after it somebody is there again without anybody doing anything.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.messages import give_up
from services.model.access import Right
from services.model.assignment_records import LoggedVisit
from services.model.draft import Draft
from services.model.lists import Answer, OfferStatus, PersonStatus
from services.model.own_errors import PauseIsPast
from services.model.person_errors import NoSuchStep
from services.model.person_lists import LeaveReason
from services.model.records import Assignment, Offer, Person
from services.model.workbook import Workbook
from services.own_links import withdraw_all
from services.roster import AVAILABLE, everybody, gate
from services.seat_changes import give_back
from services.sign_in import GONE

_BACK: Final = (PersonStatus.IN_TRAINING, PersonStatus.READY)
# The steps that need nothing but a click; to leave is a verb of its own, and to anonymise (`anonymising.py`).
STEPS: Final[dict[PersonStatus, tuple[PersonStatus, ...]]] = {
    PersonStatus.INTERESTED: (PersonStatus.IN_TRAINING,),
    PersonStatus.IN_TRAINING: (PersonStatus.READY, PersonStatus.RESTING),
    PersonStatus.READY: (PersonStatus.ACTIVE, PersonStatus.RESTING, PersonStatus.IN_TRAINING),
    PersonStatus.ACTIVE: (PersonStatus.RESTING,),
    PersonStatus.PAUSED: (PersonStatus.ACTIVE, PersonStatus.RESTING),
    PersonStatus.RESTING: (PersonStatus.ACTIVE, *_BACK),
    PersonStatus.LEFT: _BACK,
    PersonStatus.ERASED: (),
}
NO_POLICE_CHECK: Final = {"police_check_until": None, "police_seen_on": None, "police_entry": Answer.UNKNOWN}
KEPT_YEARS: Final = 3  # after leaving; then there is no reason any more to know who it was
VOUCHER_YEARS: Final = 5  # for so long funders may ask for the proof of a visit


@dataclass(frozen=True)
class Ties:
    """What still binds somebody: questions nobody has answered, assignments that run."""

    offers: tuple[Offer, ...]
    assignments: tuple[Assignment, ...]


# Questions ------------------------------------------------------------------------------------------------------------


def stage(person: Person, today: date) -> PersonStatus:
    """Give where somebody stands today: whoever takes a break is paused until its day, and then there again."""
    if person.status in AVAILABLE and person.paused_until and person.paused_until >= today:
        return PersonStatus.PAUSED
    return person.status


def by_stage(people: Iterable[Person], today: date) -> tuple[tuple[PersonStatus, int], ...]:
    """Count people by where they stand today, in the order of the list, without what nobody is."""
    counted = Counter(stage(person, today) for person in people)
    return tuple((status, counted[status]) for status in PersonStatus if counted[status])


def ties(workbook: Workbook, person: str) -> Ties:
    """Give what ends or is handed back when somebody leaves."""
    asked = workbook.where(Offer, person=person)
    helping = workbook.where(Assignment, person=person)
    return Ties(
        tuple(one for one in asked if one.status is OfferStatus.ASKED),
        tuple(one for one in helping if one.status.stands),
    )


def due_for_anonymising(workbook: Workbook, today: date) -> tuple[Person, ...]:
    """Give those who left so long ago that their entry is to be anonymised."""
    gone = (one for one in everybody(workbook) if one.status is PersonStatus.LEFT)
    return tuple(one for one in gone if one.left_on and years_after(one.left_on, KEPT_YEARS) <= today)


def proofs_until(workbook: Workbook, person: str, today: date) -> date | None:
    """Give the day until which somebody's visits have to be proved to funders; None when that is over, or none was."""
    days = [visit.day for visit in workbook.where(LoggedVisit, person=person)]
    until = years_after(max(days), VOUCHER_YEARS) if days else today
    return until if until > today else None


def years_after(day: date, years: int) -> date:
    """Give the same day of a later year; for 29 February the day after where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


# Steps ----------------------------------------------------------------------------------------------------------------


def move_on(draft: Draft, seen: Person, to: PersonStatus) -> Person:
    """Take the step to another stage. Raises `NoSuchStep`, `PapersMissing`, `ChangedMeanwhile`."""
    draft.must(Right.KEEP_ROSTER)
    if to not in STEPS[seen.status]:
        raise NoSuchStep(name=seen.full_name, status=seen.status, to=to)
    gate(seen, to, draft.today)
    since = seen.active_since or (draft.today if to is PersonStatus.ACTIVE else None)
    # Whoever comes back has not left; a break belongs to what was before.
    return draft.replace(seen, status=to, active_since=since, paused_until=None, left_on=None, leave_reason=None)


def pause(draft: Draft, seen: Person, until: date) -> Person:
    """Let somebody take a break up to and including a day. Raises `NoSuchStep`, `PauseIsPast`, `ChangedMeanwhile`."""
    draft.must(Right.KEEP_ROSTER)
    if seen.status not in AVAILABLE:
        raise NoSuchStep(name=seen.full_name, status=seen.status, to=PersonStatus.PAUSED)
    if until < draft.today:
        raise PauseIsPast(day=until)
    return draft.replace(seen, paused_until=until)


def end_pause(draft: Draft, seen: Person) -> Person:
    """Let somebody be there again before the day. Raises `NoSuchStep`, `ChangedMeanwhile`."""
    draft.must(Right.KEEP_ROSTER)
    if stage(seen, draft.today) is not PersonStatus.PAUSED or seen.status not in AVAILABLE:
        raise NoSuchStep(name=seen.full_name, status=seen.status, to=seen.status)
    return draft.replace(seen, paused_until=None)


def leave(draft: Draft, seen: Person, reason: LeaveReason) -> Person:
    """Let somebody go: questions are withdrawn, assignments handed back to the search, links stop.

    What is known of the police certificate goes at once: it is kept for the work alone (§ 72a SGB VIII).

    Raises `NoSuchStep` for somebody who is gone already, `ChangedMeanwhile`.
    """
    draft.must(Right.KEEP_ROSTER)
    if seen.status in GONE:
        raise NoSuchStep(name=seen.full_name, status=seen.status, to=PersonStatus.LEFT)
    gone = {"status": PersonStatus.LEFT, "left_on": draft.today, "leave_reason": reason, "paused_until": None}
    left = draft.replace(seen, **gone, **NO_POLICE_CHECK)
    held = ties(draft.workbook, seen.id)
    for offer in held.offers:
        give_up(draft, offer.id)
        draft.replace(offer, status=OfferStatus.WITHDRAWN)
    for assignment in held.assignments:
        current = draft.workbook.get(Assignment, assignment.id)  # may have ended with another one of the same request
        if current.status.stands:
            give_back(draft, current)
    withdraw_all(draft, seen.id)
    return left
