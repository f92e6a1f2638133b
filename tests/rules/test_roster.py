from datetime import date, timedelta

import pytest

from services.demand import languages_needed
from services.finding import Filters, search
from services.model.errors import ChangedMeanwhile, PapersMissing
from services.model.forms import PersonForm
from services.model.languages import Language
from services.model.lists import Answer, AssignmentStatus, Paper, PersonStatus, RequestStatus, Topic
from services.model.person_errors import LeavesByStep
from services.model.records import Person, Programme
from services.model.slots import Slot
from services.roster import (
    districts,
    edit,
    enter,
    everybody,
    helps_in,
    known_districts,
    open_assignments,
)
from services.stages import by_stage
from tests.rules.cast import (
    TODAY,
    assignment,
    draft,
    form_of,
    ids,
    marta,
    olena,
    person,
    person_form,
    request,
    samir,
    with_police_check,
    workbook,
)

BOOK = workbook(
    olena(topics=(Topic.AUTHORITIES, Topic.SCHOOL)),
    samir(status=PersonStatus.PAUSED, topics=(Topic.HEALTH,)),
    marta(with_minors=True, status=PersonStatus.ACTIVE, briefing_on=None),
)


# Finding --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["P-0002", "P-0001", "P-0003"]),
        ({"words": "olena"}, ["P-0001"]),
        ({"words": "  HNATIUK  ole "}, ["P-0001"]),
        ({"words": "olena samir"}, []),
        ({"words": "żółk"}, ["P-0003"]),
        ({"words": "p-0002"}, ["P-0002"]),
        ({"words": "arabisch"}, ["P-0002"]),
        ({"words": "arabic"}, ["P-0002"]),
        ({"words": "ärzte"}, ["P-0002"]),
        ({"words": "doctors"}, ["P-0002"]),
        ({"words": "hervest"}, ["P-0001", "P-0003"]),
        ({"words": "ukrainisch schule"}, ["P-0001"]),
        ({"words": "uk"}, ["P-0001", "P-0003"]),
        ({"words": "zolkiewska"}, ["P-0003"]),
        ({"words": "lwiw"}, []),
        ({"words": "example.org"}, []),
        ({"languages": frozenset({Language.ARABIC})}, ["P-0002"]),
        ({"languages": frozenset({Language.ARABIC, Language.UKRAINIAN})}, ["P-0002", "P-0001", "P-0003"]),
        ({"languages": frozenset({Language.THAI})}, []),
        ({"topics": frozenset({Topic.SCHOOL, Topic.HEALTH})}, ["P-0002", "P-0001"]),
        ({"districts": frozenset({"Hervest"})}, ["P-0001", "P-0003"]),
        ({"districts": frozenset({"Wulfen"})}, ["P-0002"]),
        ({"statuses": frozenset({PersonStatus.ACTIVE, PersonStatus.PAUSED})}, ["P-0002", "P-0003"]),
        ({"times": frozenset({Slot.WE_PM, Slot.MO_AM}), "topics": frozenset({Topic.SCHOOL})}, ["P-0001"]),
        ({"times": frozenset({Slot.MO_AM})}, []),
        ({"complete": True}, ["P-0002", "P-0001"]),
        ({"complete": False}, ["P-0003"]),
        ({"languages": frozenset({Language.UKRAINIAN}), "complete": True}, ["P-0001"]),
        ({"words": "ukrainisch", "statuses": frozenset({PersonStatus.READY})}, ["P-0001"]),
    ],
)
def test_search_gives_those_who_meet_every_filter(filters, expected):
    assert ids(search(BOOK, Filters(today=TODAY, **filters))) == expected


def test_people_who_are_gone_are_not_on_the_roster():
    book = workbook(olena(), samir(gone="Übernahme zurückgenommen"))
    assert (ids(everybody(book)), ids(search(book, Filters()))) == (["P-0001"], ["P-0001"])


def test_people_are_counted_by_stage_in_the_order_of_the_list():
    people = (marta(status="Aktiv"), olena(), samir(), olena(id="P-0004", status="Aktiv", paused_until=TODAY))
    expected = ((PersonStatus.READY, 2), (PersonStatus.ACTIVE, 1), (PersonStatus.PAUSED, 1))
    assert by_stage(people, TODAY) == expected


@pytest.mark.parametrize(
    ("day", "paused", "active"), [(TODAY, ["P-0001"], []), (TODAY + timedelta(days=1), [], ["P-0001"])]
)
def test_whoever_takes_a_break_is_found_as_paused_until_its_day(day, paused, active):
    book = workbook(olena(status=PersonStatus.ACTIVE, paused_until=TODAY), samir())
    found = [
        ids(search(book, Filters(statuses=frozenset({one}), today=day)))
        for one in (PersonStatus.PAUSED, PersonStatus.ACTIVE)
    ]
    assert found == [paused, active]


def test_whoever_takes_a_break_is_not_counted_for_open_requests():
    book = workbook(olena(paused_until=TODAY), request())
    assert languages_needed(book, TODAY) == ((Language.UKRAINIAN, 1, 0),)


def test_languages_of_open_requests_stand_against_who_can_be_asked_the_scarcest_first():
    wanted = (
        request(languages=(Language.UKRAINIAN,)),
        request("A-0002", languages=(Language.ARABIC, Language.UKRAINIAN)),
        request("A-0003", languages=(Language.THAI,)),
        request("A-0004", languages=(Language.DARI,), status=RequestStatus.CLOSED),
    )
    book = workbook(*wanted, olena(), marta(gone="weg"), samir(status=PersonStatus.PAUSED))
    assert languages_needed(book, TODAY) == ((Language.ARABIC, 1, 0), (Language.THAI, 1, 0), (Language.UKRAINIAN, 2, 1))


def test_search_sorts_by_last_name_then_first_name_then_number():
    book = workbook(
        person("P-0001", last_name="beispiel", first_name="Zoe"),
        person("P-0002", last_name="Beispiel", first_name="anna"),
        person("P-0003", last_name="Adler", first_name="Zoe"),
        person("P-0004", last_name="Beispiel", first_name="Anna"),
    )
    assert ids(search(book, Filters())) == ["P-0003", "P-0002", "P-0004", "P-0001"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"district": "Altstadt", "districts": ("Hervest", "Altstadt")}, ("Altstadt", "Hervest")),
        ({"district": "", "districts": ("Hervest",)}, ("Hervest",)),
        ({"district": "", "districts": ()}, ()),
    ],
)
def test_person_helps_in_the_own_and_other_districts(values, expected):
    assert helps_in(person(**values)) == expected


def test_districts_stand_in_alphabetical_order():
    book = workbook(
        person(district="wulfen", districts=("Hervest",)), samir(district="Altstadt", districts=("Hervest",))
    )
    assert districts(book) == ("Altstadt", "Hervest", "wulfen")


def test_districts_to_choose_from_are_the_programmes_own_and_then_others():
    ours = Programme(id="S-0001", districts=("Wulfen", "Lembeck"))
    assert known_districts(workbook(ours, olena(), samir())) == ("Wulfen", "Lembeck", "Altstadt", "Hervest")


@pytest.mark.parametrize(
    ("status", "expected"), [(one, int(one is AssignmentStatus.RUNNING)) for one in AssignmentStatus]
)
def test_assignments_are_open_while_running(status, expected):
    book = workbook(assignment(status=status), assignment("E-0002", person="P-0002"))
    assert open_assignments(book, "P-0001") == expected


# Entering and changing ------------------------------------------------------------------------------------------------


GAPS = [
    ({"certified_on": None}, (Paper.CERTIFICATE,)),
    ({"confidentiality_on": None}, (Paper.CONFIDENTIALITY,)),
    ({"briefing_on": None}, (Paper.BRIEFING,)),
    ({"certified_on": None, "briefing_on": None}, (Paper.CERTIFICATE, Paper.BRIEFING)),
]


def test_person_is_entered_as_typed():
    assert enter(draft(), person_form()) == olena(certificate="")


def test_person_is_changed_as_typed():
    assert edit(draft(olena()), olena(), person_form(max_open="5", note="neu")) == olena(max_open=5, note="neu")


def test_person_keeps_the_certificate_number_when_changed():
    assert edit(draft(olena()), olena(), person_form(status="Aktiv")).certificate == "2025-001"


def test_person_changed_by_somebody_else_is_left_alone():
    here = draft(olena(note="von jemand anderem"))
    with pytest.raises(ChangedMeanwhile):
        edit(here, olena(), person_form(note="meins"))
    assert here.workbook.all(Person) == (olena(note="von jemand anderem"),)


@pytest.mark.parametrize("status", [PersonStatus.READY, PersonStatus.ACTIVE])
@pytest.mark.parametrize(("gap", "papers"), GAPS)
def test_person_is_not_entered_as_ready_without_papers(status, gap, papers):
    with pytest.raises(PapersMissing) as refusal:
        enter(draft(), person_form(status=status, **gap))
    assert refusal.value.sentence.values == {"status": status, "papers": papers}


@pytest.mark.parametrize(("gap", "papers"), GAPS)
def test_person_does_not_become_ready_without_papers(gap, papers):
    trainee = olena(status=PersonStatus.IN_TRAINING, **gap)
    here = draft(trainee)
    with pytest.raises(PapersMissing) as refusal:
        edit(here, trainee, form_of(PersonForm, trainee, status=PersonStatus.READY))
    assert (refusal.value.sentence.values["papers"], here.changes) == (papers, ())


@pytest.mark.parametrize(
    "status", [one for one in PersonStatus if one not in (PersonStatus.READY, PersonStatus.ACTIVE)]
)
def test_person_may_be_anything_else_without_papers(status):
    form = person_form(status=status, certified_on=None, confidentiality_on=None, briefing_on=None)
    assert enter(draft(), form).status is status


@pytest.mark.parametrize(
    ("now", "to"),
    [(PersonStatus.ACTIVE, PersonStatus.LEFT), (PersonStatus.LEFT, PersonStatus.ACTIVE)],
)
def test_leaving_and_coming_back_are_steps_and_are_not_typed(now, to):
    seen = olena(status=now)
    with pytest.raises(LeavesByStep):
        edit(draft(seen), seen, form_of(PersonForm, seen, status=to))
    assert edit(draft(seen), seen, form_of(PersonForm, seen, note="neu")).note == "neu"


def test_person_may_be_ready_without_a_police_certificate():
    assert enter(draft(), person_form(with_minors=True)).status is PersonStatus.READY


@pytest.mark.parametrize(
    ("before", "typed", "until"),
    [
        ({}, {"police_seen_on": "2026-08-31"}, "2031-08-31"),
        ({}, {"police_seen_on": "2024-02-29"}, "2029-02-28"),
        ({}, {"police_seen_on": "2026-08-31", "police_check_until": "2029-08-31"}, "2029-08-31"),
        ({}, {"police_seen_on": "2026-08-31", "police_entry": Answer.YES}, None),
        (with_police_check("2027-01-05"), {"police_seen_on": "2026-08-31"}, "2031-08-31"),
        (with_police_check("2027-01-05"), {"note": "Fährt Rad"}, "2027-01-05"),
        (with_police_check("2027-01-05"), {"police_check_until": None}, None),
    ],
    ids=["first", "leap day", "typed by hand", "entry", "seen again", "something else", "taken away"],
)
def test_next_check_of_the_police_certificate_is_proposed_when_it_was_seen(before, typed, until):
    here = draft(olena(**before))
    changed = edit(here, olena(**before), form_of(PersonForm, olena(**before), **typed))
    assert changed.police_check_until == (date.fromisoformat(until) if until else None)


def test_next_check_is_proposed_for_somebody_new():
    form = person_form(police_seen_on="2026-08-31", police_entry=Answer.NO, with_minors=True)
    assert enter(draft(), form).police_check_until == date(2031, 8, 31)
