"""The office's own list: what its cells say, who is taken over, who not and why, and taking it back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.delivery.spreadsheets import csv_of, read
from services.model.draft import Draft
from services.model.errors import NothingChosen
from services.model.handwritten import languages_in, times_in, topics_in
from services.model.languages import Language, LanguageSkill, Level
from services.model.lists import PersonStatus, Topic
from services.model.records import JournalEntry, Person
from services.model.roster_errors import NothingToTakeBack, TakenInBefore, TooManyPeople
from services.model.slots import Slot
from services.own_list.columns import FIELDS, titled, titles
from services.own_list.rows import MOST, Newcomer, sort_out
from services.own_list.taking_in import TAKEN_BACK, batches, take_back, take_in
from services.past.layout import Layout, guess
from services.roster import everybody
from services.storage.sql import SqlStore
from tests.rules.cast import TODAY, UKRAINIAN, UTE, draft, ids, mail, offer, office, olena, person_form, samir, workbook

HEADER = ("Nachname", "Vorname", "Telefon", "Sprachen", "Freie Zeiten", "Stand")
LAYOUT = guess((HEADER,), titles(workbook()))


def skill(language, level=None):
    return LanguageSkill(language=language, level=level)


def sorted_out(*rows, book=None, layout=LAYOUT):
    return sort_out((HEADER, *rows), layout, book or workbook(), status=PersonStatus.RESTING, today=TODAY)


def row(name, phone="", languages="", times="", status=""):
    last, first = name.split()
    return (last, first, phone, languages, times, status)


def newcomer(first="Ada", last="Alt", **values):
    empty = {"email": None, "languages": (), "status": PersonStatus.RESTING, "note": "", "origins": ()}
    return Newcomer(person_form(first_name=first, last_name=last, **{"phone": "02362 1234567", **empty, **values}))


# What cells say -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "skills", "unread"),
    [
        ("Russisch", (skill(Language.RUSSIAN),), ()),
        ("Russisch, etwas Polnisch", (skill(Language.RUSSIAN), skill(Language.POLISH)), ("etwas Polnisch",)),
        ("Ukrainisch (Muttersprache); Deutsch B2", (UKRAINIAN, skill(Language.GERMAN, Level.B2)), ()),
        ("Farsi/Dari und Englisch", (skill(Language.PERSIAN), skill(Language.DARI), skill(Language.ENGLISH)), ()),
        ("Kurdisch (Sorani)", (skill(Language.SORANI),), ()),
        ("Russisch B1-B2", (skill(Language.RUSSIAN),), ("Russisch B1-B2",)),
        ("Kurdisch, ar", (skill(Language.ARABIC),), ("Kurdisch",)),
        ("Klingonisch", (), ("Klingonisch",)),
        ("", (), ()),
    ],
)  # fmt: skip
def test_languages_are_read_where_they_can_be_read_in_one_way(text, skills, unread):
    read_, left = languages_in(text)
    assert (read_, tuple(words for words, _why in left)) == (skills, unread)


@pytest.mark.parametrize(
    ("text", "slots", "unread"),
    [
        ("Mo vormittag", (Slot.MO_AM,), ()),
        ("Mo, Mi vormittags, Fr nachmittags", (Slot.MO_AM, Slot.WE_AM, Slot.FR_PM), ()),
        ("Montag bis Mittwoch abends", (Slot.MO_EV, Slot.TU_EV, Slot.WE_EV), ()),
        ("Mo-Di vormittags und abends", (Slot.MO_AM, Slot.MO_EV, Slot.TU_AM, Slot.TU_EV), ()),
        ("dienstags nachmittags; nach Absprache", (Slot.TU_PM,), ("nach Absprache",)),
        ("Sa-Mo abends", (Slot.SA_EV, Slot.SU_EV, Slot.MO_EV), ()),
        ("Mo vormittags bis abends", (Slot.MO_AM, Slot.MO_PM, Slot.MO_EV), ()),
        ("Mo vormittags bis Mi abends", (), ("Mo vormittags bis Mi abends",)),
        ("Mo", (), ("Mo",)),
        ("vormittags", (), ("vormittags",)),
        ("Mo ab 14 Uhr", (), ("Mo ab 14 Uhr",)),
        ("Mo vormittags außer in den Ferien", (), ("Mo vormittags außer in den Ferien",)),
    ],
)
def test_times_are_read_where_they_can_be_read_in_one_way(text, slots, unread):
    read_, left = times_in(text)
    assert (read_, tuple(words for words, _why in left)) == (slots, unread)


def test_topics_are_read_by_a_word_that_only_one_has():
    read_, left = topics_in("Schule; Behörden, Begleitung; Ärzte und Gesundheit")
    assert read_ == (Topic.SCHOOL, Topic.AUTHORITIES, Topic.HEALTH)
    assert [words for words, _why in left] == ["Begleitung"]


@given(
    st.lists(
        st.tuples(st.sampled_from(Language), st.sampled_from([None, *Level])), max_size=4, unique_by=lambda one: one[0]
    )
)
def test_languages_as_the_sheet_spells_them_are_read_back(pairs):
    skills = tuple(skill(*pair) for pair in pairs)
    assert languages_in("; ".join(map(str, skills))) == (skills, ())


@given(st.lists(st.sampled_from(Slot), unique=True))
def test_times_as_the_sheet_spells_them_are_read_back(slots):
    assert times_in("; ".join(slots)) == (tuple(slots), ())


# Columns --------------------------------------------------------------------------------------------------------------


def test_columns_are_known_by_their_titles():
    rows = (("Name", "Handy", "Fremdsprachen", "Verfügbarkeit", "Haustier"),)
    assert guess(rows, titles(workbook())) == Layout(0, {"full_name": 0, "phone": 1, "languages": 2, "free_times": 3})


def test_columns_matched_by_hand_are_remembered_for_the_next_list():
    here = draft()
    rows = (("Wer", "Spricht"), ("Alt, Ada", "Russisch"))
    layout = Layout(0, {"full_name": 0, "languages": 1})
    take_in(here, "Lotsen.xlsx", (newcomer(),), titled(rows, layout))
    assert guess(rows, titles(here.workbook)) == layout
    assert set(layout.columns) <= set(FIELDS)


# Rows -----------------------------------------------------------------------------------------------------------------


def test_rows_are_sorted_out_with_the_reason():
    found = sorted_out(
        row("Alt Ada", "02362 1234567", "Russisch", "Mo vormittag"),
        row("Lohe Bo", "4711", "Russisch"),
        row("Bar Cem", "02362 7654321", "Klingonisch", "", "Aktiv"),
        ("", "", "", "", "", ""),
        row("Ada Alt", "02362 1234567"),
        row("Alt Ada", "02362 9999999"),
        row("Hnatiuk Olena", "02362 111111"),
        row("Anders Vera", "02362 222222"),
        book=workbook(olena(), samir()),
    )
    assert [(one.row, one.newcomer.form.full_name) for one in found.fits] == [(2, "Ada Alt"), (4, "Cem Bar")]
    assert [(one.row, str(one.doubt)) for one in found.doubtful] == [
        (7, "May be the same person as Ada Alt (2)."),
        (9, "May be the same person as Samir Alkhouri (P-0002)."),
    ]
    assert [(one.row, one.column, str(one.reason)) for one in found.left] == [
        (3, "Phone", "This is no phone number. Write it with its area code, like 02362 123456."),
        (6, "", "The same person is there already: Ada Alt (2)."),
        (8, "", "The same person is there already: Olena Hnatiuk (P-0001)."),
    ]
    assert [(one.row, one.column, one.text) for one in found.cells] == [
        (4, "Languages", "Klingonisch"),
        (4, "Status", "Aktiv"),
    ]
    assert {one.newcomer.form.status for one in found.fits} == {PersonStatus.RESTING}


def test_many_rows_are_sorted_out_each_by_itself():
    rows = [row(f"Nach{number} Vor{number}", f"02362 {100000 + number}") for number in range(500)]
    assert len(sorted_out(*read(csv_of(HEADER, rows), "viele.csv")[0].rows[1:]).fits) == len(rows)


# Taking over and back -------------------------------------------------------------------------------------------------


def test_list_is_taken_over_in_one_step_and_taken_back(tmp_path):
    store = SqlStore(f"sqlite:///{tmp_path}/office.db")
    ours = office(store=store)
    ours.perform(UTE, take_in, "Lotsen [neu].xlsx", (newcomer(), newcomer("Bo", "Lohe", phone="02362 7654321")), {})
    book = ours.read(UTE)
    (batch,) = batches(book)
    assert (batch.name, ids(batch.unchanged), batch.kept) == (
        "Lotsen (neu].xlsx, 02.09.2026 10:00",
        ["P-0001", "P-0002"],
        (),
    )
    ours.perform(UTE, take_back, batch.name)
    book = ours.read(UTE)
    assert (everybody(book), batches(book)) == ((), ())
    gone = book.get(Person, "P-0002")
    assert (gone.full_name, gone.phone, gone.gone, gone.status) == ("Anonymisiert", None, TAKEN_BACK, PersonStatus.LEFT)
    assert [one.changed.splitlines()[0] for one in book.all(JournalEntry)] == [
        "Liste übernommen: 2 Personen (P-0001 bis P-0002)",
        "Übernahme zurückgenommen: 2 Personen, 0 geblieben",
    ]
    store.close()


@pytest.mark.parametrize(
    ("records", "reason"),
    [((offer(),), "Others refer to this entry."), ((mail(about="P-0001"),), "Others refer to this entry.")],
)
def test_who_is_referred_to_stays_when_the_list_is_taken_back(records, reason):
    here = draft(*records)
    take_in(here, "Lotsen.xlsx", (newcomer(), newcomer("Bo", "Lohe", phone="02362 7654321")), {})
    (batch,) = batches(here.workbook)
    assert [(one.id, str(why)) for one, why in batch.kept] == [("P-0001", reason)]
    take_back(here, batch.name)
    assert ids(everybody(here.workbook)) == ["P-0001"]
    with pytest.raises(NothingToTakeBack):
        take_back(here, batch.name)


def test_who_was_changed_since_stays_when_the_list_is_taken_back():
    here = draft()
    first = take_in(here, "Lotsen.xlsx", (newcomer(), newcomer("Bo", "Lohe", phone="02362 7654321")), {})
    here.replace(first, district="Hervest")
    assert [(one.id, str(why)) for one, why in batches(here.workbook)[0].kept] == [("P-0001", "Changed since.")]


def test_list_taken_over_meanwhile_is_not_taken_twice():
    here = draft()
    take_in(here, "Lotsen.xlsx", (newcomer(),), {})
    with pytest.raises(TakenInBefore):
        take_in(Draft(here.workbook, UTE, here.now), "Lotsen.xlsx", (newcomer(),), {})
    with pytest.raises(NothingChosen):
        take_in(here, "Lotsen.xlsx", (), {})
    with pytest.raises(NothingToTakeBack):
        take_back(here, "andere.xlsx")


# Long lists -----------------------------------------------------------------------------------------------------------


def test_list_longer_than_is_taken_over_at_a_time_is_refused_before_anything_is_read():
    with pytest.raises(TooManyPeople) as refusal:
        sorted_out(*[("Alt", "Ada", "", "", "", "")] * (MOST + 1))
    assert refusal.value.sentence.values == {"rows": MOST + 1, "most": MOST}


def test_long_list_tells_how_far_it_is():
    told = []
    rows = (HEADER, *(row(f"Alt{number} Ada", f"02362 {100_000 + number}") for number in range(600)))
    found = sort_out(rows, LAYOUT, workbook(), status=PersonStatus.RESTING, today=TODAY, looked_at=told.append)
    assert (len(found.fits), told) == (600, [250, 500])
