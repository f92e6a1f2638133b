import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.model.access import Actor, Role
from services.model.errors import ChangedMeanwhile, NotAllowed
from services.model.forms import OwnEntryForm
from services.model.languages import Language, LanguageSkill, Level
from services.model.lists import Topic
from services.model.own_errors import (
    AddressTaken,
    ChangedSince,
    KeptByOffice,
    NothingToUndo,
    PauseIsPast,
    UndoneEntryIsWrong,
)
from services.model.own_records import OwnChange
from services.model.person_lists import ChangeStatus, Mobility
from services.model.records import JournalEntry, Person
from services.model.slots import Slot
from services.own_entry import (
    OWN,
    keep_own_entry,
    kept_by_office,
    look_at,
    may_follow,
    needed_first,
    open_changes,
    undo,
)
from services.today.due import due
from tests.rules.cast import (
    NEXT_WEEK,
    OLENA,
    SAMIR,
    TODAY,
    UTE,
    YESTERDAY,
    again,
    draft,
    form_of,
    marta,
    office,
    olena,
    own_change,
    samir,
    statuses,
    workbook,
)

BY_LINK = Actor(Role.VOLUNTEER, "Olena Hnatiuk (persönlicher Link)", "P-0001", "Z-0001")


def own_form(**values):
    return form_of(OwnEntryForm, olena(), **values)


def kept(*, actor=OLENA, here=None, **values):
    here = here or draft(olena(), samir(), actor=actor)
    seen = here.workbook.get(Person, "P-0001")
    keep_own_entry(here, seen, form_of(OwnEntryForm, seen, **values))
    return here


def changes(here):
    return [(one.field, one.before, one.after) for one in open_changes(here.workbook, "P-0001")]


# What volunteers change -----------------------------------------------------------------------------------------------

TYPED = {
    "phone": ("02362 999999", "+49 2362 999999"),
    "email": ("Olena@example.org", "Olena@example.org"),
    "languages": ("Ukrainisch (B2)", (LanguageSkill(language=Language.UKRAINIAN, level=Level.B2),)),
    "topics": ("Nachhilfe", (Topic.TUTORING,)),
    "district": ("Wulfen", "Wulfen"),
    "districts": ("Holsterhausen; Hardt", ("Holsterhausen", "Hardt")),
    "free_times": ("Mo vormittags; Sa abends", (Slot.MO_AM, Slot.SA_EV)),
    "max_open": ("1", 1),
    "mobility": ("Fahrrad", (Mobility.BIKE,)),
    "paused_until": ("09.09.2026", NEXT_WEEK),
    "origins": ("Kurdistan; Kosovo", ("Kurdistan", "Kosovo")),
}


def test_everything_but_the_name_is_the_volunteers_own():
    assert set(TYPED) == set(OWN)


@pytest.mark.parametrize("name", OWN)
def test_volunteer_changes_one_field_and_nothing_else(name):
    typed, expected = TYPED[name]
    assert kept(**{name: typed}).workbook.get(Person, "P-0001") == olena(**{name: expected})


@pytest.mark.parametrize("name", ["status", "certified_on", "confidentiality_on", "with_minors", "note", "buddy"])
def test_form_of_the_own_entry_has_no_field_of_the_office(name):
    assert name not in OwnEntryForm.model_fields


@pytest.mark.parametrize(("actor", "names"), [(OLENA, ("first_name", "last_name")), (BY_LINK, kept_by_office(True))])
def test_fields_of_the_office_are_refused(actor, names):
    typed = {"first_name": "Lena", "last_name": "Neu", "email": "neu@example.org"}
    for name in names:
        with pytest.raises(KeptByOffice):
            kept(actor=actor, **{name: typed[name]})


def test_by_link_everything_else_is_changed_as_by_sign_in():
    by_link = kept(actor=BY_LINK, phone="02362 999999").workbook.get(Person, "P-0001")
    assert by_link == kept(phone="02362 999999").workbook.get(Person, "P-0001")


@pytest.mark.parametrize("actor", [SAMIR, Actor(Role.VOLUNTEER, "Niemand")])
def test_nobody_changes_the_entry_of_somebody_else(actor):
    here = draft(olena(), samir(), actor=actor)
    with pytest.raises(NotAllowed):
        keep_own_entry(here, olena(), own_form(max_open=5))
    assert here.changes == ()


@pytest.mark.parametrize("email", ["samir.alkhouri@example.org", "Samir.Alkhouri@EXAMPLE.org"])
def test_address_of_somebody_else_would_lock_both_out(email):
    with pytest.raises(AddressTaken):
        kept(email=email)


def test_break_that_is_over_already_is_refused_but_an_old_one_may_stay():
    with pytest.raises(PauseIsPast):
        kept(paused_until=YESTERDAY)
    here = draft(olena(paused_until=YESTERDAY), actor=OLENA)
    assert kept(here=here, max_open=5).workbook.get(Person, "P-0001").max_open == 5


def test_entry_changed_by_the_office_meanwhile_is_left_alone():
    here = draft(olena(note="neu"), actor=OLENA)
    with pytest.raises(ChangedMeanwhile):
        keep_own_entry(here, olena(), own_form(max_open=5))


# What the office sees -------------------------------------------------------------------------------------------------


def test_office_sees_old_and_new_of_what_changed():
    here = kept(phone="02362 999999", free_times=(Slot.MO_AM,))
    assert changes(here) == [
        ("Telefon", "+49 2362 111111", "+49 2362 999999"),
        ("Freie Zeiten", "Mi vormittags; Mi nachmittags", "Mo vormittags"),
    ]


def test_saving_without_a_change_tells_nothing():
    assert kept().changes == ()


def test_changed_twice_counts_from_the_first_to_the_last():
    here = kept(here=again(kept(max_open=1)), max_open=3)
    assert changes(here) == [("Einsätze gleichzeitig", "2", "3")]


def test_changed_back_by_the_volunteer_is_settled():
    here = kept(here=again(kept(max_open=1)), max_open=2)
    assert (changes(here), statuses(here.workbook, OwnChange)) == ([], {"Q-0001": ChangeStatus.UNDONE})


def test_morning_list_names_who_changed_what_until_somebody_looked():
    here = kept(phone="02362 999999", max_open=1)
    lines = [(str(one.sentence), one.about) for one in due(here.workbook, TODAY)]
    assert lines == [("Olena Hnatiuk changed their entry: Phone, Assignments at a time", "P-0001")]
    look_at(settled := again(here, actor=UTE), open_changes(here.workbook, "P-0001"))
    assert due(settled.workbook, TODAY) == ()


def test_journal_says_who_and_that_but_no_phone_number():
    used = office(olena())
    used.perform(OLENA, keep_own_entry, olena(), own_form(phone="02362 999999"))
    entry = used.read(UTE).all(JournalEntry)[-1]
    assert (entry.actor, entry.deed) == ("Olena Hnatiuk", "Eigener Eintrag gepflegt")
    assert "999999" not in entry.changed


def test_old_and_new_are_forgotten_when_the_office_has_looked():
    here = again(kept(phone="02362 999999"), actor=UTE)
    seen = look_at(here, open_changes(here.workbook, "P-0001"))
    assert (seen.status, seen.before, seen.after) == (ChangeStatus.SEEN, "", "")
    with pytest.raises(NothingToUndo):
        undo(again(here), (seen,))


# Undoing --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OWN)
def test_undo_gives_every_field_its_old_value_back(name):
    here = again(kept(**{name: TYPED[name][0]}), actor=UTE)
    assert undo(here, open_changes(here.workbook, "P-0001")) == olena()


def test_undo_of_one_field_leaves_the_others():
    here = again(kept(phone="02362 999999", max_open=1), actor=UTE)
    assert undo(here, open_changes(here.workbook, "P-0001")[:1]) == olena(max_open=1)
    assert changes(here) == [("Einsätze gleichzeitig", "2", "1")]


def test_undo_is_refused_when_it_was_changed_again_since():
    here = draft(olena(max_open=3), own_change())
    with pytest.raises(ChangedSince):
        undo(here, (own_change(),))
    assert here.changes == ()


def test_undo_that_would_leave_nobody_to_reach_goes_all_together():
    first = draft(olena(email=None), actor=OLENA)
    here = again(kept(here=first, phone=None, email="neu@example.org"), actor=UTE)
    mail_alone = tuple(one for one in open_changes(here.workbook, "P-0001") if one.field == "E-Mail")
    with pytest.raises(UndoneEntryIsWrong):
        undo(here, mail_alone)
    assert undo(again(here), open_changes(here.workbook, "P-0001")) == olena(email=None)


def test_undo_of_a_column_somebody_renamed_by_hand_is_refused():
    with pytest.raises(ChangedSince):
        undo(draft(olena(), own_change(field="Irgendwas")), (own_change(field="Irgendwas"),))


ENTRIES = st.fixed_dictionaries(
    {
        "free_times": st.lists(st.sampled_from(Slot), unique=True, max_size=5),
        "max_open": st.integers(0, 9),
        "languages": st.lists(
            st.builds(
                LanguageSkill,
                language=st.sampled_from((Language.UKRAINIAN, Language.ARABIC, Language.GERMAN_SIGN)),
                level=st.none() | st.sampled_from(Level),
            ),
            max_size=3,
        ),
        "districts": st.lists(st.sampled_from(("Hervest", "Alt-Wulfen (Nord)")), max_size=2),
        "paused_until": st.none() | st.dates(TODAY, NEXT_WEEK),
        "mobility": st.lists(st.sampled_from(Mobility), max_size=2),
    }
)


@given(saves=st.lists(ENTRIES, min_size=1, max_size=3))
def test_after_any_saves_undoing_all_brings_the_first_entry_back(saves):
    here = draft(olena(), actor=OLENA)
    for values in saves:
        here = again(kept(here=here, **values))
    left = open_changes(here.workbook, "P-0001")
    back = again(here, actor=UTE)
    assert (undo(back, left) if left else back.workbook.get(Person, "P-0001")) == olena()
    assert open_changes(back.workbook, "P-0001") == ()


# What is missing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"certified_on": None}, ["Your certificate: you get it at the end of the course."]),
        (
            {"with_minors": True},
            ["For work with minors: please show the office your extended police certificate."],
        ),
        (
            {"languages": (), "topics": ()},
            ["Which languages you speak, and how well.", "What you would like to help with."],
        ),
        ({"free_times": ()}, ["When you usually have time."]),
    ],
)
def test_missing_before_the_first_assignment_is_named(values, expected):
    assert [str(one) for one in needed_first(olena(**values), TODAY)] == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"agreement_on": YESTERDAY, "card_until": "2029-01-01"}, []),
        (
            {"agreement_on": None, "card_until": None},
            ["Volunteer agreement: is missing", "ID card: is missing"],
        ),
        ({"agreement_on": YESTERDAY, "card_until": NEXT_WEEK}, ["ID card: runs out on 2026-09-09"]),
        ({"agreement_on": YESTERDAY, "card_until": "2029-01-01", "briefing_on": None}, []),
    ],
)
def test_papers_that_bar_nobody_are_named_as_what_may_follow(values, expected):
    assert [str(one) for one in may_follow(olena(**values), TODAY)] == expected


def test_changes_of_others_are_not_shown():
    book = workbook(marta(), own_change(), own_change("Q-0002", person="P-0003"))
    assert [one.id for one in open_changes(book, "P-0003")] == ["Q-0002"]
