"""Demand against supply: counted from the last twelve weeks, small numbers merged, the advert names what is short."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.demand import FEWEST, Need, Side, Week, advert, merged, needs, recent, weeks
from services.model.languages import Language
from services.model.lists import RequestStatus, Topic
from services.model.words import Sentence
from tests.rules.cast import TODAY, marta, olena, request, samir, workbook

FIRST_DAY = date(2026, 6, 15)  # the Monday eleven weeks before the one of TODAY


def received(day):
    return datetime.combine(day, time(9))


def many(count, first=1, **values):
    return [request(f"A-{number:04d}", **values) for number in range(first, first + count)]


def counted(side, *records):
    return [(str(one.what), one.wanted, one.still_open, one.offered) for one in needs(workbook(*records), side, TODAY)]


def test_languages_are_set_against_volunteers_who_are_ready():
    assert counted(
        Side.LANGUAGE,
        *many(2),
        request("A-0003", languages=(Language.UKRAINIAN, Language.ARABIC), status=RequestStatus.MATCHED),
        olena(),
        marta(status="Pausiert"),
        samir(),
    ) == [("Ukrainisch", 3, 2, 1), ("Arabisch", 1, 0, 1)]


def test_topics_and_districts_count_everybody_who_could_help():
    people = (olena(districts=("Hervest", "Altstadt")), samir(topics=(Topic.SCHOOL,)))
    assert counted(Side.TOPIC, request(), *people) == [("Begleitung zu Behörden", 1, 1, 1)]
    assert counted(Side.DISTRICT, request(), request("A-0002", district=""), *people) == [("Altstadt", 1, 1, 1)]


def test_only_the_last_twelve_weeks_count():
    days = (FIRST_DAY - timedelta(days=1), FIRST_DAY, TODAY, TODAY + timedelta(days=1))
    book = workbook(*(request(f"A-000{at}", received_at=received(day)) for at, day in enumerate(days, 1)))
    assert [one.id for one in recent(book, TODAY)] == ["A-0002", "A-0003"]
    found = weeks(book, TODAY)
    assert (len(found), found[0], found[-1].received) == (12, Week(FIRST_DAY, 1, 0, 1, 0), 1)


def test_weeks_say_what_has_become_of_the_requests():
    ends = (RequestStatus.CLOSED, RequestStatus.MATCHED, RequestStatus.REJECTED, RequestStatus.NEW)
    book = workbook(*(request(f"A-000{at}", status=status) for at, status in enumerate(ends, 1)))
    assert weeks(book, TODAY)[-1] == Week(date(2026, 8, 31), 4, 2, 1, 1)


NEEDS = st.lists(
    st.builds(Need, st.text(max_size=3), st.integers(1, 6), st.integers(0, 6), st.integers(0, 5)), max_size=8
)


@settings(max_examples=50, deadline=None)
@given(NEEDS)
def test_no_small_number_is_shown_outside(rows):
    told = merged(rows)
    assert all(one.wanted >= FEWEST and (one.still_open is None or one.still_open >= FEWEST) for one in told)
    lost = sum(one.wanted for one in rows) - sum(one.wanted for one in told)
    assert 0 <= lost < FEWEST


def test_advert_names_what_is_short_and_asked_for_often_enough():
    book = workbook(
        *many(3, languages=(Language.TIGRINYA,), district="Schinkel"),
        *many(2, 4, languages=(Language.POLISH,), district=""),
        *many(1, 6, languages=(Language.UKRAINIAN,), district=""),
        olena(),
    )
    speak = Sentence("people who speak {words}", words=(Language.TIGRINYA,))
    topics = Sentence("help with {words}", words=(Topic.AUTHORITIES,))
    districts = Sentence("guides in {words}", words=("Schinkel",))
    assert advert(book, TODAY) == Sentence("Wanted: {parts}.", parts=(speak, topics, districts))


@pytest.mark.parametrize("records", [[], [*many(2)], [*many(3), *(olena(number=f"P-000{n}") for n in (1, 2, 3))]])
def test_advert_points_at_nobody_when_little_is_asked_for_or_there_are_enough(records):
    assert advert(workbook(*records), TODAY).template.endswith("whatever languages they speak.")
