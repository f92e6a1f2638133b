import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.assignments import cancel, hand_over
from services.intake import close, refuse
from services.model.assignment_forms import ResultForm
from services.model.course_lists import MessageKind
from services.model.errors import AlreadyAsked, MayNotBeAsked, Refusal, RequestNotOpen
from services.model.lists import (
    AssignmentStatus,
    Channel,
    OfferStatus,
    PersonStatus,
    RejectReason,
    RequestKind,
    RequestStatus,
    Seat,
    Urgency,
)
from services.model.offer_errors import MainGuideFirst, NotStandingIn, SeatHeld, YesDoesNotFit
from services.model.records import Assignment, Offer, Person, Request
from services.model.sight import seen_by
from services.offers import accept, ask, call_me, decline, step_in, stop_asking, take_back
from services.roster import open_assignments
from services.seats import BESIDES, holder, in_the_way, lacks_second, learners, open_seats, without_second
from tests.rules.cast import (
    OLENA,
    TODAY,
    TOMORROW,
    UTE,
    YESTERDAY,
    again,
    draft,
    ids,
    letters_of,
    marta,
    offer,
    olena,
    other_request,
    request,
    samir,
    with_police_check,
    workbook,
)

CAST = (olena(), marta(), samir(languages="Ukrainisch (C1)"))
MEDIATION = request(kind=RequestKind.MEDIATION)
ASKED, ACCEPTED, WITHDRAWN = OfferStatus.ASKED, OfferStatus.ACCEPTED, OfferStatus.WITHDRAWN


def questions(*people, wanted=None):
    return draft(*CAST, wanted or request(), *(offer(f"V-000{n}", person=one) for n, one in enumerate(people, start=1)))


def matched(*besides):
    """Olena goes; the others are asked for these seats."""
    here = questions("P-0001")
    accept(here, "V-0001")
    for number, seat in zip(("P-0003", "P-0002"), besides, strict=False):
        ask(here, "A-0001", number, Channel.IN_PERSON, seat=seat)
    return again(here)


def seats(here):
    return {one.id: (one.seat, one.status) for one in here.workbook.all(Offer)}


def running(here):
    return [one.person for one in here.workbook.all(Assignment) if one.status is AssignmentStatus.RUNNING]


def test_seats_open_one_after_the_other():
    assert open_seats(questions().workbook, request()) == (Seat.MAIN,)
    here = matched(Seat.SECOND)
    now = here.workbook.get(Request, "A-0001")
    assert open_seats(here.workbook, now) == BESIDES
    accept(here, "V-0002")
    assert open_seats(here.workbook, now) == (Seat.SHADOW, Seat.BACKUP)
    assert open_seats(here.workbook, request(status=RequestStatus.CLOSED)) == ()


@pytest.mark.parametrize("seat", BESIDES)
def test_nobody_joins_before_there_is_somebody_to_join(seat):
    with pytest.raises(MainGuideFirst):
        ask(questions(), "A-0001", "P-0001", seat=seat)


def test_main_seat_is_not_asked_for_once_it_is_held():
    with pytest.raises(RequestNotOpen):
        ask(matched(), "A-0001", "P-0003")


def test_seat_is_held_by_one():
    here = matched(Seat.SECOND)
    accept(here, "V-0002")
    with pytest.raises(SeatHeld) as refusal:
        ask(here, "A-0001", "P-0002", seat=Seat.SECOND)
    assert refusal.value.sentence.values == {"name": "Marta Żółkiewska", "seat": Seat.SECOND}
    with pytest.raises(AlreadyAsked):
        ask(here, "A-0001", "P-0001", seat=Seat.SHADOW)


@pytest.mark.parametrize(
    ("seat", "goes"),
    [(Seat.SECOND, ["P-0001", "P-0003"]), (Seat.SHADOW, ["P-0001", "P-0003"]), (Seat.BACKUP, ["P-0001"])],
)
def test_whoever_goes_is_mandated_and_a_stand_in_is_not(seat, goes):
    here = matched(seat)
    accept(here, "V-0002")
    assert running(here) == goes
    assert here.workbook.get(Request, "A-0001").status is RequestStatus.MATCHED


def test_yes_to_one_seat_leaves_those_asked_for_another_alone():
    here = matched(Seat.SECOND, Seat.BACKUP)
    accept(here, "V-0002")
    assert seats(here) == {
        "V-0001": (Seat.MAIN, ACCEPTED),
        "V-0002": (Seat.SECOND, ACCEPTED),
        "V-0003": (Seat.BACKUP, ASKED),
    }


def test_stand_in_does_not_learn_whom_it_is_about():
    here = matched(Seat.BACKUP)
    accept(here, "V-0002")
    stands_in = here.workbook.get(Person, "P-0003")
    viewer = type(OLENA)(OLENA.role, stands_in.full_name, stands_in.id)
    found = seen_by(here.workbook, viewer).get(Request, "A-0001")
    assert (found.client, found.place, found.requester) == ("", "", "")


# Two go to a mediation ------------------------------------------------------------------------------------------------


def test_mediation_goes_on_with_the_others_as_second():
    here = questions("P-0001", "P-0003", "P-0002", wanted=MEDIATION)
    accept(here, "V-0002")
    now = here.workbook.get(Request, "A-0001")
    assert seats(here) == {
        "V-0001": (Seat.SECOND, ASKED),
        "V-0002": (Seat.MAIN, ACCEPTED),
        "V-0003": (Seat.SECOND, ASKED),
    }
    assert (now.status, lacks_second(here.workbook, now)) == (RequestStatus.MATCHED, True)
    accept(here, "V-0001")
    assert seats(here) == {
        "V-0001": (Seat.SECOND, ACCEPTED),
        "V-0002": (Seat.MAIN, ACCEPTED),
        "V-0003": (Seat.SECOND, WITHDRAWN),
    }
    assert (running(here), lacks_second(here.workbook, now)) == (["P-0003", "P-0001"], False)


def test_second_seats_nobody_holds_yet_are_known_in_the_order_of_their_right():
    matched = {"kind": RequestKind.MEDIATION, "status": RequestStatus.MATCHED}
    book = workbook(
        *CAST,
        MEDIATION,
        request("A-0002", **matched, urgency=Urgency.TODAY),
        offer("V-0001", request="A-0002", person="P-0001", status=ACCEPTED),
        request("A-0003", **matched),
        offer("V-0002", request="A-0003", person="P-0001", status=ACCEPTED),
        offer("V-0003", request="A-0003", person="P-0003", status=ACCEPTED, seat=Seat.SECOND),
        request("A-0004", **matched, day=YESTERDAY),
        request("A-0005", kind=RequestKind.MEDIATION, status=RequestStatus.CLOSED),
        request("A-0006"),
    )
    assert ids(without_second(book, TODAY)) == ["A-0002", "A-0001"]


# Somebody who learns --------------------------------------------------------------------------------------------------


def test_learners_are_also_those_in_training_who_pledged_confidentiality():
    people = (
        olena(),
        marta(status=PersonStatus.IN_TRAINING, certified_on=None),
        samir(status=PersonStatus.IN_TRAINING, certified_on=None, confidentiality_on=None),
        samir(number="P-0004", status=PersonStatus.LEFT),
        samir(number="P-0005", max_open=0),
    )
    book = workbook(*people, request(status=RequestStatus.MATCHED), offer(status=ACCEPTED))
    assert ids(learners(book, book.get(Request, "A-0001"), TODAY)) == ["P-0003", "P-0005"]


@pytest.mark.parametrize(("until", "may"), [(None, False), ("2027-01-01", True)])
def test_learner_needs_a_police_certificate_with_minors(until, may):
    shown = {**with_police_check(until), "with_minors": False} if until else {}
    book = workbook(samir(**shown), request(minors=True, status=RequestStatus.MATCHED))
    assert bool(learners(book, book.get(Request, "A-0001"), TODAY)) is may


def test_learner_is_asked_without_an_exception_and_goes():
    here = matched()
    here.replace(here.workbook.get(Person, "P-0002"), status=PersonStatus.IN_TRAINING, certified_on=None)
    asked = ask(here, "A-0001", "P-0002", seat=Seat.SHADOW)
    assert (asked.exception, accept(here, asked.id).status) == ("", ACCEPTED)


def test_learner_without_the_briefing_is_not_asked():
    here = draft(marta(briefing_on=None), request(status=RequestStatus.MATCHED))
    with pytest.raises(MayNotBeAsked):
        ask(here, "A-0001", "P-0003", seat=Seat.SHADOW)


# A yes that is one too many -------------------------------------------------------------------------------------------


def twice(**values):
    """Olena is asked for two requests and has one place left."""
    other = other_request(**{"languages": ("Ukrainisch",), "day": TOMORROW, **values})
    return draft(olena(max_open=1), request(), other, offer(), offer("V-0002", request="A-0002"))


@pytest.mark.parametrize("actor", [OLENA, UTE])
def test_second_yes_beyond_the_last_place_is_refused(actor):
    here = again(twice(), actor=actor)
    accept(here, "V-0001")
    with pytest.raises(YesDoesNotFit) as refusal:
        accept(here, "V-0002")
    assert str(refusal.value).startswith("Olena Hnatiuk has no assignment free: 1 of 1 are running.")
    assert running(here) == ["P-0001"]


def test_second_yes_at_the_same_time_is_refused():
    here = draft(
        olena(), request(), other_request(languages=("Ukrainisch",)), offer(), offer("V-0002", request="A-0002")
    )
    accept(here, "V-0001")
    with pytest.raises(YesDoesNotFit):
        accept(here, "V-0002")


def test_yes_after_fewer_assignments_are_wished_for_is_refused():
    here = draft(olena(max_open=0), request(), offer())
    with pytest.raises(YesDoesNotFit):
        accept(here, "V-0001")


def test_office_takes_down_a_yes_in_spite_of_it_with_a_reason():
    here = again(twice(), actor=UTE)
    accept(here, "V-0001")
    assert accept(here, "V-0002", "  nur eine halbe Stunde ").exception == "nur eine halbe Stunde"


def test_volunteer_has_no_exception_to_write_down():
    here = again(twice(), actor=OLENA)
    accept(here, "V-0001")
    with pytest.raises(YesDoesNotFit):
        accept(here, "V-0002", "geht schon")


def test_exception_covers_what_was_known_but_no_later_yes():
    here = draft(
        olena(max_open=0),
        request(),
        other_request(languages=("Ukrainisch",), day=TOMORROW),
        offer(exception="kennt die Familie"),
        offer("V-0002", request="A-0002", exception="kennt die Schule"),
    )
    assert in_the_way(here.workbook, here.workbook.get(Offer, "V-0002"), TODAY) == ()
    accept(here, "V-0001")
    with pytest.raises(YesDoesNotFit):
        accept(here, "V-0002")


def test_stand_in_needs_no_place():
    here = matched(Seat.BACKUP)
    here.replace(here.workbook.get(Person, "P-0003"), max_open=0)
    assert accept(here, "V-0002").status is ACCEPTED


# Taken back -----------------------------------------------------------------------------------------------------------


def test_second_yes_taken_back_leaves_the_main_one():
    here = matched(Seat.SECOND, Seat.SHADOW)
    accept(here, "V-0002")
    take_back(here, here.workbook.get(Request, "A-0001"), Seat.SECOND)
    assert (running(here), seats(here)["V-0002"]) == (["P-0001"], (Seat.SECOND, WITHDRAWN))
    assert (here.workbook.get(Request, "A-0001").status, seats(here)["V-0003"][1]) == (RequestStatus.MATCHED, ASKED)


def test_main_yes_taken_back_sends_everybody_home_and_tells_them():
    here = matched(Seat.SECOND, Seat.SHADOW)
    accept(here, "V-0002")
    take_back(here, here.workbook.get(Request, "A-0001"))
    assert (running(here), here.workbook.get(Request, "A-0001").status) == ([], RequestStatus.SEARCHING)
    assert {status for _seat, status in seats(here).values()} == {WITHDRAWN}
    assert [(one.kind, one.about) for one in letters_of(here.workbook)] == [
        (MessageKind.NOT_NEEDED, "V-0002"),
        (MessageKind.NOT_NEEDED, "V-0003"),
    ]


def test_stand_in_stays_and_steps_in():
    here = matched(Seat.BACKUP)
    accept(here, "V-0002")
    take_back(here, here.workbook.get(Request, "A-0001"))
    assert seats(here) == {"V-0001": (Seat.MAIN, WITHDRAWN), "V-0002": (Seat.BACKUP, ACCEPTED)}
    step_in(here, here.workbook.get(Offer, "V-0002"))
    assert (seats(here)["V-0002"], running(here)) == ((Seat.MAIN, ACCEPTED), ["P-0003"])
    assert here.workbook.get(Request, "A-0001").status is RequestStatus.MATCHED


def test_stand_in_is_thanked_when_the_request_ends():
    here = matched(Seat.BACKUP)
    accept(here, "V-0002")
    close(here, here.workbook.get(Request, "A-0001"), ResultForm())
    assert seats(here) == {"V-0001": (Seat.MAIN, ACCEPTED), "V-0002": (Seat.BACKUP, WITHDRAWN)}
    assert [(one.kind, one.about) for one in letters_of(here.workbook)] == [(MessageKind.NOT_NEEDED, "V-0002")]


def test_only_a_stand_in_steps_in_and_only_when_somebody_is_missing():
    with pytest.raises(NotStandingIn):
        step_in(questions("P-0001"), offer())
    here = matched(Seat.BACKUP)
    accept(here, "V-0002")
    with pytest.raises(RequestNotOpen):
        step_in(here, here.workbook.get(Offer, "V-0002"))


# Whatever happens -----------------------------------------------------------------------------------------------------

PEOPLE = ("P-0001", "P-0002", "P-0003")
NUMBERS = tuple(f"V-{number:04d}" for number in range(1, 9))
TASKS = tuple(f"E-{number:04d}" for number in range(1, 5))
DEEDS = st.one_of(
    st.tuples(
        st.just(ask),
        st.sampled_from(("A-0001", "A-0002")),
        st.sampled_from(PEOPLE),
        st.just(Channel.EMAIL),
        st.just(""),
        st.sampled_from(Seat),
    ),
    st.tuples(st.sampled_from((accept, accept, decline, call_me)), st.sampled_from(NUMBERS)),
    st.tuples(st.sampled_from((take_back, stop_asking)), st.sampled_from(("A-0001", "A-0002"))),
    st.tuples(st.just(take_back), st.sampled_from(("A-0001", "A-0002")), st.sampled_from(Seat)),
    st.tuples(st.just(step_in), st.sampled_from(NUMBERS)),
    st.tuples(st.just(hand_over), st.sampled_from(TASKS), st.sampled_from(PEOPLE), st.just("Umzug")),
    st.tuples(st.just(cancel), st.sampled_from(TASKS), st.just("Krank")),
    st.tuples(st.just(refuse), st.sampled_from(("A-0001", "A-0002")), st.just(RejectReason.LEGAL)),
    st.tuples(st.just(close), st.sampled_from(("A-0001", "A-0002")), st.just(ResultForm())),
)


def done(here, deed, first, *more):
    """One deed, with what stands there now; a refusal leaves everything as it was."""
    after = again(here)
    try:
        if deed in (take_back, stop_asking, refuse, close):
            first = after.workbook.get(Request, first)
        if deed in (hand_over, cancel):
            first = after.workbook.get(Assignment, first)
        if deed is step_in:
            first = after.workbook.get(Offer, first)
        deed(after, first, *more)
    except Refusal:
        return here
    return after


@settings(max_examples=120, deadline=None)
@given(st.lists(DEEDS, max_size=14), st.sampled_from(RequestKind))
def test_each_seat_is_held_by_one_and_nobody_has_more_than_they_can(deeds, kind):
    here = draft(
        olena(max_open=1),
        samir(languages="Ukrainisch (C1)"),
        marta(),
        request(kind=kind),
        other_request(languages=("Ukrainisch",), day=TOMORROW),
    )
    for deed in deeds:
        here = done(here, *deed)
    book = here.workbook
    for wanted in book.all(Request):
        given = [one.seat for one in book.where(Offer, request=wanted.id) if one.status is ACCEPTED]
        goes = [
            one.person for one in book.where(Assignment, request=wanted.id) if one.status is AssignmentStatus.RUNNING
        ]
        assert len(given) == len(set(given))
        assert len(goes) == len(set(goes))
        holds = {
            one.person
            for one in book.where(Offer, request=wanted.id)
            if one.status is ACCEPTED and one.seat is not Seat.BACKUP
        }
        assert set(goes) <= holds
        if wanted.status is RequestStatus.MATCHED:
            assert len(goes) == len([seat for seat in given if seat is not Seat.BACKUP])
        assert (holder(book, wanted.id, Seat.MAIN) is not None) == (
            wanted.status in (RequestStatus.MATCHED, RequestStatus.CLOSED)
        )
        if wanted.status not in (RequestStatus.SEARCHING, RequestStatus.MATCHED):
            assert ASKED not in {one.status for one in book.where(Offer, request=wanted.id)}
    assert all(open_assignments(book, one.id) <= one.max_open for one in book.all(Person))
