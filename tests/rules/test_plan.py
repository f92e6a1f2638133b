"""The best plan: nothing is violated, nothing is better, the order of rows does not matter, mistakes are noticed."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.matching_instances import SIZES, office
from benchmarks.matching_instances import TODAY as THEN
from services.matching.candidates import everybody, fits, points
from services.matching.columns import columns_of
from services.matching.gates import Pair, obstacles, wanted_slots
from services.matching.instead import instead
from services.matching.plan import Plan, best_plan, check, with_one_more
from services.matching.score import reasons
from services.matching.suggest import judge, suggest
from services.matching.task import right
from services.matching.wanted import wanted_of
from services.model.languages import Language, LanguageSkill, Level
from services.model.lists import Answer, Gender, OfferStatus, RequestStatus, Seat, Urgency, Wish
from services.model.records import Offer, Person, Request
from services.model.slots import Slot
from services.model.words import Sentence
from tests.rules.cast import (
    ARABIC,
    NEXT_WEEK,
    TODAY,
    YESTERDAY,
    assignment,
    ids,
    marta,
    message,
    offer,
    olena,
    person,
    request,
    samir,
    workbook,
)
from tests.rules.test_matching import BUSY_WITH, KNEW, PEOPLE, REQUESTS, assignments

QUICK = settings(max_examples=30, deadline=None)
EARLY = datetime.fromisoformat("2026-08-20 09:00")


def rows_of(plan: Plan):
    return [(line.request.id, line.person.id) for line in plan.lines]


# Columns say what gates and score say ---------------------------------------------------------------------------------


@QUICK
@given(st.lists(PEOPLE, min_size=1, max_size=3), REQUESTS, BUSY_WITH)
def test_columns_count_like_gates_and_score(roster, wanted, busy):
    people = [person(f"P-000{number}", **values) for number, values in enumerate(roster, 1)]
    asked = request(**wanted)
    book = workbook(*people, asked, KNEW, *assignments(busy))
    columns = columns_of(book)
    pairs = everybody(columns, wanted_of(columns, [asked], TODAY))
    told = {
        one.id: (int(worth), bool(fit))
        for one, worth, fit in zip(columns.roster.people, points(pairs), fits(pairs), strict=True)
    }
    alone = {one.id: Pair(book, asked, one, TODAY) for one in people}
    assert told == {
        number: (sum(reason.points for reason in reasons(pair)), not obstacles(pair)) for number, pair in alone.items()
    }


# Whatever the data ----------------------------------------------------------------------------------------------------

SEVERAL = st.lists(
    st.tuples(REQUESTS, st.sampled_from(Urgency), st.integers(0, 3), st.booleans()), min_size=1, max_size=5
)
ASKED = st.lists(
    st.tuples(st.integers(1, 5), st.sampled_from(["P-0001", "P-0002", "P-0003"]), st.sampled_from(OfferStatus)),
    max_size=3,
    unique_by=lambda one: one[:2],
)


def records_of(roster, several, busy, asked):
    people = [person(f"P-000{number}", **values) for number, values in enumerate(roster, 1)]
    requests = [
        request(
            f"A-01{number:02d}",
            **{**wanted, "languages": wanted["languages"] or (Language.UKRAINIAN,), "urgency": urgency},
            kind="Terminbegleitung" if fixed else "Begleitung über Zeit",
            received_at=EARLY + timedelta(days=days),
        )
        for number, (wanted, urgency, days, fixed) in enumerate(several, 1)
    ]
    offers = [
        offer(f"V-000{number}", request=f"A-01{wanted:02d}", person=who, status=status)
        for number, (wanted, who, status) in enumerate(asked, 1)
        if wanted <= len(requests)
    ]
    return [*people, *requests, KNEW, *assignments(busy), *offers]


RECORDS = st.builds(records_of, st.lists(PEOPLE, min_size=1, max_size=3), SEVERAL, BUSY_WITH, ASKED)


@QUICK
@given(RECORDS)
def test_nobody_is_planned_against_a_condition_or_twice_at_the_same_time(records):
    book = workbook(*records)
    plan = best_plan(book, TODAY)
    assert [line for line in plan.lines if obstacles(line.pair)] == []
    for one in book.all(Person):
        mine = [line.request for line in plan.lines if line.person.id == one.id]
        asked = [
            book.get(Request, each.request) for each in book.where(Offer, person=one.id) if each.status == "Angefragt"
        ]
        asked = [each for each in asked if each.status is RequestStatus.SEARCHING]
        running = sum(each.status == "Läuft" for each in book.all(type(assignment())) if each.person == one.id)
        assert not mine or len(mine) + len(asked) + running <= one.max_open
        fixed = [(each.day, wanted_slots(each)) for each in (*mine, *asked) if each.day and each.at]
        assert not mine or len({(day, *slots) for day, slots in fixed if day}) == len(fixed) or len(asked) > 1
    again = {(each.request, each.person) for each in book.all(Offer) if each.status is not OfferStatus.WITHDRAWN}
    assert again & set(rows_of(plan)) == set()


@QUICK
@given(RECORDS)
def test_every_open_request_stands_in_the_plan_once(records):
    plan = best_plan(workbook(*records), TODAY)
    found = [*(line.request for line in plan.lines), *plan.waiting, *(gap.request for gap in plan.uncovered)]
    opened = [one for one in records if isinstance(one, Request) and one.status is RequestStatus.SEARCHING]
    assert sorted(one.id for one in found) == sorted(one.id for one in opened)
    assert check(plan) == ()


@QUICK
@given(RECORDS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_change_the_plan(records, chance):
    plans = [best_plan(workbook(*one), TODAY) for one in (records, chance.sample(records, len(records)))]
    assert rows_of(plans[0]) == rows_of(plans[1])
    assert plans[0].uncovered == plans[1].uncovered


@QUICK
@given(RECORDS)
def test_a_new_request_finds_its_place_at_once_as_if_everything_were_planned_anew(records):
    opened = [one for one in records if isinstance(one, Request) and one.status is RequestStatus.SEARCHING]
    new = max(opened, key=lambda one: one.id, default=None)
    offers = {one.request for one in records if isinstance(one, Offer)}
    if new is None or new.id in offers:
        return
    before = best_plan(workbook(*(one for one in records if one is not new)), TODAY)
    told = rows_of(before)
    after, anew = with_one_more(before, workbook(*records), new), best_plan(workbook(*records), TODAY)
    assert [line.request for line in after.lines] == [line.request for line in anew.lines]
    assert [gap.request for gap in after.uncovered] == [gap.request for gap in anew.uncovered]
    assert (after.points, check(after)) == (anew.points, ())
    assert rows_of(before) == told


@QUICK
@given(RECORDS)
def test_reasons_and_points_are_those_of_the_suggestions(records):
    book = workbook(*records)
    for line in best_plan(book, TODAY).lines:
        candidate = judge(book, line.request, line.person, TODAY)
        assert (line.points, line.reasons) == (candidate.points, candidate.reasons)


@QUICK
@given(RECORDS)
def test_whoever_is_said_to_be_needed_elsewhere_is_needed_there_and_has_more_points(records):
    book = workbook(*records)
    plan = best_plan(book, TODAY)
    for line in plan.lines:
        told = instead(plan, line)
        if told:
            there = [one for one in plan.lines if one.request.id in told.values["requests"]]
            assert [one.person.full_name for one in there] == [told.values["name"]] * len(there)
            assert judge(book, line.request, there[0].person, TODAY).points > line.points


def greedy(book, requests):
    """The most urgent first, each time the best who is still free; how many and with how many points."""
    free = {one.id: one.max_open for one in book.all(Person)}
    taken, served = set(), []
    for one in sorted(requests, key=right):
        for candidate in suggest(book, one, THEN).proposed:
            when = (candidate.person.id, one.day, *wanted_slots(one)) if one.day else None
            running = sum(each.status == "Läuft" for each in book.where(type(assignment()), person=candidate.person.id))
            if free[candidate.person.id] > running and when not in taken:
                free[candidate.person.id] -= 1
                taken |= {when} - {None}
                served.append(one.id)
                break
    return served


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_town_is_never_served_worse_than_by_the_most_urgent_first(seed):
    book = office(SIZES["town"], seed)
    plan = best_plan(book, THEN)
    served = {line.request.id for line in plan.lines}
    requests = [one for one in book.all(Request) if one.status is RequestStatus.SEARCHING]
    by_hand = greedy(book, requests)
    assert len(served) >= len(by_hand)
    order = [one.id for one in sorted(requests, key=right)]
    assert [one not in served for one in order] <= [one not in by_hand for one in order]
    assert check(plan) == ()


# What people read -----------------------------------------------------------------------------------------------------


def gap(*records):
    plan = best_plan(workbook(*records), TODAY)
    (found,) = plan.uncovered
    return found.why, found.cover


UKRAINIAN = {"languages": (Language.UKRAINIAN,)}


def test_a_plan_gives_the_only_arabic_speaker_to_whoever_asked_first():
    first = request("A-0001", languages=(Language.ARABIC,), received_at=EARLY)
    second = request("A-0002", languages=(Language.ARABIC,), day=None, at=None, kind="Begleitung über Zeit")
    plan = best_plan(workbook(olena(), samir(max_open=1), first, second), TODAY)
    assert rows_of(plan) == [("A-0001", "P-0002")]
    assert (plan.loss("A-0001", "P-0002"), plan.loss("A-0002", "P-0002")) == (0, None)
    (gap,) = plan.uncovered
    assert gap.why == Sentence(
        "everybody who fits is needed for requests that come first: {requests}", requests=("A-0001",)
    )
    assert str(gap.cover) == "somebody with Arabic"


def test_a_plan_moves_the_best_candidate_to_where_nobody_else_can_help():
    both = olena(languages=(*olena().languages, ARABIC), max_open=1)
    first = request("A-0001", received_at=EARLY)
    second = request("A-0002", languages=(Language.ARABIC,), received_at=EARLY + timedelta(days=1))
    plan = best_plan(workbook(both, marta(), first, second), TODAY)
    assert rows_of(plan) == [("A-0001", "P-0003"), ("A-0002", "P-0001")]
    assert instead(plan, plan.lines[0]) == Sentence(
        "{name} has more points here, but is needed for {requests}: otherwise {open} would stay open",
        name="Olena Hnatiuk",
        requests=("A-0002",),
        open="A-0002",
    )
    assert instead(plan, plan.lines[1]) is None
    assert (plan.loss("A-0001", "P-0003"), plan.loss("A-0002", "P-0003")) == (0, None)
    assert plan.loss("A-0001", "P-0001") is not None


def test_one_volunteer_is_not_planned_for_two_appointments_in_one_half_day():
    first = request("A-0001", received_at=EARLY)
    plan = best_plan(workbook(olena(), first, request("A-0002", at=time(11))), TODAY)
    assert rows_of(plan) == [("A-0001", "P-0001")]


def test_whoever_is_asked_keeps_the_place_and_the_half_day_until_the_answer():
    asked, other = request("A-0001"), request("A-0002", at=time(11))
    plan = best_plan(workbook(olena(), asked, other, offer()), TODAY)
    assert (plan.waiting, plan.lines) == ((asked,), ())
    assert (
        best_plan(workbook(olena(max_open=1), asked, request("A-0002", day=None, at=None), offer()), TODAY).lines == ()
    )


@pytest.mark.parametrize(
    ("told", "is_waiting"),
    [
        ([{"answer_by": TODAY}], True),
        ([{"answer_by": TODAY - timedelta(days=1)}], False),
        ([{"answer_by": TODAY - timedelta(days=1)}, {"answer_by": TODAY}], True),
        ([], False),  # asked in person, more than a week ago
    ],
)
def test_a_question_holds_a_place_until_its_last_day(told, is_waiting):
    letters = [message(f"N-000{n}", about="V-0001", **one) for n, one in enumerate(told, 1)]
    other = request("A-0002", day=None, at=None, kind="Begleitung über Zeit")
    asked = offer(asked_at=datetime.combine(TODAY - timedelta(days=9), time(9)))
    plan = best_plan(workbook(olena(max_open=1), request(), other, asked, *letters), TODAY)
    assert (ids(plan.waiting), rows_of(plan)) == (["A-0001"], []) if is_waiting else ([], [("A-0002", "P-0001")])


@pytest.mark.parametrize(
    ("seat", "planned"), [(Seat.SECOND, []), (Seat.SHADOW, []), (Seat.BACKUP, [("A-0002", "P-0001")])]
)
def test_whoever_is_asked_to_join_keeps_the_place_too_but_a_stand_in_needs_none(seat, planned):
    matched = request("A-0001", status=RequestStatus.MATCHED)
    for other in (request("A-0002", day=None, at=None, kind="Begleitung über Zeit"), request("A-0002", at=time(11))):
        book = workbook(olena(max_open=1), matched, other, offer(seat=seat))
        assert rows_of(best_plan(book, TODAY)) == planned


def test_a_request_stays_open_while_the_only_one_who_fits_is_asked_for_another():
    asked, other = request("A-0001"), request("A-0002", day=None, at=None, kind="Begleitung über Zeit")
    plan = best_plan(workbook(olena(max_open=1), asked, other, offer()), TODAY)
    (found,) = plan.uncovered
    assert found.why == Sentence("everybody who fits has no assignment free")


@pytest.mark.parametrize(
    ("records", "why", "cover"),
    [
        ((samir(), request()), Sentence("nobody speaks {languages}", **UKRAINIAN), "somebody with Ukrainian"),
        (
            (olena(free_times=(Slot.MO_AM,)), request()),
            Sentence("nobody who fits is free at {times}", times=(Slot.WE_AM,)),
            "somebody with Ukrainian, time (Wed morning)",
        ),
        (
            (olena(), request(minors=True)),
            Sentence("nobody who speaks {languages} has the papers for work with minors", **UKRAINIAN),
            "somebody with Ukrainian, a police certificate for work with minors",
        ),
        (
            (olena(), request(wish=Wish.MALE)),
            Sentence("{wish} was asked for, and nobody fits who speaks {languages}", wish=Wish.MALE, **UKRAINIAN),
            "a man with Ukrainian",
        ),
        (
            (olena(briefing_on=None), request()),
            Sentence("nobody who speaks {languages} is ready and has all papers", **UKRAINIAN),
            "somebody with Ukrainian",
        ),
        (
            (marta(), request(min_level="C1")),
            Sentence("nobody speaks {languages} as well as {level}", level=Level.C1, **UKRAINIAN),
            "somebody with Ukrainian, at least C1 (fluent)",
        ),
        (
            (olena(apart=("KLI-77",)), request()),
            Sentence("whoever fits is not to be brought together with them"),
            "somebody with Ukrainian",
        ),
        (
            (
                olena(),
                request(wish=Wish.FEMALE, minors=True, languages=(Language.POLISH, Language.ARABIC), min_level="B2"),
            ),
            Sentence("nobody speaks {languages}", languages=(Language.POLISH, Language.ARABIC)),
            (
                "a woman with one of the languages Polish, Arabic, at least B2 (good), "
                "a police certificate for work with minors"
            ),
        ),
        (
            (olena(max_open=0), request()),
            Sentence("everybody who fits has no assignment free"),
            "somebody with Ukrainian",
        ),
        (
            (olena(), request(), offer(status=OfferStatus.DECLINED)),
            Sentence("everybody who fits has been asked already"),
            "somebody with Ukrainian",
        ),
    ],
)
def test_a_request_stays_open_for_a_reason_and_with_what_would_cover_it(records, why, cover):
    told = gap(*records)
    assert (told[0], str(told[1])) == (why, cover)


WISHED = {"a woman": Gender.FEMALE, "a man": Gender.MALE}


def described(cover):
    """Somebody new who has just what the sentence names."""
    values = {"gender": next((gender for who, gender in WISHED.items() if who in cover.template), Gender.NOT_STATED)}
    skills = ()
    for demand in cover.values["demands"]:
        if "languages" in demand.values:
            skill = {"language": demand.values["languages"][0], "level": demand.values.get("level")}
            skills = (LanguageSkill(**skill),)
        elif "times" in demand.values:
            values["free_times"] = demand.values["times"]
        else:
            values |= {"with_minors": True, "police_seen_on": YESTERDAY, "police_entry": Answer.NO}
    return person("P-0009", **{"free_times": (), "languages": skills, "max_open": 1, **values})


@QUICK
@given(RECORDS)
def test_somebody_as_described_would_cover_each_request_that_is_named(records):
    book = workbook(*records)
    before = best_plan(book, TODAY)
    for one in before.uncovered:
        if one.cover:
            newcomer = described(one.cover)
            after = workbook(*records, newcomer)
            assert obstacles(Pair(after, one.request, newcomer, TODAY)) == ()
            assert len(best_plan(after, TODAY).lines) == len(before.lines) + 1


def test_requests_of_yesterday_or_without_details_are_not_planned():
    over = request("A-0001", day=YESTERDAY, received_at=EARLY)
    unclear = request("A-0002", topics=(), day=NEXT_WEEK)
    plan = best_plan(workbook(olena(), over, unclear), TODAY)
    assert [(one.why.template, one.cover) for one in plan.uncovered] == [
        ("the appointment on {day} is over", None),
        ("details are missing: {missing}", None),
    ]


def test_a_plan_without_anything_to_plan_is_empty():
    plan = best_plan(workbook(), TODAY)
    assert (plan.lines, plan.waiting, plan.uncovered, plan.points, check(plan)) == ((), (), (), 0, ())
