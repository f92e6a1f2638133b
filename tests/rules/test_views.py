from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.finding import Filters
from services.model.access import Right
from services.model.errors import NotAllowed, NotFound
from services.model.languages import Language
from services.model.lists import PersonStatus, Topic
from services.model.records import Programme
from services.model.roster_errors import NameMissing, NothingFiltered
from services.model.slots import Slot
from services.views import View, drop_view, filters_in, filters_of, query_of, save_view, views
from tests.rules.cast import LEA, TODAY, draft, workbook

FULL = Filters(
    "olena; ärzte=ja",
    frozenset({Language.UKRAINIAN, Language.ARABIC}),
    frozenset({Topic.SCHOOL}),
    frozenset({"Altstadt & Nord; Süd=1"}),
    frozenset({PersonStatus.ACTIVE}),
    frozenset({Slot.WE_AM}),
    complete=False,
    today=TODAY,
)
SETS = {
    "languages": st.frozensets(st.sampled_from(Language)),
    "topics": st.frozensets(st.sampled_from(Topic)),
    "districts": st.frozensets(st.text(min_size=1)),
    "statuses": st.frozensets(st.sampled_from(PersonStatus)),
    "times": st.frozensets(st.sampled_from(Slot)),
    "complete": st.sampled_from([None, True, False]),
}


def test_filters_stand_in_the_address_by_their_stored_words():
    assert query_of(FULL) == {
        "suche": ["olena; ärzte=ja"],
        "sprache": ["Arabisch", "Ukrainisch"],
        "thema": ["Schule und Kita"],
        "stadtteil": ["Altstadt & Nord; Süd=1"],
        "stand": ["Aktiv"],
        "zeit": ["Mi vormittags"],
        "papiere": ["unvollständig"],
    }
    assert query_of(Filters()) == {}


@given(st.builds(Filters, words=st.text().filter(lambda typed: typed.strip()), today=st.just(TODAY), **SETS))
def test_address_gives_the_same_filters_back(filters):
    assert filters_of(query_of(filters), TODAY) == filters


def test_what_an_address_says_wrongly_is_left_out():
    query = {"sprache": ["Klingonisch", "Arabisch"], "stand": ["aktiv"], "papiere": ["ja"], "t": ["x"]}
    assert filters_of(query, TODAY) == Filters(languages=frozenset({Language.ARABIC}), today=TODAY)


def test_view_is_saved_for_everybody_without_the_words_searched_for():
    here = draft(Programme(id="S-0001", name="Lotsen"))
    kept = save_view(here, "  Schule =  vormittags ", FULL)
    assert [one.name for one in views(here.workbook)] == ["Schule vormittags"]
    assert "olena" not in kept.views
    assert filters_in(views(here.workbook)[0], TODAY) == replace(FULL, words="")


def test_view_takes_the_place_of_the_one_with_its_name():
    here = draft()
    save_view(here, "Schule", FULL)
    save_view(here, "schule", Filters(topics=frozenset({Topic.SCHOOL})))
    assert views(here.workbook) == (View("schule", "thema=Schule+und+Kita"),)


def test_view_is_taken_away_once():
    here = draft()
    save_view(here, "Schule", FULL)
    save_view(here, "Andere", FULL)
    drop_view(here, "Schule")
    assert [one.name for one in views(here.workbook)] == ["Andere"]
    with pytest.raises(NotFound):
        drop_view(here, "Schule")


@pytest.mark.parametrize(
    ("name", "filters", "refusal"),
    [(" = ", FULL, NameMissing), ("Alle", Filters(), NothingFiltered), ("Olena", Filters("olena"), NothingFiltered)],
)
def test_view_needs_a_name_and_a_filter(name, filters, refusal):
    here = draft()
    with pytest.raises(refusal):
        save_view(here, name, filters)
    assert here.changes == ()


@pytest.mark.parametrize("action", [lambda one: save_view(one, "x", FULL), lambda one: drop_view(one, "x")])
def test_views_are_kept_by_who_keeps_the_roster(action):
    with pytest.raises(NotAllowed):
        action(draft(actor=LEA))
    assert not LEA.may(Right.KEEP_ROSTER)


def test_lines_typed_by_hand_into_the_sheet_do_no_harm():
    ours = Programme(id="S-0001", views="Schule = thema=Schule+und+Kita\nunsinn\n=x\nleer =\n\nFalsch = %%%=&&")
    assert [one.name for one in views(workbook(ours))] == ["Falsch", "Schule"]
    assert filters_in(views(workbook(ours))[0], TODAY) == Filters(today=TODAY)
