"""Taking in requests, and ending them: with a result, a refusal, or because they were taken back."""

from datetime import date
from decimal import Decimal
from typing import Final

from services.asked import end_questions, send_home, tell_changes
from services.messages import give_up
from services.model.access import Right
from services.model.assignment_forms import ResultForm
from services.model.draft import Draft
from services.model.errors import RequestIncomplete, RequestNotOpen, RowUnreadable
from services.model.lists import (
    AssignmentStatus,
    Consent,
    RejectReason,
    RequestKind,
    RequestStatus,
)
from services.model.records import Assignment, Organisation, Person, Request
from services.model.request_errors import SomebodyJoined
from services.model.request_forms import PRIVATE, RequestForm
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.requester_letters import tell_off, tell_refused
from services.requesters import contact_of, known_as
from services.scope import doubts
from services.visits import hours_of

OPEN: Final = frozenset({RequestStatus.NEW, RequestStatus.SEARCHING})
REFUSED: Final = frozenset({RequestStatus.REDIRECTED, RequestStatus.REJECTED, RequestStatus.WITHDRAWN})


def missing_details(form: RequestForm) -> tuple[Sentence, ...]:
    """Name what has to be known before anybody is asked."""
    missing = []
    press = form.kind is RequestKind.PUBLIC  # nobody is accompanied
    if not form.topics and not press:
        missing.append(Sentence(N_("a topic")))
    if not form.languages and not press:
        missing.append(Sentence(N_("a language")))
    if form.consent is Consent.PENDING:
        missing.append(Sentence(N_("the consent of the person")))
    if form.kind is RequestKind.APPOINTMENT and not (form.day and form.at):
        missing.append(Sentence(N_("day and time of the appointment")))
    return tuple(missing)


def hints(workbook: Workbook, form: RequestForm, today: date) -> tuple[Sentence, ...]:
    """Point out what the office should think of; never stops anybody."""
    told = []
    found = doubts(workbook, form, today)
    if form.day and form.day < today:
        told.append(Sentence(N_("The appointment on {day} lies in the past."), day=form.day))
    if RejectReason.TOO_LATE in found:
        told.append(Sentence(N_("The appointment on {day} is very soon: call rather than write."), day=form.day))
    if RejectReason.LEGAL in found:
        told.append(Sentence(N_("A talk with legal effect is no task for guides: say where to turn instead.")))
    if RejectReason.INTERPRETER in found:
        told.append(Sentence(N_("This needs a professional interpreter: say where to turn instead.")))
    if form.minors or form.children:
        told.append(Sentence(N_("Minors are involved: only volunteers with a valid police certificate are proposed.")))
    return tuple(told)


def take_in(draft: Draft, form: RequestForm, keep_requester: bool = False) -> Request:  # noqa: FBT001, FBT002 - one tick
    """Take in a request; the search starts at once when nothing is missing.

    With `keep_requester` an organisation that is not known yet is kept with its contact for the next time.
    """
    draft.must(Right.TAKE_REQUESTS)
    if keep_requester and form.requester and not known_as(draft.workbook, form.requester):
        draft.add(Organisation, contact_of(form))
    completed = complete(draft.workbook, form, draft.today)
    return draft.add(Request, completed, status=start(completed), received_at=draft.now, received_by=draft.actor.name)


def correct(draft: Draft, seen: Request, form: RequestForm) -> Request:
    """Complete or correct an open request; raises `RequestNotOpen`, `ChangedMeanwhile`.

    Whoever was asked and has not answered is asked anew when the appointment or the task has changed; a stand-in hears
    of another appointment.
    """
    draft.must(Right.TAKE_REQUESTS)
    _must_be(seen, OPEN)
    completed = complete(draft.workbook, form, draft.today)
    corrected = draft.replace(seen, **dict(completed), status=start(completed))
    tell_changes(draft, seen, corrected)
    return corrected


def complete(workbook: Workbook, form: RequestForm, today: date) -> RequestForm:
    """Add what follows from what was typed: the organisation's number, minors, the day of a consent."""
    found = None if form.requester_kind in PRIVATE else known_as(workbook, form.requester)
    given = form.consent is not Consent.PENDING
    return form.model_copy(
        update={
            "organisation": found.id if found else "",
            "minors": form.minors or form.children > 0,
            "consent_on": (form.consent_on or today) if given else None,
        }
    )


def start(form: RequestForm) -> RequestStatus:
    """Give where a request begins: searched for at once, or with details missing."""
    return RequestStatus.NEW if missing_details(form) else RequestStatus.SEARCHING


def start_search(draft: Draft, seen: Request) -> Request:
    """Search for somebody, once people have completed in the table what was missing.

    Raises `RequestNotOpen`, `RequestIncomplete`, `ChangedMeanwhile`.
    """
    draft.must(Right.TAKE_REQUESTS)
    _must_be(seen, frozenset({RequestStatus.NEW}))
    missing = missing_details(seen)
    if missing:
        raise RequestIncomplete(missing=missing)
    completed = complete(draft.workbook, seen, draft.today)
    return draft.replace(seen, **{**dict(completed), "status": RequestStatus.SEARCHING})


def refuse(draft: Draft, seen: Request, reason: RejectReason, redirected_to: str = "") -> Request:
    """End an open request without an assignment; the reason counts in the report, and whoever asked is told.

    Open offers are withdrawn.
    A matched one can only be taken back by those who asked: its assignments are cancelled, and whoever was to go or
    stood in is told. Raises `RequestNotOpen`, `ChangedMeanwhile`, and `RowUnreadable` while an assignment cannot be
    read.
    """
    draft.must(Right.TAKE_REQUESTS)
    taken_back = reason is RejectReason.TAKEN_BACK
    _must_be(seen, OPEN | {RequestStatus.MATCHED} if taken_back else OPEN)
    if draft.workbook.unread(Assignment, seen.id):
        raise RowUnreadable(tab=Assignment.tab, id=seen.id)
    status = RequestStatus.REDIRECTED if redirected_to.strip() else RequestStatus.REJECTED
    if taken_back:
        status = RequestStatus.WITHDRAWN
    send_home(draft, seen)
    end_questions(draft, seen)
    give_up(draft, seen.id)
    ended = draft.replace(seen, status=status, reject_reason=reason, redirected_to=redirected_to, closed_on=draft.today)
    if taken_back:
        tell_off(draft, ended)
    else:
        tell_refused(draft, ended)
    return ended


def close(draft: Draft, seen: Request, form: ResultForm, helping: tuple[Assignment, ...] | None = None) -> Request:
    """Close a matched request with its result; each of its assignments is done, with the hours of the form.

    `helping` are those that stood on the screen: whoever has said yes since then has no part in the hours. Raises
    `RequestNotOpen`, `SomebodyJoined`, `ChangedMeanwhile`.
    """
    draft.must(Right.TAKE_REQUESTS)
    _must_be(seen, frozenset({RequestStatus.MATCHED}))
    standing = helping_with(draft.workbook, seen.id)
    known = {one.id for one in (standing if helping is None else helping)}
    for assignment in standing:
        if assignment.id not in known:
            raise SomebodyJoined(name=draft.workbook.get(Person, assignment.person).full_name)
    for assignment in standing:
        give_up(draft, assignment.id)
        draft.replace(
            assignment, status=AssignmentStatus.DONE, result=form.result, hours=form.hours, ended_on=draft.today
        )
    end_questions(draft, seen)  # a second person may still be asked
    give_up(draft, seen.id)
    return draft.replace(seen, status=RequestStatus.CLOSED, result=form.result, closed_on=draft.today)


def assignments_of(workbook: Workbook, request: str) -> tuple[Assignment, ...]:
    """Give the assignments of a request."""
    return workbook.where(Assignment, request=request)


def helping_with(workbook: Workbook, request: str) -> tuple[Assignment, ...]:
    """Give the assignments of a request that still stand."""
    return tuple(one for one in assignments_of(workbook, request) if one.status.stands)


def by_urgency(workbook: Workbook) -> tuple[Request, ...]:
    """Give all requests: open ones first, by urgency and waiting time, then the others, newest first."""
    requests = workbook.all(Request)
    waiting = sorted(
        (one for one in requests if one.status in OPEN), key=lambda one: (one.urgency.rank, one.received_at)
    )
    rest = sorted((one for one in requests if one.status not in OPEN), key=lambda one: one.received_at, reverse=True)
    return (*waiting, *rest)


def hours_spent(workbook: Workbook) -> Decimal:
    """Add up the hours noted at the end of assignments, and of the approved visits where none were noted."""
    return sum((hours_of(workbook, one) for one in workbook.all(Assignment)), Decimal(0))


def _must_be(seen: Request, statuses: frozenset[RequestStatus]) -> None:
    if seen.status not in statuses:
        raise RequestNotOpen(id=seen.id, status=seen.status)
