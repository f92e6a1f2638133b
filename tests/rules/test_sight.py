import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.certificates import certify
from services.intake import close, refuse
from services.model.access import Actor, Role
from services.model.assignment_forms import ResultForm
from services.model.course_lists import Counted, CourseStatus, InterestStatus, RegistrationStatus
from services.model.course_records import Course, EarlierTotal, Interest, Registration
from services.model.errors import Problem
from services.model.lists import OfferStatus, RejectReason, RequestStatus
from services.model.record import columns, empty_of
from services.model.records import RECORDS, Assignment, JournalEntry, Offer, Organisation, Person, Programme, Request
from services.model.sight import SIGHT, seen_by
from services.model.words import Sentence, Word
from services.model.workbook import Workbook
from services.offers import accept, decline
from services.storage.examples import example
from services.storage.open import EXAMPLES
from tests.rules.cast import (
    LEA,
    OLENA,
    RUTH,
    SAMIR,
    TODAY,
    UTE,
    VISITOR,
    again,
    assignment,
    course,
    draft,
    ids,
    interest,
    journal,
    marta,
    offer,
    olena,
    organisation,
    other_request,
    registration,
    request,
    samir,
    total,
    workbook,
)

PRIVATE = (
    "place",
    "client",
    "requester",
    "requester_phone",
    "requester_email",
    "note",
    "requester_contact",
    "organisation",
)
DRAFTED = course("K-0002", title="Geheimer Plan", status=CourseStatus.DRAFT)
RECORDS_OF_ALL = (
    Programme(id="S-0001", name="Lotsen"),
    organisation(),
    course(),
    DRAFTED,
    interest(message="Ruft bitte nach 18 Uhr an"),
    registration(message="Bringe meine Schwester mit"),
    registration("T-0002", "Farid Nasser", status=RegistrationStatus.WAITING, phone="+49 2362 777777"),
    olena(police_check_until="2030-01-01"),
    samir(),
    marta(),
    request(),
    other_request(status=RequestStatus.MATCHED),
    request("A-0003", client="KLI-99", place="Haus Vier", requester="Sabine Ohnesorg", note="Katze"),
    offer(),
    offer("V-0002", request="A-0002", person="P-0002", status=OfferStatus.ACCEPTED),
    offer("V-0003", request="A-0003", person="P-0003"),
    assignment("E-0001", person="P-0002"),
    total("F-0001", "2007", 28, Counted.QUALIFIED),
    journal(changed="P-0001 Stand: Aktiv → Pausiert"),
)
BOOK = Workbook.of(RECORDS_OF_ALL, problems=(Problem("Personen", "Zeile 7", "E-Mail", Sentence("“sofie@” is wrong")),))


def texts_of(value):
    if isinstance(value, tuple):
        return [text for part in value for text in texts_of(part)]
    if value is None or isinstance(value, Word) or value == "":
        return []
    return [value if isinstance(value, str) else repr(value)]


def personal_texts(book, *, but=()):
    """Every text in a personal column of the workbook, except those of the entries in `but`."""
    return {
        text
        for kind in RECORDS
        for record in book.all(kind)
        for name, kept in columns(kind).items()
        if kept.column.personal and record.id not in but
        for text in texts_of(getattr(record, name))
    }


def found_in(book, texts):
    dump = repr(book.records) + repr(book.problems) + repr(book.origin)
    return {text for text in texts if text in dump}


def numbers(book):
    return {kind.tab: ids(book.all(kind)) for kind in RECORDS if book.all(kind)}


# What nobody receives -------------------------------------------------------------------------------------------------


def test_personal_texts_are_there_to_be_found():
    texts = personal_texts(BOOK)
    assert (len(texts) > 40, found_in(BOOK, texts)) == (True, texts)


@pytest.mark.parametrize("actor", [VISITOR, LEA, Actor(Role.VOLUNTEER, "Niemand"), Actor(Role.VOLUNTEER, "", "P-0099")])
def test_stranger_and_lead_receive_nothing_personal(actor):
    assert found_in(seen_by(BOOK, actor), personal_texts(BOOK)) == set()


def test_volunteer_who_was_asked_receives_nothing_personal_of_others():
    assert (
        found_in(seen_by(BOOK, OLENA), personal_texts(BOOK, but={"P-0001"}) - personal_texts(workbook(olena())))
        == set()
    )


def test_volunteer_who_said_yes_receives_only_that_request():
    own = {"P-0002", "A-0002"}
    mine = personal_texts(workbook(samir(), other_request()))
    assert found_in(seen_by(BOOK, SAMIR), personal_texts(BOOK, but=own) - mine) == set()


@pytest.mark.parametrize("actor", [VISITOR, LEA, OLENA, SAMIR])
def test_unreadable_rows_are_for_coordinators(actor):
    assert seen_by(BOOK, actor).problems == ()


@pytest.mark.parametrize("actor", [VISITOR, LEA, OLENA, SAMIR])
def test_journal_is_for_coordinators(actor):
    assert seen_by(BOOK, actor).all(JournalEntry) == ()


def test_store_notes_are_for_coordinators():
    assert seen_by(Workbook(1, BOOK.records, origin="Zeile 7: Olena"), VISITOR).origin is None


@pytest.mark.parametrize("actor", [UTE, RUTH, Actor(Role.LEAD, "Lea", also=frozenset({Role.ADMINISTRATOR}))])
def test_coordinator_and_administrator_receive_everything(actor):
    assert seen_by(BOOK, actor) is BOOK


@pytest.mark.parametrize("role", Role)
def test_sight_names_a_tab_for_every_role(role):
    assert set(SIGHT[role]) - set(RECORDS) == set()


EXAMPLE = example(EXAMPLES / "dorsten", today=TODAY)
GUIDES = [one for one in EXAMPLE if isinstance(one, Person)]
ASKABLE = [one for one in EXAMPLE if isinstance(one, Request)]
NOT_THEIRS = set(RECORDS) - set(SIGHT[Role.VOLUNTEER])


@given(
    st.sampled_from(GUIDES),
    st.lists(st.tuples(st.sampled_from(GUIDES), st.sampled_from(ASKABLE), st.sampled_from(OfferStatus)), max_size=8),
    st.dictionaries(st.sampled_from([one.id for one in ASKABLE]), st.sampled_from(RequestStatus)),
)
def test_volunteer_receives_no_foreign_row_whatever_was_asked(guide, asked, standing):
    offers = [
        offer(f"V-9{at:03}", request=wanted.id, person=one.id, status=status)
        for at, (one, wanted, status) in enumerate(asked)
    ]
    moved = [
        one.model_copy(update={"status": standing[one.id]}) if isinstance(one, Request) and one.id in standing else one
        for one in EXAMPLE
        if not isinstance(one, Offer)
    ]
    book = workbook(*moved, *offers)
    seen = seen_by(book, Actor(Role.VOLUNTEER, guide.full_name, guide.id))
    mine = book.where(Assignment, person=guide.id)
    theirs = {one.request for one in (*offers, *mine) if one.person == guide.id}
    yes = {one.request for one in offers if one.person == guide.id and one.status is OfferStatus.ACCEPTED}
    kept = {one.request for one in mine if one.status.stands} | yes - {one.request for one in mine}
    whole = {one.id for one in book.all(Request) if one.id in kept and one.status is RequestStatus.MATCHED}
    assert [kind.tab for kind in NOT_THEIRS if seen.all(kind)] == []
    assert {one.id for one in seen.all(Person)} == {guide.id}
    assert {one.person for kind in (Offer, Assignment) for one in seen.all(kind)} <= {guide.id}
    assert {one.id for one in seen.all(Request)} == theirs
    assert [one for one in seen.all(Request) if one.id not in whole and one != one.without_personal()] == []
    assert [one for one in seen.all(Registration) if one.person or one != one.without_personal()] == []


# What somebody receives -----------------------------------------------------------------------------------------------

FOR_ALL = {
    "Programm": ["S-0001"],
    "Stellen": ["O-0001"],
    "Kurse": ["K-0001"],
    "Anmeldungen": ["T-0001", "T-0002"],
    "Frühere Jahre": ["F-0001"],
}


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (VISITOR, FOR_ALL),
        (OLENA, {**FOR_ALL, "Personen": ["P-0001"], "Anfragen": ["A-0001"], "Angefragt": ["V-0001"]}),
        (
            SAMIR,
            {
                **FOR_ALL,
                "Personen": ["P-0002"],
                "Anfragen": ["A-0002"],
                "Angefragt": ["V-0002"],
                "Einsätze": ["E-0001"],
            },
        ),
        (
            LEA,
            {
                **FOR_ALL,
                "Kurse": ["K-0001", "K-0002"],
                "Interessierte": ["I-0001"],
                "Personen": ["P-0001", "P-0002", "P-0003"],
                "Anfragen": ["A-0001", "A-0002", "A-0003"],
                "Angefragt": ["V-0001", "V-0002", "V-0003"],
                "Einsätze": ["E-0001"],
            },
        ),
    ],
)
def test_actor_receives_the_entries_of_the_role(actor, expected):
    assert numbers(seen_by(BOOK, actor)) == dict(sorted(expected.items(), key=lambda one: TABS.index(one[0])))


TABS = [kind.tab for kind in RECORDS]


def test_visitor_receives_courses_and_earlier_totals_whole():
    seen = seen_by(BOOK, VISITOR)
    assert (seen.all(Course), seen.all(EarlierTotal), seen.all(Organisation)) == (
        (course(),),
        BOOK.all(EarlierTotal),
        BOOK.all(Organisation),
    )


def test_visitor_receives_taken_places_without_people():
    kept = seen_by(BOOK, VISITOR).get(Registration, "T-0002")
    empty = {name: empty_of(one) for name, one in columns(Registration).items() if one.column.personal}
    assert ({name: getattr(kept, name) for name in empty}, kept.status) == (empty, RegistrationStatus.WAITING)


def test_lead_receives_what_may_be_counted():
    kept = seen_by(BOOK, LEA).get(Interest, "I-0001")
    assert (kept.full_name, kept.status) == ("", InterestStatus.NEW)


def test_volunteer_receives_the_own_entry_whole():
    assert seen_by(BOOK, SAMIR).all(Person) == (samir(),)


def test_volunteer_of_no_entry_receives_what_the_public_does():
    assert numbers(seen_by(BOOK, Actor(Role.VOLUNTEER, "Niemand"))) == FOR_ALL


# A request, from the question to its end ------------------------------------------------------------------------------


def seen_request(book, actor=OLENA):
    kept = seen_by(book, actor).find(Request, "A-0001")
    return None if kept is None else {name: getattr(kept, name) for name in PRIVATE}


WHOLE = {name: getattr(request(), name) for name in PRIVATE}
BLANK = {
    "place": "",
    "client": "",
    "requester": "",
    "requester_phone": None,
    "requester_email": None,
    "note": "",
    "requester_contact": "",
    "organisation": "",
}
ASKED = (olena(), samir(), request(), offer(), offer("V-0002", person="P-0002"))


def test_request_is_nothing_to_a_volunteer_who_was_not_asked():
    assert seen_request(workbook(olena(), request())) is None


def test_request_shows_no_place_contact_or_client_before_the_yes():
    assert seen_request(workbook(*ASKED)) == BLANK


def test_request_shows_its_task_before_the_yes():
    kept = seen_by(workbook(*ASKED), OLENA).get(Request, "A-0001")
    assert (kept.topics, kept.languages, kept.day, kept.at, kept.district) == (
        request().topics,
        request().languages,
        request().day,
        request().at,
        "Altstadt",
    )


def test_request_shows_everything_after_the_yes():
    here = draft(*ASKED, actor=OLENA)
    accept(here, "V-0001")
    assert seen_request(here.workbook) == WHOLE


def test_request_shows_no_more_to_others_after_the_yes_of_one():
    here = draft(*ASKED, actor=OLENA)
    accept(here, "V-0001")
    assert seen_request(here.workbook, SAMIR) == BLANK


def test_request_shows_no_place_contact_or_client_after_its_end():
    here = draft(*ASKED)
    accept(here, "V-0001")
    done = again(here)
    close(done, done.workbook.get(Request, "A-0001"), ResultForm())
    assert seen_request(done.workbook) == BLANK


def test_request_shows_no_place_contact_or_client_after_a_no():
    here = draft(*ASKED, actor=OLENA)
    decline(here, "V-0001")
    assert seen_request(here.workbook) == BLANK


def test_request_shows_no_place_contact_or_client_after_a_refusal():
    here = draft(*ASKED)
    refuse(here, request(), RejectReason.NO_CAPACITY)
    assert seen_request(here.workbook) == BLANK


@pytest.mark.parametrize("status", [status for status in RequestStatus if status is not RequestStatus.MATCHED])
def test_request_is_whole_only_while_it_is_matched(status):
    book = workbook(olena(), request(status=status), offer(status=OfferStatus.ACCEPTED))
    assert seen_request(book) == BLANK


def test_request_asked_for_twice_is_whole_after_one_yes():
    book = workbook(
        olena(),
        request(status=RequestStatus.MATCHED),
        offer(status=OfferStatus.ACCEPTED),
        offer("V-0002", status=OfferStatus.WITHDRAWN),
    )
    assert seen_request(book) == WHOLE


def test_volunteer_receives_no_foreign_offers_and_assignments():
    book = seen_by(workbook(*ASKED, assignment(person="P-0002")), OLENA)
    assert (ids(book.all(Offer)), book.all(Assignment)) == (["V-0001"], ())


def test_certificate_of_others_is_not_told_by_name():
    here = draft(course(), registration())
    certify(here, "K-0001", ("T-0001",))
    assert found_in(seen_by(here.workbook, VISITOR), {"Irina", "Petrova", "irina"}) == set()
