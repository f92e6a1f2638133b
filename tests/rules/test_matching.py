from datetime import date, time, timedelta
from itertools import permutations
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.matching_instances import TODAY as THEN
from benchmarks.matching_instances import Size, office
from services.matching.gates import Obstacle, Pair, obstacles, wanted_slots
from services.matching.score import CRITERIA, LEVEL_POINTS, Reason, reasons
from services.matching.suggest import judge, suggest
from services.model.languages import Language, LanguageSkill, Level
from services.model.lists import (
    Answer,
    AssignmentStatus,
    Gender,
    OfferStatus,
    Paper,
    PersonStatus,
    RequestStatus,
    Topic,
    Urgency,
    Wish,
)
from services.model.records import Person, Request
from services.model.slots import Slot
from services.model.words import Sentence
from tests.rules.cast import (
    ARABIC,
    NEXT_WEEK,
    TODAY,
    TOMORROW,
    YESTERDAY,
    assignment,
    ids,
    marta,
    offer,
    olena,
    other_request,
    person,
    request,
    samir,
    with_police_check,
    workbook,
)

ELSEWHERE = {"status": RequestStatus.MATCHED}


def pair(person_values=None, request_values=None, others=()):
    volunteer, wanted = person(**(person_values or {})), request(**(request_values or {}))
    return Pair(workbook(volunteer, wanted, *others), wanted, volunteer, TODAY)


KEPT_APART = "is not to be brought together with {names}"


@pytest.mark.parametrize("told", ["KLI-77", " kli-77", "Brigitte  sommer", "O-0004", "A-0001", "A-0009"])
def test_gate_apart_knows_the_person_by_code_or_request_and_whoever_asks(told):
    earlier = request("A-0009", client="KLI-77", requester="", status=RequestStatus.CLOSED)
    here = pair({"apart": ("KLI-1", told)}, {"organisation": "O-0004"}, (earlier,))
    assert obstacles(here) == (Obstacle(Sentence(KEPT_APART, names=here.person.apart), final=True, private=True),)


def test_gate_apart_lets_everybody_else_through():
    assert obstacles(pair({"apart": ("KLI-7", "O-0005", "A-0002")}, {"organisation": "O-0004"})) == ()
    assert obstacles(pair({"apart": ("",)}, {"client": "", "requester": ""})) == ()


def against(template, *, final=False, **values):
    return (Obstacle(Sentence(template, **values), final),)


def skill(level, language=Language.UKRAINIAN):
    return {"languages": (LanguageSkill(language=language, level=level),)}


@pytest.mark.parametrize(
    ("days", "status", "points", "told"),
    [
        ((), AssignmentStatus.DONE, 10, "0 of 2 assignments running"),
        ((1,), AssignmentStatus.DONE, 8, "0 of 2 assignments running, 1 ended in the last 60 days"),
        ((1, 59), AssignmentStatus.HANDED_OVER, 7, "0 of 2 assignments running, 2 ended in the last 60 days"),
        ((60, 200), AssignmentStatus.DONE, 10, "0 of 2 assignments running"),
        ((1,) * 8, AssignmentStatus.DONE, 0, "0 of 2 assignments running, 8 ended in the last 60 days"),
        ((1,), AssignmentStatus.CANCELLED, 10, "0 of 2 assignments running"),
    ],
)
def test_what_ended_lately_counts_as_a_load(days, status, points, told):
    done = [
        assignment(f"E-{n:04d}", status=status, ended_on=TODAY - timedelta(days=ago)) for n, ago in enumerate(days, 1)
    ]
    load = reasons(pair(others=(other_request(**ELSEWHERE), *done)))[-1]
    assert (load.points, str(load.sentence)) == (points, told)


# Conditions -----------------------------------------------------------------------------------------------------------

BUSY = "has no assignment free: {running} of {most} are running"
CLASH = "already has an appointment on {day} at {time}"
LACKS = "lacks papers: {papers}"
BREAK = "takes a break until {day}"
STATUS = "is “{status}” at the moment"
BELOW = "speaks {languages} below {level}"
SPEAKS_NOT = "does not speak {languages}"
NOT_FREE = "is not free at {times}"
ASKED_FOR = "{wish} was asked for"
NO_MINORS = "does not work with minors"
WITH_MINORS = with_police_check("2030-01-01")


def test_person_who_fits_meets_no_obstacle():
    assert obstacles(pair()) == ()


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (PersonStatus.READY, ()),
        (PersonStatus.ACTIVE, ()),
        (PersonStatus.PAUSED, against(STATUS, status=PersonStatus.PAUSED)),
        (PersonStatus.RESTING, against(STATUS, status=PersonStatus.RESTING)),
        (PersonStatus.IN_TRAINING, against(STATUS, status=PersonStatus.IN_TRAINING, final=True)),
        (PersonStatus.LEFT, against(STATUS, status=PersonStatus.LEFT, final=True)),
    ],
)
def test_gate_status(status, expected):
    assert obstacles(pair({"status": status})) == expected


@pytest.mark.parametrize(
    ("until", "wanted", "expected"),
    [
        (date(2026, 9, 8), {}, ()),
        (NEXT_WEEK, {}, against(BREAK, day=NEXT_WEEK)),
        (TOMORROW, {"day": None, "at": None}, against(BREAK, day=TOMORROW)),
        (TODAY, {"day": None, "at": None}, against(BREAK, day=TODAY)),
        (YESTERDAY, {"day": None, "at": None}, ()),
    ],
)
def test_gate_break(until, wanted, expected):
    assert obstacles(pair({"paused_until": until}, wanted)) == expected


@pytest.mark.parametrize(
    ("values", "papers"),
    [
        ({"certified_on": None}, (Paper.CERTIFICATE,)),
        ({"confidentiality_on": None}, (Paper.CONFIDENTIALITY,)),
        ({"briefing_on": None}, (Paper.BRIEFING,)),
        ({"certified_on": None, "briefing_on": None}, (Paper.CERTIFICATE, Paper.BRIEFING)),
    ],
)
def test_gate_papers_is_final(values, papers):
    assert obstacles(pair(values)) == against(LACKS, papers=papers, final=True)


@pytest.mark.parametrize(
    ("values", "wanted", "expected"),
    [
        (WITH_MINORS, {}, ()),
        ({}, {}, against(NO_MINORS, final=True)),
        ({"police_check_until": "2030-01-01"}, {}, against(NO_MINORS, final=True)),
        ({"with_minors": True}, {}, against(LACKS, papers=(Paper.POLICE_CHECK,), final=True)),
        ({**WITH_MINORS, "police_seen_on": None}, {}, against(LACKS, papers=(Paper.POLICE_CHECK,), final=True)),
        ({**WITH_MINORS, "police_entry": Answer.UNKNOWN}, {}, against(LACKS, papers=(Paper.POLICE_CHECK,), final=True)),
        ({**WITH_MINORS, "police_check_until": NEXT_WEEK}, {}, ()),
        (
            {**WITH_MINORS, "police_check_until": "2026-09-08"},
            {},
            against(LACKS, papers=(Paper.POLICE_CHECK,), final=True),
        ),
        ({**WITH_MINORS, "police_check_until": TODAY}, {"day": None, "at": None}, ()),
        (
            {**WITH_MINORS, "police_check_until": YESTERDAY},
            {"day": None, "at": None},
            against(LACKS, papers=(Paper.POLICE_CHECK,), final=True),
        ),
    ],
)
def test_gate_minors_is_final(values, wanted, expected):
    assert obstacles(pair(values, {"minors": True, **wanted})) == expected


def test_gate_minors_asks_nobody_else_for_a_police_certificate():
    assert obstacles(pair({"with_minors": True})) == ()


@pytest.mark.parametrize(
    ("spoken", "wanted", "expected"),
    [
        (skill(Level.A1), {}, ()),
        (skill(None), {}, ()),
        ({"languages": ()}, {"languages": ()}, ()),
        ({"languages": ()}, {"languages": (), "min_level": Level.B2}, ()),
        ({"languages": (ARABIC,)}, {}, against(SPEAKS_NOT, languages=(Language.UKRAINIAN,))),
        (skill(Level.B2), {"min_level": Level.B2}, ()),
        (skill(Level.NATIVE), {"min_level": Level.C2}, ()),
        (
            skill(Level.B1),
            {"min_level": Level.B2},
            against(BELOW, languages=(Language.UKRAINIAN,), level=Level.B2),
        ),
        (skill(None), {"min_level": Level.A1}, against(BELOW, languages=(Language.UKRAINIAN,), level=Level.A1)),
        (
            skill(Level.A1, Language.RUSSIAN),
            {"languages": (Language.UKRAINIAN, Language.RUSSIAN)},
            (),
        ),
        (
            {"languages": "Ukrainisch (A1); Russisch (C1)"},
            {"languages": (Language.UKRAINIAN, Language.RUSSIAN), "min_level": Level.B2},
            (),
        ),
    ],
)
def test_gate_language(spoken, wanted, expected):
    assert obstacles(pair(spoken, wanted)) == expected


@pytest.mark.parametrize(
    ("most", "statuses", "expected"),
    [
        (2, [AssignmentStatus.RUNNING], ()),
        (2, [AssignmentStatus.RUNNING] * 2, against(BUSY, running=2, most=2)),
        (1, [AssignmentStatus.RUNNING] * 2, against(BUSY, running=2, most=1)),
        (0, [], against(BUSY, running=0, most=0)),
        (1, [AssignmentStatus.DONE, AssignmentStatus.CANCELLED], ()),
    ],
)
def test_gate_capacity(most, statuses, expected):
    others = [assignment(f"E-{n:04d}", request="A-0009", status=one) for n, one in enumerate(statuses, 1)]
    assert obstacles(pair({"max_open": most}, {}, others)) == expected


@pytest.mark.parametrize(
    ("free", "wanted", "expected"),
    [
        ((Slot.WE_AM,), {}, ()),
        ((), {}, ()),
        ((Slot.WE_PM, Slot.TU_AM), {}, against(NOT_FREE, times=(Slot.WE_AM,))),
        ((Slot.MO_AM,), {"day": None, "at": None}, ()),
        ((Slot.MO_AM,), {"day": None, "at": None, "times": (Slot.MO_AM, Slot.FR_EV)}, ()),
        (
            (Slot.MO_AM,),
            {"day": None, "at": None, "times": (Slot.FR_EV, Slot.TU_AM)},
            against(NOT_FREE, times=(Slot.TU_AM, Slot.FR_EV)),
        ),
        ((Slot.MO_AM,), {"times": (Slot.MO_AM,)}, against(NOT_FREE, times=(Slot.WE_AM,))),
    ],
)
def test_gate_time(free, wanted, expected):
    assert obstacles(pair({"free_times": free}, wanted)) == expected


AT_TEN = against(CLASH, day=NEXT_WEEK, time=time(10))


@pytest.mark.parametrize(
    ("other", "busy", "expected"),
    [
        ({}, {}, AT_TEN),
        ({"at": "08:00"}, {}, against(CLASH, day=NEXT_WEEK, time=time(8))),
        ({"at": "14:00"}, {}, ()),
        ({"day": "2026-09-16"}, {}, ()),
        ({"at": None}, {}, ()),
        ({"day": None, "times": (Slot.WE_AM,)}, {}, ()),
        ({}, {"status": AssignmentStatus.DONE}, ()),
        ({}, {"person": "P-0002"}, ()),
        ({}, {"request": "A-0099"}, ()),
    ],
)
def test_gate_clash(other, busy, expected):
    others = (other_request(**ELSEWHERE, **other), assignment(**busy))
    assert obstacles(pair({}, {}, others)) == expected


def test_gate_clash_is_not_there_without_an_appointment():
    others = (other_request(**ELSEWHERE), assignment())
    assert obstacles(pair({}, {"day": None, "at": None, "times": (Slot.WE_AM,)}, others)) == ()


@pytest.mark.parametrize(
    ("wish", "gender", "fits"),
    [
        *((Wish.NONE, gender, True) for gender in Gender),
        *((Wish.FEMALE, gender, gender is Gender.FEMALE) for gender in Gender),
        *((Wish.MALE, gender, gender is Gender.MALE) for gender in Gender),
    ],
)
def test_gate_gender(wish, gender, fits):
    assert obstacles(pair({"gender": gender}, {"wish": wish})) == (() if fits else against(ASKED_FOR, wish=wish))


def test_obstacles_name_everything_the_final_ones_first():
    found = obstacles(
        pair({"status": PersonStatus.PAUSED, "languages": (ARABIC,), "briefing_on": None}, {"minors": True})
    )
    assert found == (
        *against(LACKS, papers=(Paper.BRIEFING,), final=True),
        *against(NO_MINORS, final=True),
        *against(STATUS, status=PersonStatus.PAUSED),
        *against(SPEAKS_NOT, languages=(Language.UKRAINIAN,)),
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, {Slot.WE_AM}),
        ({"at": None, "times": (Slot.MO_AM,)}, {Slot.MO_AM}),
        ({"day": None, "times": (Slot.MO_AM, Slot.TU_AM)}, {Slot.MO_AM, Slot.TU_AM}),
        ({"day": None}, set()),
    ],
)
def test_wanted_slots_are_the_appointment_or_the_possible_times(values, expected):
    assert wanted_slots(request(**values)) == expected


# Points ---------------------------------------------------------------------------------------------------------------

LANGUAGE, TOPIC, TIME, NEAR, KNOWN, LOAD = range(6)


def scored(criterion, points, of, template, **values):
    return criterion, Reason(points, of, Sentence(template, **values))


def case(expected, person_values=None, request_values=None, others=()):
    return (*expected, person_values or {}, request_values or {}, others)


KNEW = other_request(client="kli-77", status=RequestStatus.CLOSED)
NO_DAY = {"day": None, "at": None}


@pytest.mark.parametrize(
    ("criterion", "expected", "person_values", "request_values", "others"),
    [
        *(
            case(
                scored(LANGUAGE, points, 30, "speaks {language} ({level})", language=Language.UKRAINIAN, level=level),
                skill(level),
            )
            for level, points in [
                (Level.NATIVE, 30),
                (Level.C2, 30),
                (Level.C1, 30),
                (Level.B2, 22),
                (Level.B1, 12),
                (Level.A2, 6),
                (Level.A1, 3),
            ]
        ),
        case(scored(LANGUAGE, 12, 30, "speaks {language}, level not stated", language=Language.UKRAINIAN), skill(None)),
        case(
            scored(LANGUAGE, 0, 30, "does not speak {languages}", languages=(Language.UKRAINIAN,)),
            {"languages": (ARABIC,)},
        ),
        case(scored(LANGUAGE, 30, 30, "no particular language is needed"), {}, {"languages": ()}),
        case(
            scored(LANGUAGE, 22, 30, "speaks {language} ({level})", language=Language.RUSSIAN, level=Level.B2),
            {"languages": "Ukrainisch (A2); Russisch (B2); Arabisch (Muttersprache)"},
            {"languages": (Language.UKRAINIAN, Language.RUSSIAN)},
        ),
        case(scored(TOPIC, 25, 25, "helps with {topics}", topics=(Topic.AUTHORITIES,))),
        case(
            scored(TOPIC, 17, 25, "helps with {topics}", topics=(Topic.AUTHORITIES,)),
            {},
            {"topics": (Topic.AUTHORITIES, Topic.SCHOOL)},
        ),
        case(
            scored(TOPIC, 25, 25, "helps with {topics}", topics=(Topic.SCHOOL, Topic.AUTHORITIES)),
            {"topics": (Topic.AUTHORITIES, Topic.SCHOOL, Topic.HEALTH)},
            {"topics": (Topic.SCHOOL, Topic.AUTHORITIES)},
        ),
        case(
            scored(TOPIC, 5, 25, "has not named {topics} as a topic", topics=(Topic.AUTHORITIES,)),
            {"topics": (Topic.HEALTH,)},
        ),
        case(scored(TOPIC, 25, 25, "no particular topic is needed"), {}, {"topics": ()}),
        case(scored(TIME, 15, 15, "is free at {times}", times=(Slot.WE_AM,))),
        case(
            scored(TIME, 15, 15, "is free at {times}", times=(Slot.MO_AM, Slot.FR_EV)),
            {"free_times": (Slot.FR_EV, Slot.MO_AM, Slot.SU_EV)},
            {**NO_DAY, "times": (Slot.FR_EV, Slot.TU_AM, Slot.MO_AM)},
        ),
        case(scored(TIME, 15, 15, "no particular time is needed"), {}, NO_DAY),
        case(scored(TIME, 5, 15, "has not named free times: please ask"), {"free_times": ()}),
        case(scored(TIME, 0, 15, "is not free at the wanted time"), {"free_times": (Slot.MO_AM,)}),
        case(scored(NEAR, 10, 10, "lives in {district}", district="Altstadt")),
        case(scored(NEAR, 10, 10, "lives in {district}", district="ALTSTADT"), {}, {"district": "ALTSTADT"}),
        case(scored(NEAR, 8, 10, "also helps in {district}", district="hervest"), {}, {"district": "hervest"}),
        case(scored(NEAR, 2, 10, "lives elsewhere than {district}", district="Wulfen"), {}, {"district": "Wulfen"}),
        case(scored(NEAR, 2, 10, "lives elsewhere than {district}", district="Altstadt"), {"district": ""}),
        case(scored(NEAR, 10, 10, "no particular district is needed"), {"district": ""}, {"district": ""}),
        case(scored(KNOWN, 0, 10, "would meet for the first time")),
        *(
            case(scored(KNOWN, 10, 10, "has accompanied {client} before", client="KLI-77"), {}, {}, (KNEW, done))
            for done in (assignment(), assignment(status=AssignmentStatus.DONE))
        ),
        *(
            case(scored(KNOWN, 0, 10, "would meet for the first time"), {}, {}, others)
            for others in (
                (KNEW, assignment(status=AssignmentStatus.CANCELLED)),
                (KNEW, assignment(person="P-0002")),
                (other_request(client="KLI-88"), assignment()),
                (assignment(request="A-0001"),),
                (assignment(request="A-0099"),),
            )
        ),
        case(
            scored(KNOWN, 0, 10, "would meet for the first time"),
            {},
            {"client": ""},
            (other_request(client=""), assignment()),
        ),
        case(scored(LOAD, 10, 10, "{running} of {most} assignments running", running=0, most=2)),
        case(
            scored(LOAD, 5, 10, "{running} of {most} assignments running", running=1, most=2), {}, {}, (assignment(),)
        ),
        case(
            scored(LOAD, 6, 10, "{running} of {most} assignments running", running=1, most=3),
            {"max_open": 3},
            {},
            (assignment(),),
        ),
        case(
            scored(LOAD, 0, 10, "{running} of {most} assignments running", running=2, most=1),
            {"max_open": 1},
            {},
            (assignment(), assignment("E-0002")),
        ),
        case(scored(LOAD, 0, 10, "{running} of {most} assignments running", running=0, most=0), {"max_open": 0}),
    ],
)
def test_criterion_gives_points_and_says_why(criterion, expected, person_values, request_values, others):
    assert reasons(pair(person_values, request_values, others))[criterion] == expected


def test_points_of_the_levels_never_fall_with_the_level():
    points = [LEVEL_POINTS[level] for level in Level]
    assert points == sorted(points)


def test_person_who_fits_on_every_point_has_100():
    done = assignment(status=AssignmentStatus.DONE)
    assert judge(workbook(person(), request(), KNEW, done), request(), person(), TODAY).points == 100


# Whatever the data ----------------------------------------------------------------------------------------------------


def some(words, **limits):
    return st.lists(st.sampled_from(words), unique=True, **limits).map(tuple)


TOPICS, LANGUAGES, SLOTS = list(Topic)[:4], list(Language)[:4], list(Slot)[:9]
DISTRICTS = ["", "Altstadt", "Hervest", "altstadt"]
SKILLS = st.lists(
    st.builds(LanguageSkill, language=st.sampled_from(LANGUAGES), level=st.none() | st.sampled_from(Level)), max_size=3
)
PEOPLE = st.fixed_dictionaries(
    {
        "status": st.sampled_from([PersonStatus.READY, PersonStatus.ACTIVE, PersonStatus.PAUSED, PersonStatus.LEFT]),
        "languages": SKILLS.map(tuple),
        "topics": some(TOPICS),
        "district": st.sampled_from(DISTRICTS),
        "districts": some(DISTRICTS),
        "free_times": some(SLOTS, max_size=4),
        "max_open": st.integers(0, 3),
        "gender": st.sampled_from(Gender),
        "with_minors": st.booleans(),
        "police_check_until": st.none() | st.sampled_from([YESTERDAY, NEXT_WEEK]),
        "paused_until": st.none() | st.sampled_from([YESTERDAY, NEXT_WEEK]),
        "police_entry": st.sampled_from(Answer),
        "police_seen_on": st.none() | st.sampled_from([YESTERDAY, "2021-09-01", "2021-09-02"]),
        "briefing_on": st.none() | st.just(YESTERDAY),
        "apart": some(["kli-77", "O-0003", "A-0102"]),
    }
)
REQUESTS = st.fixed_dictionaries(
    {
        "topics": some(TOPICS),
        "languages": some(LANGUAGES),
        "min_level": st.none() | st.sampled_from(Level),
        "district": st.sampled_from(DISTRICTS),
        "day": st.none() | st.sampled_from([TOMORROW, NEXT_WEEK]),
        "at": st.none() | st.sampled_from([time(9), time(15)]),
        "times": some(SLOTS, max_size=3),
        "client": st.sampled_from(["", "KLI-77", "KLI-88"]),
        "minors": st.booleans(),
        "wish": st.sampled_from(Wish),
        "urgency": st.sampled_from(Urgency),
    }
)
BUSY_WITH = st.lists(
    st.tuples(st.sampled_from(["P-0001", "P-0002", "P-0003"]), st.sampled_from(AssignmentStatus)), max_size=5
)
SOMEBODY_ELSE = st.fixed_dictionaries(
    {
        "origins": some(["Lwiw", "Aleppo", "Kabul", "Dorsten"]),
        "note": st.sampled_from(["", "Kommt aus Lwiw"]),
        "first_name": st.sampled_from(["Olena", "Mohammed"]),
        "last_name": st.sampled_from(["Hnatiuk", "Öztürk"]),
        "active_since": st.none() | st.sampled_from([date(1975, 1, 1), date(2026, 9, 1)]),
    }
)
QUICK = settings(max_examples=40, deadline=None)


def assignments(busy):
    ended = (None, YESTERDAY, TODAY - timedelta(days=60), TODAY - timedelta(days=59))
    return [
        assignment(f"E-{n:04d}", person=who, status=status, ended_on=None if status.stands else ended[n % 4])
        for n, (who, status) in enumerate(busy, 1)
    ]


@QUICK
@given(PEOPLE, REQUESTS, BUSY_WITH)
def test_points_add_up_and_lie_between_0_and_100(person_values, request_values, busy):
    here = pair(person_values, request_values, (KNEW, *assignments(busy)))
    candidate = judge(here.workbook, here.request, here.person, TODAY)
    assert candidate.points == sum(reason.points for reason in candidate.reasons)
    assert [reason.of for reason in candidate.reasons] == [30, 25, 15, 10, 10, 10]
    assert [reason for reason in candidate.reasons if not 0 <= reason.points <= reason.of] == []
    assert len(candidate.reasons) == len(CRITERIA)


@QUICK
@given(PEOPLE, REQUESTS)
def test_reasons_are_true_of_the_data(person_values, request_values):
    here = pair(person_values, request_values)
    for reason in reasons(here):
        facts = reason.sentence.values
        if "level" in facts:
            assert LanguageSkill(language=facts["language"], level=facts["level"]) in here.person.languages
        elif "language" in facts:
            assert LanguageSkill(language=facts["language"]) in here.person.languages
        if "language" in facts:
            assert facts["language"] in here.request.languages
        if reason.sentence.template == "helps with {topics}":
            assert set(facts["topics"]) == set(here.person.topics) & set(here.request.topics)
        if "times" in facts:
            assert set(facts["times"]) == set(here.person.free_times) & wanted_slots(here.request)
        if "district" in facts:
            assert facts["district"] == here.request.district


@QUICK
@given(PEOPLE, REQUESTS, BUSY_WITH, SOMEBODY_ELSE)
def test_origin_name_and_age_change_nothing(person_values, request_values, busy, somebody_else):
    others = assignments(busy)
    before = pair(person_values, request_values, others)
    after = pair({**person_values, **somebody_else}, request_values, others)
    assert (reasons(before), obstacles(before)) == (reasons(after), obstacles(after))


@QUICK
@given(PEOPLE, REQUESTS, BUSY_WITH)
def test_more_capacity_is_never_worse(person_values, request_values, busy):
    others = assignments(busy)
    before = pair(person_values, request_values, others)
    after = pair({**person_values, "max_open": person_values["max_open"] + 1}, request_values, others)
    assert reasons(after)[LOAD].points >= reasons(before)[LOAD].points
    assert len(obstacles(after)) <= len(obstacles(before))


@QUICK
@given(st.tuples(PEOPLE, PEOPLE, PEOPLE), REQUESTS, BUSY_WITH, st.randoms(use_true_random=False))
def test_suggestions_do_not_depend_on_the_order_of_the_rows(roster, wanted, busy, chance):
    people = [person(f"P-000{n}", **values) for n, values in enumerate(roster, 1)]
    records = [*people, request(**wanted), KNEW, *assignments(busy)]
    mixed = chance.sample(records, len(records))
    rows = [suggest(workbook(*one), request(**wanted), TODAY) for one in (records, mixed)]
    assert rows[0] == rows[1]


@QUICK
@given(PEOPLE, PEOPLE, REQUESTS)
def test_suggestions_hold_everybody_once_and_propose_only_those_without_obstacles(first, second, wanted):
    people = [person("P-0001", **first), person("P-0002", **second)]
    found = suggest(workbook(*people, request(**wanted)), request(**wanted), TODAY)
    assert sorted(one.person.id for one in (*found.proposed, *found.others)) == ["P-0001", "P-0002"]
    assert [one for one in found.proposed if one.obstacles] == []
    assert [one for one in found.others if not one.obstacles] == []


# Suggestions ----------------------------------------------------------------------------------------------------------


def suggested(*records, wanted=None):
    found = suggest(workbook(*records), wanted or request(), TODAY)
    return [one.person.id for one in found.proposed], [one.person.id for one in found.others]


def test_suggestions_propose_those_who_fit_best_first():
    assert suggested(olena(), samir(), marta(), request()) == (["P-0001", "P-0003"], ["P-0002"])


def test_suggestions_leave_out_those_already_asked():
    asked = [offer(f"V-000{n}", person=f"P-000{n}", status=status) for n, status in enumerate(OfferStatus, 1)]
    people = [person(f"P-000{n}") for n in range(1, 6)]
    proposed, others = suggested(*people, request(), *asked)
    assert (sorted(proposed), others) == (["P-0004", "P-0005"], [])  # P-0004 is not needed any more


def test_suggestions_propose_somebody_asked_for_another_request():
    assert suggested(olena(), request(), offer(request="A-0002")) == (["P-0001"], [])


def test_suggestions_of_an_empty_roster_are_empty():
    assert suggested(request()) == ([], [])


def test_suggestions_rank_the_others_too():
    far = olena(status=PersonStatus.PAUSED, district="Wulfen", districts=())
    near = marta(status=PersonStatus.PAUSED, **skill(Level.NATIVE))
    assert suggested(far, near, request()) == ([], ["P-0003", "P-0001"])


def test_suggestions_with_equal_points_draw_lots_for_each_request():
    people = [person(f"P-{n:04d}") for n in range(1, 5)]
    winners = {suggested(*people, wanted=request(f"A-{n:04d}"))[0][0] for n in range(1, 60)}
    assert winners == set(ids(people))


def test_suggestions_with_equal_points_are_the_same_each_time():
    people = [person(f"P-{n:04d}") for n in range(1, 5)]
    assert len({tuple(suggested(*one)[0]) for one in permutations(people)}) == 1


def test_judge_tells_the_same_as_the_suggestions():
    book = workbook(olena(), request())
    assert suggest(book, request(), TODAY).proposed == (judge(book, request(), olena(), TODAY),)


def test_proposals_of_a_large_office_take_less_than_two_seconds():
    book = office(Size("large", 300, 2_000, 12, 20), 1)
    wanted = next(one for one in book.all(Request) if one.status is RequestStatus.SEARCHING)
    begin = process_time()  # what others do on this machine does not count
    found = suggest(book, wanted, THEN)
    assert process_time() - begin < 2
    assert (bool(found.proposed), len(book.all(Person)), len(book.all(Request)) >= 2_000) == (True, 300, True)
