from datetime import datetime

import pytest

from services.certificates import certify, next_certificate, ready_to_certify
from services.model.course_lists import CourseStatus, RegistrationStatus
from services.model.course_records import Course, Registration
from services.model.errors import NotFound, NothingChosen, NotOnList
from services.model.lists import PersonStatus
from services.model.records import Person
from services.papers import missing_papers
from services.waiting_list import HAS_PLACE
from tests.rules.cast import TODAY, again, course, draft, ids, olena, registration, workbook

IRINA = registration("T-0001", "Irina Petrova", phone="02362 123456")
FARID = registration("T-0002", "Farid Nasser", status=RegistrationStatus.CONFIRMED)


def certified(*records, chosen=("T-0001",), now=None):
    here = draft(*records, **({"now": now} if now else {}))
    certify(here, "K-0001", chosen)
    return here


# Onto the roster ------------------------------------------------------------------------------------------------------


def test_certified_person_stands_on_the_roster_without_typing_again():
    assert certified(course(), IRINA).workbook.all(Person) == (
        Person(
            id="P-0001",
            first_name="Irina",
            last_name="Petrova",
            email="irina.petrova@example.org",
            phone="+49 2362 123456",
            status=PersonStatus.IN_TRAINING,
            active_since=TODAY,
            certified_on=TODAY,
            certificate="2026-001",
        ),
    )


def test_certified_person_lacks_only_the_other_papers():
    kept = certified(course(), IRINA).workbook.get(Person, "P-0001")
    assert [paper.name for paper in missing_papers(kept, TODAY)] == ["CONFIDENTIALITY", "BRIEFING"]


def test_certified_registration_refers_to_person_and_number():
    kept = certified(course(), IRINA).workbook.get(Registration, "T-0001")
    assert kept == registration(
        name="Irina Petrova",
        phone="02362 123456",
        status=RegistrationStatus.CERTIFIED,
        person="P-0001",
        certificate="2026-001",
    )


def test_certified_course_says_so():
    assert certified(course(), IRINA).workbook.get(Course, "K-0001").status is CourseStatus.CERTIFIED


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [(("T-0001",), CourseStatus.RUNNING), (("T-0001", "T-0002"), CourseStatus.CERTIFIED)],
)
def test_certified_course_is_through_when_nobody_is_left(chosen, expected):
    here = certified(course(status=CourseStatus.RUNNING), IRINA, FARID, chosen=chosen)
    assert here.workbook.get(Course, "K-0001").status is expected


def test_certified_course_does_not_wait_for_those_who_left():
    gone = registration("T-0003", "Gone Gone", status=RegistrationStatus.DROPPED_OUT)
    assert certified(course(), IRINA, gone).workbook.get(Course, "K-0001").status is CourseStatus.CERTIFIED


def test_certified_people_get_numbers_one_after_the_other():
    here = certified(course(), IRINA, FARID, chosen=("T-0002", "T-0001"))
    assert [(one.full_name, one.certificate) for one in here.workbook.all(Person)] == [
        ("Farid Nasser", "2026-001"),
        ("Irina Petrova", "2026-002"),
    ]


def test_certified_are_only_those_chosen():
    here = certified(course(), IRINA, FARID)
    assert [one.status for one in here.workbook.all(Registration)] == [
        RegistrationStatus.CERTIFIED,
        RegistrationStatus.CONFIRMED,
    ]


@pytest.mark.parametrize(
    "name", ["Jürgen Größmann", "Żółć Święta", "Олена Шевченко", "محمد الأحمد", "Nguyễn Thị Ánh", "Ó Súilleabháin Seán"]
)
def test_certified_name_keeps_its_letters(name):
    here = certified(course(), registration(name=name, email="name@example.org"))
    assert here.workbook.get(Person, "P-0001").full_name == name


def test_certified_long_name_fits():
    here = certified(course(), registration(first_name="Ä" * 100, last_name="ß" * 100))
    assert here.workbook.get(Person, "P-0001").full_name == "Ä" * 100 + " " + "ß" * 100


# A second run ---------------------------------------------------------------------------------------------------------


def test_certified_again_changes_nothing():
    first = certified(course(), IRINA)
    second = again(first)
    certify(second, "K-0001", ("T-0001",))
    assert second.changes == ()


def test_certified_again_after_a_change_of_name_and_mail_finds_nobody_new():
    first = certified(course(), IRINA)
    second = again(first)
    kept = second.workbook.get(Person, "P-0001")
    married = second.replace(kept, last_name="Petrova-Klein", email="irina@example.org", phone=None)
    certify(second, "K-0001", ("T-0001",))
    assert second.workbook.all(Person) == (married,)


def test_certified_twice_in_one_choice_get_one_number():
    here = certified(course(), IRINA, chosen=("T-0001", "T-0001"))
    assert [one.certificate for one in here.workbook.all(Person)] == ["2026-001"]


def test_certified_later_with_the_others_get_only_new_numbers():
    first = certified(course(), IRINA, FARID)
    second = again(first)
    certify(second, "K-0001", ("T-0001", "T-0002"))
    assert [one.certificate for one in second.workbook.all(Registration)] == ["2026-001", "2026-002"]


# Somebody known -------------------------------------------------------------------------------------------------------


KNOWN = [
    {"email": "irina.petrova@example.org", "phone": None},
    {"email": "IRINA.Petrova@example.org", "phone": None},
    {"email": None, "phone": "02362 123456"},
    {"email": "alt@example.org", "phone": "02362 123456"},
    {"email": "irina.petrova@example.org", "phone": "02362 999999", "first_name": "IRINA"},
]


@pytest.mark.parametrize("values", KNOWN)
def test_certified_person_known_already_is_found_again(values):
    known = olena(**{"first_name": "Irina", "last_name": "Petrova", "certificate": "", "certified_on": None, **values})
    here = certified(course(), IRINA, known)
    assert here.workbook.all(Person) == (known.model_copy(update={"certificate": "2026-001", "certified_on": TODAY}),)


@pytest.mark.parametrize(
    ("on_roster", "typed"),
    [
        (("Jürgen", "Größmann"), ("JÜRGEN", "GRÖSSMANN")),
        (("Ju\u0308rgen", "Gro\u0308ßmann"), ("Jürgen", "Größmann")),
        (("Żaneta", "Święta"), ("żaneta", "święta")),
    ],
)
def test_certified_person_is_found_again_in_spite_of_umlauts(on_roster, typed):
    mail = {"email": "j@example.org"}
    known = olena(first_name=on_roster[0], last_name=on_roster[1], **mail)
    here = certified(course(), registration(first_name=typed[0], last_name=typed[1], **mail), known)
    assert ids(here.workbook.all(Person)) == ["P-0001"]


@pytest.mark.parametrize(
    "values",
    [
        {"last_name": "Petrowa"},
        {"email": "andere@example.org", "phone": "02362 999999"},
        {"email": None, "phone": "02362 999999"},
    ],
)
def test_certified_namesake_or_relative_is_somebody_else(values):
    known = olena(**{"first_name": "Irina", "last_name": "Petrova", "email": "irina.petrova@example.org", **values})
    assert ids(certified(course(), IRINA, known).workbook.all(Person)) == ["P-0001", "P-0002"]


def test_certified_person_with_a_certificate_keeps_it():
    known = olena(first_name="Irina", last_name="Petrova", phone="02362 123456", certificate="2019-007")
    here = certified(course(), IRINA, known)
    assert (here.workbook.all(Person), here.workbook.get(Registration, "T-0001").certificate) == ((known,), "2019-007")


# Numbers --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], "2026-001"),
        (["2025-031"], "2026-001"),
        (["2026-001", "2026-007"], "2026-008"),
        (["2026-9"], "2026-010"),
        (["2026-999"], "2026-1000"),
        (["2026-1000"], "2026-1001"),
        (["2026-A1", "Nr. 5", "", "2026-"], "2026-001"),
    ],
)
def test_certificate_number_is_the_next_of_the_year(given, expected):
    people = [olena(number=f"P-{n:04d}", certificate=one) for n, one in enumerate(given, 1)]
    assert next_certificate(workbook(*people), TODAY) == expected


def test_certificate_number_counts_registrations_too():
    assert next_certificate(workbook(registration(certificate="2026-004")), TODAY) == "2026-005"


def test_certificate_number_begins_anew_each_year():
    here = certified(course(), IRINA, olena(certificate="2026-004"), now=datetime.fromisoformat("2027-01-02 09:00"))
    assert here.workbook.get(Registration, "T-0001").certificate == "2027-001"


# Refusals -------------------------------------------------------------------------------------------------------------


def test_certify_nobody_is_refused():
    with pytest.raises(NothingChosen):
        certified(course(), IRINA, chosen=())


def test_certify_somebody_who_is_not_there_is_refused():
    with pytest.raises(NotFound):
        certified(course(), IRINA, chosen=("T-0009",))


@pytest.mark.parametrize("status", [one for one in RegistrationStatus if one not in HAS_PLACE])
def test_certify_somebody_without_a_place_is_refused(status):
    with pytest.raises(NotOnList) as refusal:
        certified(course(), registration(status=status))
    assert refusal.value.sentence.values == {"name": "Irina Petrova", "status": status}


def test_certify_somebody_of_another_course_is_refused():
    with pytest.raises(NotOnList):
        certified(course(), course("K-0002"), registration(course="K-0002"))


@pytest.mark.parametrize(
    ("status", "ready"),
    [
        (status, status in (RegistrationStatus.REGISTERED, RegistrationStatus.CONFIRMED))
        for status in RegistrationStatus
    ],
)
def test_ready_to_certify_are_those_with_a_place_and_without_a_certificate(status, ready):
    assert bool(ready_to_certify(workbook(registration(status=status)), "K-0001")) is ready
