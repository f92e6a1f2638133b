"""Old lists: which column holds what, who is taken over, who may be a duplicate, who is not and why."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.delivery.spreadsheets import csv_of, read
from services.model.course_errors import CourseNotOver, CourseThere, TakenOverBefore, TooFewPlaces
from services.model.course_lists import CourseKind, CourseStatus, RegistrationStatus
from services.model.course_records import Course, Registration
from services.model.errors import NothingChosen
from services.model.lists import Channel, Consent
from services.model.past_forms import PastCourseForm, PastForm
from services.model.records import JournalEntry
from services.past.known import Known
from services.past.layout import Layout, guess, layout_under
from services.past.sorting import Candidate, NotTaken, courses_in, sort_out, split_name
from services.past.taking_over import courses_over, take_over, year_of
from services.storage.sql import SqlStore
from services.waiting_list import places_left
from tests.rules.cast import TODAY, UTE, course, draft, ids, office, olena, registration, workbook

OLD = PastCourseForm(title="Kurs der VHS", cohort="Herbst 2011")
PAST = course("K-0009", title="Kurs der VHS", cohort="Herbst 2011", status=CourseStatus.CERTIFIED, places=30)
NAMES = Layout(0, {"last_name": 0, "first_name": 1, "email": 2, "phone": 3, "certificate": 4, "certified_on": 5})
TITLES = ("Nachname", "Vorname", "E-Mail", "Telefon", "Zertifikat Nr.", "Zertifikat vom")


def past(name="Ana Alt", **values):
    first, last = name.split(maxsplit=1)
    return PastForm.model_validate({"first_name": first, "last_name": last, **values})


def row(name="Ana Alt", email="", phone="", certificate="", day=""):
    first, last = name.split(maxsplit=1)
    return (last, first, email, phone, certificate, day)


def sorted_out(*rows, book=None, target="", only=None, layout=NAMES):
    return sort_out((TITLES, *rows), layout, Known(book or workbook(), target), only=only, today=TODAY)


def refused(found):
    return [(one.row, one.column, str(one.reason)) for one in found.left]


def doubted(found):
    return [(one.row, str(one.doubt)) for one in found.doubtful]


# The columns ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "layout"),
    [
        ((TITLES, row()), NAMES),
        ((("Teilnehmende 2011", ""), ("", ""), ("Name", "E-Mail-Adresse")), Layout(2, {"full_name": 0, "email": 1})),
        ((("Name", "Vorname"),), Layout(0, {"last_name": 0, "first_name": 1})),
        (
            (("lfd. Nr.", "Familienname", "VORNAME", "Tel.", "Kurs"),),
            Layout(0, {"last_name": 1, "first_name": 2, "phone": 3, "course": 4}),
        ),
        ((("Ada Lohe", "ada@example.org"), ("Bo Alt", "")), Layout(None, {"email": 1})),
        ((("Ada", "Lohe"),), Layout(None, {})),
        ((), Layout(None, {})),
    ],
)  # fmt: skip
def test_layout_is_guessed(rows, layout):
    assert guess(rows) == layout


def test_layout_follows_the_row_of_titles_that_was_chosen():
    rows = (("Name", "E-Mail"), ("Vorname", "Nachname"), ("Ada", "Lohe"))
    assert layout_under(rows, 1) == Layout(1, {"first_name": 0, "last_name": 1})
    assert layout_under(rows, 1).first == 2
    assert layout_under((("Ada", "a@example.org"),), None) == Layout(None, {"email": 1})


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Lohe, Ada", ("Ada", "Lohe")),
        ("Ada Lohe", ("Ada", "Lohe")),
        ("Ada Maria Lohe", ("Ada Maria", "Lohe")),
        ("Ludwig van der Berg", ("Ludwig", "van der Berg")),
        ("von Stein, Karl", ("Karl", "von Stein")),
        ("Samir al Khouri", ("Samir", "al Khouri")),
        ("Lohe", ("", "Lohe")),
        ("Lohe,", ("", "Lohe")),
        ("", ("", "")),
    ],
)
def test_whole_name_is_taken_apart(name, parts):
    assert split_name(name) == parts


# The rows ------------------------------------------------------------------------------------------------------------


def test_rows_are_read_with_their_numbers_and_empty_ones_passed_over():
    found = sorted_out(
        row("Ana Alt", "ana@example.org", "02362 1234", "17", "02.07.2011"), ("",) * 6, row("Zoë Müller")
    )
    ana = past("Ana Alt", email="ana@example.org", phone="02362 1234", certificate="17", certified_on="02.07.2011")
    assert found.fits == (Candidate(2, ana), Candidate(4, past("Zoë Müller")))
    assert (ana.phone, ana.certified_on) == ("+49 2362 1234", date(2011, 7, 2))
    assert (found.doubtful, found.left, found.elsewhere) == ((), (), 0)


def test_rows_that_cannot_be_taken_say_why():
    found = sorted_out(
        ("", "Ana", "", "", "", ""),
        row("Bo Alt", email="bo at home"),
        row("Cy Alt", phone="4711"),
        row("Di Alt", day="Sommer"),
        row("Eva Alt", day="24.12.2026"),
        ("x" * 101, "Fee", "", "", "", ""),
    )
    assert found.fits == ()
    assert refused(found) == [
        (2, "Last name", "Please fill this in."),
        (3, "E-mail", "This is no e-mail address. Write it like name@example.org."),
        (4, "Phone", "This is no phone number. Write it with its area code, like 02362 123456."),
        (5, "Certificate of", "This is no date. Write it like 03.09.2026."),
        (6, "Certificate of", "This day lies in the future."),
        (7, "Last name", "Please write at most 100 characters here."),
    ]
    assert found.left[1] == NotTaken(3, "Bo Alt", "E-mail", found.left[1].reason)


def test_whole_names_are_read_and_a_single_word_is_no_name():
    layout = Layout(0, {"full_name": 0})
    found = sort_out((("Name",), ("Lohe, Ada",), ("Lohe",)), layout, Known(workbook(), ""), only=None, today=TODAY)
    assert found.fits == (Candidate(2, past("Ada Lohe")),)
    assert refused(found) == [(3, "First name", "Please fill this in.")]


def test_only_the_rows_of_one_course_are_taken():
    layout = Layout(0, {"full_name": 0, "course": 1})
    rows = (
        ("Name", "Kurs"),
        ("Ada Lohe", "2011"),
        ("Bo Alt", " 2012 "),
        ("", "2011"),
        ("Cy Alt", "2011"),
        ("Di Alt", ""),
    )
    assert courses_in(rows, layout) == (("2011", 2), ("2012", 1), ("", 1))
    assert courses_in(rows, Layout(0, {"full_name": 0})) == ()
    found = sort_out(rows, layout, Known(workbook(), ""), only="2011", today=TODAY)
    assert ([one.row for one in found.fits], found.elsewhere) == ([2, 5], 2)


# Duplicates ----------------------------------------------------------------------------------------------------------


def test_duplicates_inside_the_file_are_refused_or_doubted():
    found = sorted_out(
        row("Ana Alt", certificate="17"),
        row("Ana Alt", certificate="17"),
        row("Bo Müller", email="bo@example.org"),
        row("Bo Mueller", email="BO@example.org"),
        row("Bo Müller"),
        row("Cy Neu", certificate="17"),
    )
    assert [one.row for one in found.fits] == [2, 4]
    assert refused(found) == [
        (3, "", "The same person stands in row 2 already."),
        (5, "", "The same person stands in row 4 already."),
    ]
    assert doubted(found) == [
        (6, "The same name stands in row 4 already."),
        (7, "Certificate 17 stands in row 2 already."),
    ]


def test_whoever_is_in_the_table_is_refused_or_doubted():
    here = registration(
        "T-0001", "Ana Alt", course="K-0009", status=RegistrationStatus.CERTIFIED, certificate="2011-017"
    )
    there = registration("T-0002", "Bo Alt", course="K-0001", email="bo@example.org")
    gone = registration(
        "T-0003", "Cy Alt", course="K-0009", status=RegistrationStatus.WITHDRAWN, email=None, phone="02362 1"
    )
    book = workbook(course(), PAST, here, there, gone)
    rows = (
        row("Ana Alt", certificate="2011-017"),
        row("Ana Alt", email="ana.alt@example.org"),
        row("Di Neu", certificate="2011-017"),
        row("Bo Alt", email="bo@example.org"),
        row("Ana Alt"),
        row("Cy Alt"),
    )
    found = sorted_out(*rows, book=book, target="K-0009")
    assert refused(found) == [
        (2, "", "The same person with certificate 2011-017 stands in the table already (T-0001)."),
        (3, "", "Stands on the list of this course already (T-0001)."),
    ]
    assert doubted(found) == [
        (4, "Certificate 2011-017 belongs to Ana Alt already."),
        (5, "Took part in “Basiskurs Herbst” already; take over only if it was both."),
        (6, "Somebody with this name is in this course already."),
    ]
    assert [one.row for one in found.fits] == [7]


def test_same_list_read_again_for_a_new_course_is_doubted_by_name():
    taken = draft()
    take_over(taken, OLD, (past("Ana Alt"),))
    found = sorted_out(row("Ana Alt"), book=taken.workbook)
    assert doubted(found) == [(2, "Somebody with this name took part in “Kurs der VHS” already.")]


def test_somebody_of_the_roster_is_no_duplicate_but_found_again():
    known = Known(workbook(olena()), "")
    by_certificate, by_contact = (
        past("Olena Hnatiuk", certificate="2025-001"),
        past("Olena Hnatiuk", phone="02362 111111"),
    )
    assert [known.on_roster(one) for one in (by_certificate, by_contact, past("Olena Hnatiuk"))] == [
        "P-0001",
        "P-0001",
        "",
    ]
    assert sorted_out(row("Olena Hnatiuk", certificate="2025-001"), book=workbook(olena())).doubtful == ()


# Taking over ---------------------------------------------------------------------------------------------------------


def test_people_become_certified_registrations_of_a_new_course():
    here = draft(olena(), course())
    people = (
        past("Ana Alt", certificate="17", certified_on="02.07.2011"),
        past("Olena Hnatiuk", certificate="2025-001"),
    )
    new = take_over(here, OLD, people)
    assert new == Course(
        id="K-0002", title="Kurs der VHS", cohort="Herbst 2011", kind=CourseKind.BASIC, places=2, waiting_list=False,
        status=CourseStatus.CERTIFIED,
    )  # fmt: skip
    ana, known = here.workbook.all(Registration)
    assert ana == Registration(
        id="T-0001", first_name="Ana", last_name="Alt", course="K-0002", status=RegistrationStatus.CERTIFIED,
        received_at=here.now, channel=Channel.OLD_LIST, consented=Consent.PENDING, certificate="17",
        certified_on=date(2011, 7, 2),
    )  # fmt: skip
    assert (known.id, known.person, known.certificate) == ("T-0002", "P-0001", "2025-001")
    assert places_left(here.workbook, new) == 0


def test_one_commit_and_one_entry_of_the_journal_for_all():
    here = office()
    people = tuple(past(f"Ana Alt{n}") for n in range(150))
    for _click in range(2):
        here.perform(UTE, take_over, OLD, people, once="click")
    book = here.read(UTE)
    (entry,) = book.all(JournalEntry)
    assert len(book.all(Registration)) == 150
    assert (len(entry.entries), entry.entries[0], entry.entries[-1]) == (100, "K-0001", "T-0150")
    assert entry.changed.startswith("Aus einer früheren Liste übernommen: 150 (T-0001 bis T-0150)\nK-0001 neu")


def test_people_come_into_a_course_that_is_over_as_long_as_it_has_places():
    seated = registration("T-0001", "Cy Alt", course="K-0009", status=RegistrationStatus.CERTIFIED)
    here = draft(PAST.model_copy(update={"places": 2}), seated)
    with pytest.raises(TooFewPlaces) as refusal:
        take_over(here, "K-0009", (past("Ana Alt"), past("Bo Alt")))
    assert refusal.value.sentence.values == {"course": "Kurs der VHS", "left": 1, "count": 2}
    assert here.changes == ()
    assert take_over(here, "K-0009", (past("Ana Alt"),)).id == "K-0009"
    assert ids(here.workbook.where(Registration, course="K-0009")) == ["T-0001", "T-0002"]


@pytest.mark.parametrize(
    "status", [one for one in CourseStatus if one not in (CourseStatus.FINISHED, CourseStatus.CERTIFIED)]
)
def test_people_of_earlier_years_come_into_no_course_that_is_not_over(status):
    with pytest.raises(CourseNotOver):
        take_over(draft(course(status=status)), "K-0001", (past(),))


def test_courses_that_are_over_are_offered_the_newest_first():
    book = workbook(*(course(f"K-000{n}", status=status) for n, status in enumerate(CourseStatus, 1)))
    assert ids(courses_over(book)) == ["K-0006", "K-0005"]


def test_nothing_is_taken_over_twice():
    taken = draft()
    take_over(taken, OLD, (past(certificate="17"),))
    with pytest.raises(CourseThere):
        take_over(draft(*taken.workbook.all(Course)), OLD, (past("Bo Alt"),))
    other = PastCourseForm(title="Kurs der VHS", cohort="Herbst 2012")
    with pytest.raises(TakenOverBefore) as refusal:
        take_over(
            draft(*taken.workbook.all(Course), *taken.workbook.all(Registration)), other, (past(certificate="17"),)
        )
    assert refusal.value.sentence.values == {"name": "Ana Alt", "certificate": "17"}
    with pytest.raises(NothingChosen):
        take_over(draft(), OLD, ())


@pytest.mark.parametrize(
    ("named", "year"),
    [
        ({"starts_on": "03.09.2011"}, 2011),
        ({"cohort": "Herbst 2012"}, 2012),
        ({"cohort": "Jahrgang 7", "title": "VHS 1998/99"}, 1998),
        ({"cohort": "Jahrgang 7"}, None),
    ],
)
def test_year_of_a_course_is_the_one_it_names(named, year):
    assert year_of(PastCourseForm.model_validate({"title": "Kurs", "cohort": "Kurs", **named})) == year


# The whole way -------------------------------------------------------------------------------------------------------


NAME = st.text(st.sampled_from("abcäöüßéŻłğ-'"), min_size=1, max_size=8).filter(lambda name: name.strip("-'") == name)
PEOPLE = st.builds(
    lambda first, last, number, mail: past(f"{first} {last}", certificate=number, email=mail),
    NAME, NAME, st.sampled_from(["", "2011-001", "17"]), st.sampled_from(["", "a@example.org", "b.c@example.org"]),
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PEOPLE, max_size=12))
def test_list_written_here_and_read_again_gives_the_same_people(people):
    lines = [(one.last_name, one.first_name, one.email or "", one.phone or "", one.certificate, "") for one in people]
    (sheet,) = read(csv_of(TITLES, lines), "x.csv")
    found = sort_out(sheet.rows, guess(sheet.rows), Known(workbook(), ""), only=None, today=TODAY)
    back = {one.row: one.form for one in (*found.fits, *found.doubtful)}
    assert back == {at: people[at - 2] for at in back}
    again = {at: people[at - 2] for at in (one.row for one in found.left)}
    assert all(str(one.reason).startswith("The same person stands in row") for one in found.left)
    assert all(
        any(one == other or one.full_name == other.full_name for other in back.values()) for one in again.values()
    )
    assert len(back) + len(again) == len(people)


@settings(deadline=None)
@given(st.lists(PEOPLE, max_size=12), st.integers(0, 12))
def test_course_is_never_fuller_than_its_places(people, places):
    here = draft(PAST.model_copy(update={"places": places}))
    found = sorted_out(*(row(one.full_name, one.email or "", "", one.certificate) for one in people))
    forms = tuple(one.form for one in found.fits)
    if forms and len(forms) <= places:
        take_over(here, "K-0009", forms)
    elif forms:
        with pytest.raises(TooFewPlaces):
            take_over(here, "K-0009", forms)
    assert len(here.workbook.all(Registration)) == (len(forms) if len(forms) <= places else 0)


@pytest.mark.repeated
def test_five_thousand_rows_half_of_them_broken_are_taken_over_in_time(tmp_path):
    lines = [
        row(f"Ana Alt{n}", f"ana{n}@example.org" if n % 2 else "no address", f"02362 {1000 + n}", f"2011-{n}")
        for n in range(5000)
    ]
    content = csv_of(TITLES, lines)
    store = SqlStore(f"sqlite:///{tmp_path}/lotsenbuch.db")
    here = office(store=store)
    begun = time.process_time()  # what the machine does besides does not count
    (sheet,) = read(content, "liste.csv")
    found = sort_out(sheet.rows, guess(sheet.rows), Known(here.read(UTE), ""), only=None, today=TODAY)
    here.perform(UTE, take_over, OLD, tuple(one.form for one in found.fits))
    took = time.process_time() - begun
    store.close()
    assert (len(found.fits), len(found.left)) == (2500, 2500)
    assert len(here.read(UTE).all(Registration)) == 2500
    assert took < 10
