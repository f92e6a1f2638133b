from datetime import date

import pytest

from services.model.lists import Answer, Paper, PersonStatus
from services.model.person_lists import Light
from services.papers import (
    RUNS_OUT,
    has_police_check,
    light,
    missing_papers,
    next_police_check,
    running_out,
    standings,
)
from services.today.due import due
from tests.rules.cast import NEXT_WEEK, TODAY, TOMORROW, YESTERDAY, person, with_police_check, workbook


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ()),
        ({"certified_on": None}, (Paper.CERTIFICATE,)),
        ({"confidentiality_on": None}, (Paper.CONFIDENTIALITY,)),
        ({"briefing_on": None}, (Paper.BRIEFING,)),
        ({"with_minors": True}, (Paper.POLICE_CHECK,)),
        (with_police_check(YESTERDAY), (Paper.POLICE_CHECK,)),
        (with_police_check(TODAY), ()),
        (with_police_check(TOMORROW), ()),
        (with_police_check(TOMORROW, police_seen_on=None), (Paper.POLICE_CHECK,)),
        (with_police_check(TOMORROW, police_entry=Answer.UNKNOWN), (Paper.POLICE_CHECK,)),
        (with_police_check(TOMORROW, police_entry=Answer.YES), (Paper.POLICE_CHECK,)),
        ({"with_minors": False, "police_check_until": YESTERDAY}, ()),
        (
            {"certified_on": None, "confidentiality_on": None, "briefing_on": None, "with_minors": True},
            (Paper.CERTIFICATE, Paper.CONFIDENTIALITY, Paper.BRIEFING, Paper.POLICE_CHECK),
        ),
    ],
)
def test_papers_missing_are_named_in_the_order_of_the_list(values, expected):
    assert missing_papers(person(**values), TODAY) == expected


@pytest.mark.parametrize(
    ("until", "on", "expected"),
    [
        (date(2026, 9, 2), date(2026, 9, 2), True),
        (date(2026, 9, 2), date(2026, 9, 3), False),
        (date(2030, 1, 1), TODAY, True),
        (None, date(2031, 1, 5), True),
        (None, date(2031, 1, 6), False),
        (date(2040, 1, 1), date(2031, 1, 5), True),
        (date(2040, 1, 1), date(2031, 1, 6), False),
    ],
)
def test_police_check_counts_until_its_day_and_at_most_five_years_after_it_was_seen(until, on, expected):
    assert has_police_check(person(**with_police_check(until)), on) is expected


@pytest.mark.parametrize("values", [{"police_seen_on": None}, {"police_entry": Answer.UNKNOWN}])
def test_police_check_nobody_noted_as_seen_without_an_entry_says_what_it_lacks(values):
    stands = standings(person(**with_police_check(NEXT_WEEK, **values)), TODAY)[-1]
    assert (stands.light, str(stands.sentence)) == (Light.RED, "lacks the day it was seen, or that it has no entry")


# The light ------------------------------------------------------------------------------------------------------------

COMPLETE = {"agreement_on": YESTERDAY, "card_until": date(2029, 1, 1)}
IN_60_DAYS, IN_61_DAYS = TODAY + RUNS_OUT, date(2026, 11, 2)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, Light.GREEN),
        ({"agreement_on": None}, Light.AMBER),
        ({"card_until": None}, Light.AMBER),
        ({"card_until": YESTERDAY}, Light.AMBER),
        ({"card_until": IN_60_DAYS}, Light.AMBER),
        ({"card_until": IN_61_DAYS}, Light.GREEN),
        ({"briefing_on": None}, Light.RED),
        ({"with_minors": True}, Light.RED),
        (with_police_check(YESTERDAY), Light.RED),
        (with_police_check(NEXT_WEEK), Light.AMBER),
        (with_police_check(IN_61_DAYS), Light.GREEN),
        (with_police_check(IN_61_DAYS, police_entry=Answer.YES), Light.RED),
        ({"with_minors": True, "police_check_until": IN_61_DAYS}, Light.RED),
        ({"police_entry": Answer.YES}, Light.GREEN),
    ],
)
def test_light_is_the_worst_of_all_papers(values, expected):
    assert light(person(**{**COMPLETE, **values}), TODAY) is expected


@pytest.mark.parametrize("until", [None, YESTERDAY, TODAY, IN_61_DAYS])
@pytest.mark.parametrize("entry", Answer)
@pytest.mark.parametrize("seen", [None, YESTERDAY, date(2021, 9, 1)])
def test_red_is_exactly_what_bars_from_assignments(until, entry, seen):
    one = person(**with_police_check(until, police_entry=entry, police_seen_on=seen), briefing_on=None)
    red = tuple(found.paper for found in standings(one, TODAY) if found.light is Light.RED)
    assert set(red) == set(missing_papers(one, TODAY))


def test_each_paper_says_in_words_how_it_stands():
    one = person(agreement_on=None, card_until=NEXT_WEEK, with_minors=True, police_check_until=YESTERDAY)
    assert [f"{found.paper.label}: {found.sentence}" for found in standings(one, TODAY)][1:] == [
        "Confidentiality pledge: there since 2025-03-01",
        "Data-protection briefing: there since 2025-03-01",
        "Volunteer agreement: is missing",
        "ID card: runs out on 2026-09-09",
        "Police certificate (seen): ran out on 2026-09-01",
    ]


def test_no_certificate_with_a_relevant_entry_counts():
    one = person(with_minors=True, police_check_until=NEXT_WEEK, police_entry=Answer.YES)
    assert (has_police_check(one, TODAY), missing_papers(one, TODAY)) == (False, (Paper.POLICE_CHECK,))


@pytest.mark.parametrize(("seen", "expected"), [(TODAY, date(2031, 9, 2)), (date(2024, 2, 29), date(2029, 2, 28))])
def test_police_certificate_is_shown_again_after_five_years(seen, expected):
    assert next_police_check(seen) == expected


def test_papers_that_run_out_are_named_for_those_who_are_asked():
    book = workbook(
        person(card_until=NEXT_WEEK),
        person("P-0002", last_name="Fern", card_until=IN_61_DAYS),
        person("P-0003", last_name="Weg", status=PersonStatus.LEFT, card_until=NEXT_WEEK),
        person("P-0004", last_name="Alt", with_minors=True, police_check_until=YESTERDAY),
    )
    assert [(str(one.sentence), one.about) for one in due(book, TODAY)] == [
        ("Olena Alt: Police certificate (seen) ran out on 2026-09-01", "P-0004"),
        ("Olena Hnatiuk: ID card runs out on 2026-09-09", "P-0001"),
    ]
    assert list(running_out(person(card_until=IN_61_DAYS), TODAY)) == []


def test_break_typed_by_hand_that_is_over_is_named():
    book = workbook(
        person(status=PersonStatus.PAUSED, paused_until=YESTERDAY),
        person("P-0002", last_name="Fern", status=PersonStatus.PAUSED, paused_until=TODAY),
        person("P-0003", last_name="Offen", status=PersonStatus.PAUSED),
    )
    assert [str(one.sentence) for one in due(book, TODAY)] == ["Olena Hnatiuk: the break ended on 2026-09-01"]
