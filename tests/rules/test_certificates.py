from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.certificates import Candidate, candidates, certify, next_certificate, ready_to_certify, revoke
from services.certificates import certified as certified_of
from services.model.course_errors import AttendanceMissing, CourseNotHeld, NoCertificate, ReasonNeeded
from services.model.course_lists import CourseKind, CourseStatus, Presence, RegistrationStatus
from services.model.course_records import Course, Registration
from services.model.errors import NotFound, NothingChosen, NotOnList
from services.model.lists import Paper, PersonStatus
from services.model.records import Person
from services.model.words import Sentence
from services.papers import missing_papers
from services.waiting_list import HAS_PLACE
from tests.rules.cast import TODAY, again, course, draft, ids, marks, olena, registration, session, workbook

CALMLY = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine

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
        certified_on=TODAY,
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


def test_certificate_carries_the_day_of_the_ceremony():
    here = draft(course(), IRINA)
    certify(here, "K-0001", ("T-0001",), {}, date(2027, 1, 15))
    kept = here.workbook.get(Registration, "T-0001")
    assert (kept.certificate, kept.certified_on) == ("2027-001", date(2027, 1, 15))
    assert here.workbook.get(Person, "P-0001").certified_on == date(2027, 1, 15)


# Further courses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "number", "day"),
    [(CourseKind.BASIC, "2019-007", date(2025, 3, 1)), (CourseKind.ADVANCED, "2026-001", TODAY)],
)
def test_certified_again_in_another_course_gets_a_number_only_for_a_further_one(kind, number, day):
    known = olena(first_name="Irina", last_name="Petrova", phone="02362 123456", certificate="2019-007")
    here = certified(course(kind=kind), IRINA, known)
    kept = here.workbook.get(Registration, "T-0001")
    assert (kept.certificate, kept.certified_on, here.workbook.all(Person)) == (number, day, (known,))


# Attendance -----------------------------------------------------------------------------------------------------------


SESSIONS = (session("U-0001"), session("U-0002", TODAY))
ONCE = marks(u1=Presence.PRESENT, u2=Presence.ABSENT)
ALWAYS = marks(u1=Presence.PRESENT, u2=Presence.PRESENT)
GAP = Sentence(
    "{missing} of {of} units are missing to reach {required} %.", missing=Decimal("2.4"), of=Decimal(8), required=80
)


def test_candidates_are_named_with_what_is_missing():
    rare = registration("T-0003", "Zoe Abel", attendance=ONCE)
    often = registration("T-0002", "Ada Zander", attendance=ALWAYS)
    book = workbook(course(), *SESSIONS, often, rare, registration("T-0004", status=RegistrationStatus.CERTIFIED))
    assert candidates(book, course()) == (Candidate(rare, GAP), Candidate(often, None))


def test_candidates_of_a_course_without_sessions_lack_nothing():
    assert candidates(workbook(course(), IRINA), course()) == (Candidate(IRINA, None),)


@pytest.mark.parametrize("reasons", [{}, {"T-0001": "  "}, {"T-0002": "hat nachgeholt"}])
def test_certify_somebody_who_missed_too_much_needs_a_reason(reasons):
    here = draft(course(), *SESSIONS, registration(attendance=ONCE))
    with pytest.raises(AttendanceMissing) as refusal:
        certify(here, "K-0001", ("T-0001",), reasons)
    assert refusal.value.sentence.values == {"name": "Irina Petrova", "gap": GAP}


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "hat nachgeholt"), ("Platz über der Zahl", "Platz über der Zahl; hat nachgeholt"), ("x" * 200, "x" * 200)],
)
def test_reason_for_a_certificate_is_kept(before, after):
    here = draft(course(), *SESSIONS, registration(attendance=ONCE, exception=before))
    certify(here, "K-0001", ("T-0001",), {"T-0001": " hat nachgeholt "})
    assert here.workbook.get(Registration, "T-0001").exception == after


def test_reason_nobody_needs_is_not_kept():
    here = draft(course(), *SESSIONS, registration(attendance=ALWAYS))
    certify(here, "K-0001", ("T-0001",), {"T-0001": "hat nachgeholt"})
    assert here.workbook.get(Registration, "T-0001").exception == ""


# Revoking -------------------------------------------------------------------------------------------------------------


def test_revoked_certificate_keeps_its_record():
    here = certified(course(), IRINA)
    revoke(here, here.workbook.get(Registration, "T-0001"), " Name falsch ")
    assert here.workbook.get(Registration, "T-0001") == registration(
        phone="02362 123456",
        status=RegistrationStatus.CONFIRMED,
        person="P-0001",
        certificate="2026-001",
        certified_on=TODAY,
        revoked_on=TODAY,
        revoked_because="Name falsch",
        earlier_certificates=("2026-001",),
    )
    kept = here.workbook.get(Person, "P-0001")
    assert (kept.certificate, kept.certified_on, kept.status) == ("", None, PersonStatus.IN_TRAINING)
    assert Paper.CERTIFICATE in missing_papers(kept, TODAY)
    assert certified_of(here.workbook, "K-0001") == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (PersonStatus.READY, PersonStatus.IN_TRAINING),
        (PersonStatus.ACTIVE, PersonStatus.IN_TRAINING),
        (PersonStatus.PAUSED, PersonStatus.PAUSED),
        (PersonStatus.LEFT, PersonStatus.LEFT),
    ],
)
def test_revoked_person_is_in_training_again(before, after):
    here = certified(course(), IRINA)
    here.replace(here.workbook.get(Person, "P-0001"), status=before)
    revoke(here, here.workbook.get(Registration, "T-0001"), "Grund")
    assert here.workbook.get(Person, "P-0001").status is after


def test_revoking_an_advanced_certificate_leaves_the_one_for_the_task():
    known = olena(first_name="Irina", last_name="Petrova", phone="02362 123456", certificate="2019-007")
    here = certified(course(kind=CourseKind.ADVANCED), IRINA, known)
    revoke(here, here.workbook.get(Registration, "T-0001"), "Grund")
    assert here.workbook.all(Person) == (known,)


def test_certificate_after_a_revoked_one_has_a_new_number():
    here = certified(course(), IRINA, FARID, chosen=("T-0001", "T-0002"))
    revoke(here, here.workbook.get(Registration, "T-0001"), "Name falsch")
    later = again(here)
    certify(later, "K-0001", ("T-0001", "T-0002"))
    kept = later.workbook.get(Registration, "T-0001")
    assert (kept.certificate, kept.earlier_certificates) == ("2026-003", ("2026-001",))
    assert (kept.revoked_on, kept.revoked_because, kept.status) == (None, "", RegistrationStatus.CERTIFIED)
    assert later.workbook.get(Person, "P-0001").certificate == "2026-003"
    assert len(later.workbook.all(Person)) == 2


@pytest.mark.parametrize("reason", ["", "   "])
def test_revoke_without_a_reason_is_refused(reason):
    here = certified(course(), IRINA)
    with pytest.raises(ReasonNeeded):
        revoke(here, here.workbook.get(Registration, "T-0001"), reason)


def test_revoke_twice_is_refused():
    here = certified(course(), IRINA)
    revoke(here, here.workbook.get(Registration, "T-0001"), "Grund")
    with pytest.raises(NoCertificate):
        revoke(here, here.workbook.get(Registration, "T-0001"), "Grund")


@CALMLY
@given(st.lists(st.sampled_from(["certify 1", "certify 2", "revoke 1", "revoke 2", "new year"]), max_size=12))
def test_number_is_never_given_twice(deeds):
    here = draft(course(), IRINA, FARID)
    given_out = []
    for deed in deeds:
        year = 2027 if "new year" in deeds[: deeds.index(deed)] else 2026
        here = again(here, now=datetime(year, 9, 2, 10))  # noqa: DTZ001 - wall-clock time
        what, _, number = deed.partition(" ")
        one = here.workbook.get(Registration, f"T-000{number}") if number.isdecimal() else None
        if what == "certify" and one.status is not RegistrationStatus.CERTIFIED:
            certify(here, "K-0001", (one.id,))
            given_out.append(here.workbook.get(Registration, one.id).certificate)
        elif what == "revoke" and one.status is RegistrationStatus.CERTIFIED:
            revoke(here, one, "Grund")
    assert len(given_out) == len(set(given_out))


# Refusals -------------------------------------------------------------------------------------------------------------


def test_certify_nobody_is_refused():
    with pytest.raises(NothingChosen):
        certified(course(), IRINA, chosen=())


@pytest.mark.parametrize("status", CourseStatus)
def test_certify_for_a_course_that_has_not_taken_place_is_refused(status):
    here = draft(course(status=status), IRINA)
    if status.name in ("DRAFT", "ANNOUNCED", "CANCELLED"):
        with pytest.raises(CourseNotHeld) as refusal:
            certify(here, "K-0001", ("T-0001",))
        assert refusal.value.sentence.values == {"course": "Basiskurs Herbst", "status": status}
    else:
        assert certify(here, "K-0001", ("T-0001",)).status is CourseStatus.CERTIFIED


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
