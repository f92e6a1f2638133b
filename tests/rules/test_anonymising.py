import pytest

from services.alike import unlinked
from services.anonymising import anonymise
from services.cohorts import cohorts
from services.figures import headline
from services.model.assignment_records import LoggedVisit
from services.model.course_lists import CourseStatus, InterestStatus, MessageStatus, RegistrationStatus
from services.model.course_records import Interest, Registration
from services.model.errors import ChangedMeanwhile
from services.model.letters import Message
from services.model.lists import AssignmentStatus, OfferStatus, PersonStatus, RequestStatus
from services.model.person_errors import NoSuchStep, StillHelping
from services.model.records import Person, PutOff
from services.storage.cells import cells_of, record_of
from tests.rules.cast import (
    TOMORROW,
    YESTERDAY,
    assignment,
    course,
    draft,
    guest,
    interest,
    letter,
    logged,
    mail,
    marta,
    offer,
    olena,
    other_request,
    own_change,
    own_link,
    registration,
    samir,
    statuses,
    workbook,
)
from tests.rules.test_sight import found_in, personal_texts


def put_off(number, line, what):
    return PutOff(id=number, line=line, what=what, since=YESTERDAY, until=TOMORROW)


PHONE, EMAIL = "+49 2362 111111", "olena.hnatiuk@example.org"
FORMER = olena(status=PersonStatus.LEFT, left_on=YESTERDAY, buddy="Samir Alkhouri", police_check_until="2030-01-01")
BEGAN = interest(last_name="Hnatiuk", first_name="Olena", phone=PHONE)
CERTIFIED = registration(
    name="Olena Hnatiuk",
    person="P-0001",
    interest="I-0001",
    status=RegistrationStatus.CERTIFIED,
    certificate="2025-001",
)
THEIRS = (
    FORMER,
    BEGAN,
    course(),
    CERTIFIED,
    registration("T-0002", "Olena Hnatiuk", interest="I-0001", status=RegistrationStatus.DECLINED),
    guest(name="Olena Hnatiuk", person="P-0001", phone=PHONE, interest=""),
    guest("B-0002", name="Olena Hnatiuk", phone=PHONE),
    own_change(field="Telefon", before="+49 2362 777777", after=PHONE),
    own_link(),
    mail("N-0001", "Olena Hnatiuk", about="Z-0001"),
    letter("N-0002", to="Olena Hnatiuk", about="B-0001", email=EMAIL),
    letter("N-0003", to="Olena Hnatiuk", about="B-0002", email=EMAIL),
    mail("N-0004", "Olena Hnatiuk", about="I-0001"),
    other_request(status=RequestStatus.CLOSED),
    assignment(status=AssignmentStatus.DONE, hours="1.5", reason="Olena war krank", remark="Olena kam gut zurecht"),
    offer(request="A-0002", status=OfferStatus.ACCEPTED, exception="Olena kennt die Schule"),
    logged(entered_by="Olena Hnatiuk", note="Zu Fuß mit Olena", question="Stimmt das, Olena?"),
    marta(buddy="Olena  Hnatiuk"),
    put_off("R-0001", "Papers that run out P-0001", "Olena: Ausweis läuft ab"),
    put_off("R-0002", "Assignments to ask about E-0001", "Nachfrage bei Olena"),
    put_off("R-0003", "New requests A-0002", "Olena Hnatiuk hilft vielleicht"),
)


def erased(*more, also=()):
    here = draft(*THEIRS, *more)
    anonymise(here, FORMER, also)
    return here.workbook


def test_nothing_personal_is_left_anywhere():
    texts = personal_texts(workbook(*THEIRS), but={"A-0002", "P-0003"}) | {"Olena", "Hnatiuk"}
    book = erased()
    assert len(texts) > 15
    assert found_in(book, texts) == set()
    assert book.get(Person, "P-0001").full_name == "Anonymisiert"


def test_what_is_about_others_stays_when_somebody_is_anonymised():
    waits = put_off("R-0004", "Papers that run out P-0003", "Marta Żółkiewska: Ausweis läuft ab")
    theirs = logged("L-0002", person="P-0003", entered_by="Marta Żółkiewska", note="Bus")
    book = erased(waits, theirs, samir(buddy="Marta Żółkiewska"))
    assert (book.get(PutOff, "R-0004"), book.get(LoggedVisit, "L-0002")) == (waits, theirs)
    assert book.get(Person, "P-0002").buddy == "Marta Żółkiewska"


def test_counts_stay_as_they_are():
    before, after = workbook(*THEIRS), erased()
    assert cohorts(after) == cohorts(before)
    assert [one.value for one in headline(after)] == [one.value for one in headline(before)]


def test_anonymised_rows_can_still_be_read():
    for kind, records in erased().records.items():
        for one in records.values():
            assert record_of(kind, cells_of(one), row="2") == one


@pytest.mark.parametrize("status", [one for one in PersonStatus if one is not PersonStatus.LEFT])
def test_only_who_has_left_is_anonymised(status):
    seen = olena(status=status)
    with pytest.raises(NoSuchStep):
        anonymise(draft(seen), seen)


def test_nobody_is_anonymised_with_an_assignment_running():
    with pytest.raises(StillHelping):
        anonymise(draft(FORMER, assignment()), FORMER)


# What nothing ties to them --------------------------------------------------------------------------------------------

CALLED = interest("I-0002", first_name="", last_name="Hnatiuk", phone=PHONE)
WAITS = registration("T-0003", "Olena Hnatiuk", email="Olena.Hnatiuk@Example.org", status=RegistrationStatus.WAITING)
SISTER = registration("T-0004", "Daryna Hnatiuk", email=None, phone=PHONE)
STRANGER = registration("T-0005")


def test_entries_with_their_phone_or_mail_are_found_when_nothing_ties_them_to_anybody():
    book = workbook(*THEIRS, CALLED, WAITS, SISTER, STRANGER)
    assert {one.known.id: str(one.reason) for one in unlinked(book, FORMER)} == {
        "I-0002": "same phone",
        "T-0003": "same name and e-mail",
        "T-0004": "same phone",
    }


def test_entries_tied_to_somebody_else_are_not_theirs():
    hers = registration("T-0004", "Daryna Hnatiuk", phone=PHONE, person="P-0002", interest="I-0002")
    assert unlinked(workbook(*THEIRS, interest("I-0002", first_name="Daryna", phone=PHONE), hers), FORMER) == ()


def test_entries_named_are_anonymised_along_and_the_others_stay():
    asked = mail("N-0009", "Olena Hnatiuk", about="T-0003")
    book = erased(CALLED, WAITS, SISTER, asked, also=(CALLED, WAITS))
    assert [one.id for one in book.all(Interest) if one.full_name != "Anonymisiert"] == []
    assert [one for one in book.all(Registration) if one.last_name != "–"] == [SISTER]
    assert book.get(Interest, "I-0002").status is InterestStatus.EXPIRED
    assert (book.get(Message, "N-0009").to, book.get(Message, "N-0009").status) == (
        "Anonymisiert",
        MessageStatus.DROPPED,
    )
    assert [one.known.id for one in unlinked(book, FORMER)] == ["T-0004"]


def test_what_hangs_on_an_entry_goes_with_it():
    invited = registration("T-0006", "Olena Hnatiuk", email=None, phone="02362 888888", interest="I-0002")
    book = erased(CALLED, invited, guest("B-0003", name="O. Hnatiuk", interest="I-0002"), also=(CALLED,))
    assert found_in(book, {"Hnatiuk", "888888", "444444"}) == set()


@pytest.mark.parametrize(
    ("course_stands", "before", "after"),
    [
        (CourseStatus.OPEN, RegistrationStatus.INVITED, RegistrationStatus.DECLINED),
        (CourseStatus.OPEN, RegistrationStatus.WAITING, RegistrationStatus.WITHDRAWN),
        (CourseStatus.ANNOUNCED, RegistrationStatus.CONFIRMED, RegistrationStatus.WITHDRAWN),
        (CourseStatus.OPEN, RegistrationStatus.DECLINED, RegistrationStatus.DECLINED),
        (CourseStatus.RUNNING, RegistrationStatus.CONFIRMED, RegistrationStatus.CONFIRMED),
        (CourseStatus.FINISHED, RegistrationStatus.DROPPED_OUT, RegistrationStatus.DROPPED_OUT),
    ],
)
def test_nobody_without_a_name_keeps_a_place_in_a_course_to_come(course_stands, before, after):
    seen = registration("T-0003", "Olena Hnatiuk", course="K-0002", status=before)
    book = erased(course("K-0002", status=course_stands), seen, also=(seen,))
    assert statuses(book, Registration)["T-0003"] is after


def test_entry_that_changed_meanwhile_is_not_anonymised_along():
    taken_up = WAITS.model_copy(update={"person": "P-0002"})
    with pytest.raises(ChangedMeanwhile):
        erased(taken_up, also=(WAITS,))
