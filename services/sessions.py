"""The sessions of a course: planned one by one or in a row, moved, taken out. Nothing is deleted."""

from datetime import date, time, timedelta
from decimal import Decimal

from services.model.access import Right
from services.model.course_errors import NothingToMove, SessionMarked
from services.model.course_forms import SeriesForm, SessionForm
from services.model.course_records import Course, Document, Registration, Session
from services.model.draft import Draft
from services.model.record import columns
from services.model.workbook import Workbook


def sessions(workbook: Workbook, course: str) -> tuple[Session, ...]:
    """Give the sessions of a course that take place, in the order of days and times."""
    return tuple(one for one in planned(workbook, course) if not one.cancelled)


def planned(workbook: Workbook, course: str) -> tuple[Session, ...]:
    """Give all sessions of a course, also those that were taken out."""
    return tuple(sorted(workbook.where(Session, course=course), key=_when))


def total_units(workbook: Workbook, course: str) -> Decimal:
    """Give the units of 45 minutes of all sessions that take place."""
    return sum((one.length for one in sessions(workbook, course)), Decimal(0))


def plan_session(draft: Draft, course: str, form: SessionForm) -> Session:
    """Add one session to a course; raises `NotFound` for material that is not among the documents."""
    draft.must(Right.PLAN_COURSES)
    _known(draft, form)
    return draft.add(Session, form, course=draft.workbook.get(Course, course).id)


def series(draft: Draft, course: str, form: SeriesForm) -> Course:
    """Add a whole row of sessions at the same time of day, `form.every` days apart; raises `NotFound`."""
    draft.must(Right.PLAN_COURSES)
    _known(draft, form)
    wanted = draft.workbook.get(Course, course)
    each = {name: getattr(form, name) for name in columns(SessionForm)}
    for turn in range(form.count):
        day = form.day + timedelta(days=turn * form.every)
        draft.add(Session, **{**each, "day": day, "course": wanted.id})
    return wanted


def change_session(draft: Draft, seen: Session, form: SessionForm) -> Session:
    """Change a session, its day and units too; raises `ChangedMeanwhile`, `NotFound`."""
    draft.must(Right.PLAN_COURSES)
    _known(draft, form)
    return draft.replace(seen, **dict(form))


def take_out(draft: Draft, seen: Session) -> Session:
    """Let a session fall away: its units do not count any more.

    Raises `SessionMarked` when somebody's attendance stands there, `ChangedMeanwhile`.
    """
    draft.must(Right.PLAN_COURSES)
    if is_marked(draft.workbook, seen):
        raise SessionMarked(day=seen.day)
    return draft.replace(seen, cancelled=True)


def put_back(draft: Draft, seen: Session) -> Session:
    """Let a session that was taken out take place after all; raises `ChangedMeanwhile`."""
    draft.must(Right.PLAN_COURSES)
    return draft.replace(seen, cancelled=False)


def move_sessions(draft: Draft, seen: Course, first: date) -> Course:
    """Move all sessions so that the first one is on `first`; the course's first and last day move along.

    Raises `NothingToMove` without sessions, `SessionMarked` when attendance is noted already, `ChangedMeanwhile`.
    """
    draft.must(Right.PLAN_COURSES)
    all_of_them = planned(draft.workbook, seen.id)
    if not all_of_them:
        raise NothingToMove
    marked = next((one for one in all_of_them if is_marked(draft.workbook, one)), None)
    if marked:
        raise SessionMarked(day=marked.day)
    by = first - (sessions(draft.workbook, seen.id) or all_of_them)[0].day
    for one in all_of_them:
        draft.replace(one, day=one.day + by)
    starts = seen.starts_on + by if seen.starts_on else None
    return draft.replace(seen, starts_on=starts, ends_on=seen.ends_on + by if seen.ends_on else None)


def is_marked(workbook: Workbook, session: Session) -> bool:
    """Say whether anybody's attendance is noted at this session."""
    listed = workbook.where(Registration, course=session.course)
    return any(mark.session == session.id for one in listed for mark in one.attendance)


def _known(draft: Draft, form: SessionForm) -> None:
    if form.material:
        draft.workbook.get(Document, form.material)


def _when(session: Session) -> tuple[date, time, str]:
    return session.day, session.starts or time.min, session.id
