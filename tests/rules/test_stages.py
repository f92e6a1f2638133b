import pytest

from services.model.errors import ChangedMeanwhile, PapersMissing
from services.model.lists import Answer, AssignmentStatus, OfferStatus, PersonStatus, RequestStatus
from services.model.own_errors import OwnLinkWithdrawn, PauseIsPast
from services.model.person_errors import NoSuchStep
from services.model.person_lists import LeaveReason
from services.model.records import Assignment, Offer, Request
from services.own_links import entered
from services.stages import STEPS, end_pause, leave, move_on, pause, proofs_until, stage
from services.today.due import due
from tests.rules.cast import (
    NEXT_WEEK,
    TODAY,
    TOMORROW,
    YESTERDAY,
    assignment,
    draft,
    logged,
    marta,
    offer,
    olena,
    other_request,
    own_link,
    request,
    samir,
    statuses,
    workbook,
)

# Steps ----------------------------------------------------------------------------------------------------------------

WAYS = [(one, to) for one in PersonStatus for to in PersonStatus]


@pytest.mark.parametrize(("now", "to"), [way for way in WAYS if way[1] in STEPS[way[0]]])
def test_step_leads_to_the_next_stage(now, to):
    seen = olena(status=now, left_on=YESTERDAY, leave_reason=LeaveReason.MOVED, paused_until=YESTERDAY)
    done = move_on(draft(seen), seen, to)
    assert (done.status, done.left_on, done.leave_reason, done.paused_until) == (to, None, None, None)
    assert done.active_since == (TODAY if to is PersonStatus.ACTIVE else None)


@pytest.mark.parametrize(("now", "to"), [way for way in WAYS if way[1] not in STEPS[way[0]]])
def test_step_that_does_not_begin_there_is_refused(now, to):
    seen = olena(status=now)
    with pytest.raises(NoSuchStep):
        move_on(draft(seen), seen, to)


@pytest.mark.parametrize("to", [PersonStatus.READY, PersonStatus.ACTIVE])
def test_papers_are_the_gate_to_every_stage_in_which_somebody_is_asked(to):
    seen = olena(status=PersonStatus.RESTING, briefing_on=None)
    with pytest.raises(PapersMissing):
        move_on(draft(seen), seen, to)


def test_step_from_an_old_page_is_refused():
    with pytest.raises(ChangedMeanwhile):
        move_on(draft(olena(note="neu")), olena(), PersonStatus.ACTIVE)


# Breaks ---------------------------------------------------------------------------------------------------------------


def test_break_ends_by_itself():
    away = pause(draft(olena()), olena(), TOMORROW)
    stages = [stage(away, day) for day in (TODAY, TOMORROW, NEXT_WEEK)]
    assert stages == [PersonStatus.PAUSED, PersonStatus.PAUSED, PersonStatus.READY]


def test_break_ends_early():
    away = olena(paused_until=NEXT_WEEK)
    assert stage(end_pause(draft(away), away), TODAY) is PersonStatus.READY


def test_break_in_the_past_is_refused():
    with pytest.raises(PauseIsPast):
        pause(draft(olena()), olena(), YESTERDAY)


@pytest.mark.parametrize("status", [PersonStatus.IN_TRAINING, PersonStatus.LEFT])
def test_nobody_takes_a_break_who_is_not_asked_anyway(status):
    seen = olena(status=status)
    with pytest.raises(NoSuchStep):
        pause(draft(seen), seen, NEXT_WEEK)


def test_nobody_is_back_who_was_not_away():
    with pytest.raises(NoSuchStep):
        end_pause(draft(olena()), olena())


# Leaving --------------------------------------------------------------------------------------------------------------


def left(*records):
    here = draft(olena(), *records)
    return here, leave(here, olena(), LeaveReason.MOVED)


def test_leaving_keeps_day_and_reason():
    _here, gone = left()
    assert (gone.status, gone.left_on, gone.leave_reason) == (PersonStatus.LEFT, TODAY, LeaveReason.MOVED)


def test_leaving_withdraws_questions_and_hands_assignments_back():
    here, _gone = left(
        request(),
        offer(),
        other_request(status=RequestStatus.MATCHED),
        offer("V-0002", request="A-0002", status=OfferStatus.ACCEPTED),
        assignment(),
    )
    assert statuses(here.workbook, Offer) == {"V-0001": OfferStatus.WITHDRAWN, "V-0002": OfferStatus.WITHDRAWN}
    assert statuses(here.workbook, Assignment) == {"E-0001": AssignmentStatus.CANCELLED}
    assert statuses(here.workbook, Request) == {"A-0001": RequestStatus.SEARCHING, "A-0002": RequestStatus.SEARCHING}


def test_leaving_leaves_a_request_with_whoever_else_helps():
    here, _gone = left(
        samir(),
        other_request(status=RequestStatus.MATCHED),
        assignment(),
        assignment("E-0002", person="P-0002"),
        offer("V-0002", request="A-0002", person="P-0002", status=OfferStatus.ACCEPTED),
    )
    assert statuses(here.workbook, Request) == {"A-0002": RequestStatus.MATCHED}
    assert here.workbook.get(Assignment, "E-0002").status is AssignmentStatus.RUNNING
    assert here.workbook.get(Offer, "V-0002").status is OfferStatus.ACCEPTED


def test_leaving_leaves_what_is_over_as_it_was():
    done = assignment(status=AssignmentStatus.DONE)
    here, _gone = left(other_request(status=RequestStatus.CLOSED), done, offer(status=OfferStatus.DECLINED))
    assert (here.workbook.all(Assignment), here.workbook.get(Request, "A-0002").status) == (
        (done,),
        RequestStatus.CLOSED,
    )


def test_leaving_takes_away_what_is_known_of_the_police_certificate():
    checked = {"police_check_until": NEXT_WEEK, "police_seen_on": YESTERDAY, "police_entry": Answer.NO}
    seen = olena(**checked)
    gone = leave(draft(seen), seen, LeaveReason.OTHER)
    assert (gone.police_check_until, gone.police_seen_on, gone.police_entry) == (None, None, Answer.UNKNOWN)


def test_leaving_ends_personal_links():
    here, _gone = left(own_link())
    with pytest.raises(OwnLinkWithdrawn):
        entered(here.workbook, "Z-0001", TODAY)


@pytest.mark.parametrize("status", [PersonStatus.LEFT, PersonStatus.ERASED])
def test_nobody_leaves_twice(status):
    seen = olena(status=status)
    with pytest.raises(NoSuchStep):
        leave(draft(seen), seen, LeaveReason.OTHER)


# How long who it was is kept ------------------------------------------------------------------------------------------


def test_who_left_three_years_ago_is_due_to_be_anonymised():
    long_ago = olena(status=PersonStatus.LEFT, left_on=TODAY.replace(year=2023))
    lately = samir(status=PersonStatus.LEFT, left_on=TOMORROW.replace(year=2023))
    unknown = marta(status=PersonStatus.LEFT)
    (line,) = due(workbook(long_ago, lately, unknown), TODAY)
    assert (str(line.sentence), str(line.step), line.about, line.since) == (
        "Olena Hnatiuk left 36 months ago",
        "Anonymise",
        "P-0001",
        TODAY,
    )


def test_visits_may_have_to_be_proved_for_five_years():
    book = workbook(logged(), logged("L-0002", day="2021-01-05"), logged("L-0003", day="2021-01-05", person="P-0002"))
    assert proofs_until(book, "P-0001", TODAY) == YESTERDAY.replace(year=2031)
    assert proofs_until(book, "P-0002", TODAY) is None
    assert proofs_until(book, "P-0003", TODAY) is None
