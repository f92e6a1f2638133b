import pytest

from services.answers import Choice, answer, choices, entry_of, no_joining, settled, standing
from services.model.access import Actor, Role
from services.model.course_errors import AnswerNotOpen, LinkTooOld, LinkUsed
from services.model.course_lists import CourseStatus, InterestStatus, MessageKind, RegistrationStatus
from services.model.course_records import Interest, Registration
from services.model.errors import NotFound
from services.model.letters import Message
from services.model.sight import seen_by
from services.model.words import Sentence
from tests.rules.cast import (
    FOLLOWER,
    NOW,
    TODAY,
    TOMORROW,
    UTE,
    YESTERDAY,
    course,
    draft,
    ids,
    interest,
    message,
    office,
    registration,
    statuses,
    told,
    workbook,
)

INVITED = registration(status=RegistrationStatus.INVITED, interest="I-0001")
OFFERED = registration(status=RegistrationStatus.OFFERED)
INTEREST = interest(status=InterestStatus.INVITED)
JOINS = (Choice.JOIN, Choice.NOT_THIS_TIME, Choice.NOT_ANY_MORE)
FULL = [registration(f"T-000{n}", f"Name {n}") for n in (2, 3)]


def link(*records, actor=FOLLOWER):
    return draft(*records, actor=actor)


@pytest.mark.parametrize(
    ("entry", "changed", "expected"),
    [
        (INVITED, {}, JOINS),
        (INVITED, {"register_until": YESTERDAY}, JOINS),
        (INVITED, {"starts_on": YESTERDAY}, JOINS[1:]),
        (INVITED, {"status": CourseStatus.RUNNING}, JOINS[1:]),
        (OFFERED, {"status": CourseStatus.RUNNING}, (Choice.TAKE_PLACE, Choice.REFUSE_PLACE)),
        (registration(), {}, (Choice.WITHDRAW,)),
        (registration(), {"starts_on": TODAY}, (Choice.WITHDRAW,)),
        (registration(), {"starts_on": YESTERDAY}, ()),
        (registration(), {"status": CourseStatus.RUNNING}, ()),
        (registration(status=RegistrationStatus.WAITING), {}, (Choice.WITHDRAW,)),
        (registration(status=RegistrationStatus.CONFIRMED), {}, (Choice.WITHDRAW,)),
        (registration(status=RegistrationStatus.CERTIFIED), {}, ()),
        (registration(status=RegistrationStatus.WITHDRAWN), {}, ()),
        (registration(status=RegistrationStatus.CALLED_OFF, interest="I-0001"), {}, (Choice.WITHDRAW_INTEREST,)),
        (registration(status=RegistrationStatus.CALLED_OFF), {}, ()),
        (INTEREST, {}, (Choice.WITHDRAW_INTEREST,)),
        (interest(status=InterestStatus.REGISTERED), {}, ()),
        (interest(status=InterestStatus.WITHDRAWN), {}, ()),
    ],
)
def test_choices_fit_where_the_entry_stands(entry, changed, expected):
    assert choices(workbook(course(**changed), INTEREST, entry), entry, TODAY) == expected


def test_choices_leave_out_joining_a_full_course_without_a_waiting_list():
    book = workbook(course(waiting_list=False), INVITED, *FULL)
    assert choices(book, INVITED, TODAY) == JOINS[1:]
    assert str(no_joining(book, INVITED, TODAY)) == "All 2 places of “Basiskurs Herbst” are taken."


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (INVITED, Sentence("{status}", status=RegistrationStatus.INVITED)),
        (INTEREST, Sentence("{status}", status=InterestStatus.INVITED)),
        (
            registration("T-0009", status=RegistrationStatus.WAITING),
            Sentence("Waiting list, position {position}", position=2),
        ),
    ],
)
def test_standing_is_told_in_a_few_words(entry, expected):
    first = registration("T-0002", "Zwei Zwei", status=RegistrationStatus.WAITING)
    assert standing(workbook(course(), first, entry), entry) == expected


@pytest.mark.parametrize(
    ("choice", "entry", "expected", "of_interest", "messages"),
    [
        (Choice.JOIN, INVITED, "REGISTERED", "REGISTERED", ["REGISTERED"]),
        (Choice.NOT_THIS_TIME, INVITED, "DECLINED", "WAITING", []),
        (Choice.NOT_ANY_MORE, INVITED, "DECLINED", "WITHDRAWN", []),
        (Choice.TAKE_PLACE, OFFERED, "CONFIRMED", "INVITED", ["CONFIRMED"]),
        (Choice.REFUSE_PLACE, OFFERED, "WITHDRAWN", "INVITED", []),
        (Choice.WITHDRAW, registration(), "WITHDRAWN", "INVITED", []),
        (
            Choice.WITHDRAW_INTEREST,
            registration(status=RegistrationStatus.CALLED_OFF, interest="I-0001"),
            "CALLED_OFF",
            "WITHDRAWN",
            [],
        ),
    ],
)
def test_answer_is_taken_down_and_the_link_is_used(choice, entry, expected, of_interest, messages):
    here = link(course(), INTEREST, entry, message())
    assert answer(here, choice).id == "T-0001"
    assert here.workbook.get(Registration, "T-0001").status.name == expected
    assert here.workbook.get(Interest, "I-0001").status.name == of_interest
    assert here.workbook.get(Message, "N-0001").answered_at == NOW
    assert [kind for kind, _about, _status in told(here.workbook)] == ["INVITATION", *messages]


def test_answer_withdraws_interest():
    here = link(interest(), message(kind=MessageKind.INTEREST_KEPT, about="I-0001", answer_by=None))
    done = answer(here, Choice.WITHDRAW_INTEREST)
    assert (done.status, done.withdrawn_on) == (InterestStatus.WITHDRAWN, TODAY)
    assert here.workbook.get(Message, "N-0001").answered_at == NOW


def test_answer_follows_the_same_rule_for_places_as_everybody():
    here = link(course(), INTEREST, INVITED, *FULL, message())
    assert answer(here, Choice.JOIN).status is RegistrationStatus.WAITING


def test_answer_is_given_once():
    here = link(course(), INTEREST, INVITED, message())
    answer(here, Choice.JOIN)
    with pytest.raises(LinkUsed):
        answer(here, Choice.NOT_ANY_MORE)
    assert here.workbook.get(Registration, "T-0001").status is RegistrationStatus.REGISTERED


@pytest.mark.parametrize(("answer_by", "late"), [(YESTERDAY, True), (TODAY, False), (TOMORROW, False), (None, False)])
def test_answer_is_possible_until_its_day_is_over(answer_by, late):
    here = link(course(), INTEREST, INVITED, message(answer_by=answer_by))
    if late:
        with pytest.raises(LinkTooOld) as refusal:
            answer(here, Choice.JOIN)
        assert refusal.value.sentence.values == {"day": YESTERDAY}
        assert (here.changes, settled(message(answer_by=answer_by), TODAY)) == ((), refusal.value.sentence)
    else:
        assert answer(here, Choice.JOIN).status is RegistrationStatus.REGISTERED
        assert settled(message(answer_by=answer_by), TODAY) is None


def test_answer_to_an_earlier_message_is_refused_once_a_newer_one_is_written():
    assert settled(message(answered_at=NOW), TODAY) == Sentence(LinkUsed.template)


@pytest.mark.parametrize("choice", [one for one in Choice if one not in JOINS])
def test_answer_has_to_fit_the_question(choice):
    here = link(course(), INTEREST, INVITED, message())
    with pytest.raises(AnswerNotOpen):
        answer(here, choice)
    assert here.changes == ()


def test_answer_refuses_a_place_that_is_gone_meanwhile():
    with pytest.raises(AnswerNotOpen):
        answer(link(course(waiting_list=False), INVITED, *FULL, message()), Choice.JOIN)


@pytest.mark.parametrize(
    "records", [(), (message(),), (interest(status=InterestStatus.EXPIRED), message(about="I-0001"))]
)
def test_answer_about_something_gone_is_refused(records):
    with pytest.raises(NotFound):
        answer(link(*records), Choice.JOIN)


def test_answer_concerns_the_entry_of_the_link_alone():
    other = registration("T-0002", "Zwei Zwei", status=RegistrationStatus.INVITED)
    here = link(course(), INTEREST, INVITED, other, message(), message("N-0002", about="T-0002"))
    answer(here, Choice.JOIN)
    assert statuses(here.workbook, Registration)["T-0002"] is RegistrationStatus.INVITED
    assert here.workbook.get(Message, "N-0002").answered_at is None


def test_entry_of_a_message_is_none_for_what_is_no_longer_there():
    assert entry_of(workbook(), message()) is None
    assert entry_of(workbook(registration()), message()) == registration()
    assert entry_of(workbook(course()), message(about="K-0001")) is None


# Who follows a link ---------------------------------------------------------------------------------------------------


def test_follower_is_known_by_the_message():
    here = office(message())
    assert here.follow("N-0001") == Actor(Role.LINK, "Persönlicher Link", link="N-0001")
    assert (here.follow("N-0002"), here.follow("")) == (None, None)


def test_follower_sees_their_own_row_and_interest_and_of_others_only_that_places_are_taken():
    book = workbook(course(), INTEREST, interest("I-0002"), INVITED, *FULL, message(), message("N-0002"))
    seen = seen_by(book, FOLLOWER)
    assert [one.full_name for one in seen.all(Registration)] == ["Irina Petrova", "", ""]
    assert (ids(seen.all(Interest)), ids(seen.all(Message))) == (["I-0001"], ["N-0001"])
    assert (seen.all(Message)[0].to, seen.all(Message)[0].text) == ("", "")


def test_answer_stands_in_the_journal_as_given_by_link():
    here = office(course(), INTEREST, INVITED, message())
    here.perform(FOLLOWER, answer, Choice.JOIN, once="klick")
    assert here.perform(FOLLOWER, answer, Choice.JOIN, once="klick").status is RegistrationStatus.REGISTERED
    book = here.read(UTE)
    assert [(one.actor, one.deed) for one in book.all(type(book.entry("J-0001")))] == [
        ("Persönlicher Link", "Antwort per Link")
    ]
