"""The office's own weights: points, proposals and plan count with them; wrong sums never reach anybody."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matching.candidates import everybody, points
from services.matching.columns import columns_of
from services.matching.gates import Pair
from services.matching.plan import best_plan, check
from services.matching.score import reasons
from services.matching.suggest import suggest
from services.matching.wanted import wanted_of
from services.matching.weights import FULL, meanings, weighing
from services.model.access import RIGHTS, Right, Role
from services.model.errors import ChangedMeanwhile, NotAllowed
from services.model.records import JournalEntry, Programme
from services.model.weights import Weights, WeightsForm
from services.programme import programme, weigh
from tests.rules.cast import ACTORS, TODAY, UTE, draft, marta, office, olena, person, refused, request, workbook
from tests.rules.test_matching import BUSY_WITH, KNEW, PEOPLE, REQUESTS, assignments
from tests.rules.test_plan import RECORDS, rows_of

QUICK = settings(max_examples=30, deadline=None)
NAMES = tuple(Weights.model_fields)


def of(*numbers):
    return dict(zip(NAMES, numbers, strict=True))


def ours(*numbers):
    return Programme(id="S-0001", **of(*numbers))


ONLY_TIME = (0, 0, 100, 0, 0, 0)
# Five cuts through 100 points.
ANY = st.lists(st.integers(0, 100), min_size=5, max_size=5).map(
    lambda cuts: tuple(b - a for a, b in zip([0, *sorted(cuts)], [*sorted(cuts), 100], strict=True))
)


@QUICK
@given(st.lists(PEOPLE, min_size=1, max_size=3), REQUESTS, BUSY_WITH, ANY)
def test_columns_count_like_the_score_whatever_the_weights(roster, wanted, busy, weights):
    people = [person(f"P-000{number}", **values) for number, values in enumerate(roster, 1)]
    asked = request(**wanted)
    book = workbook(*people, asked, KNEW, ours(*weights), *assignments(busy))
    columns = columns_of(book)
    counted = points(everybody(columns, wanted_of(columns, [asked], TODAY))).tolist()
    told = {one.id: worth for one, worth in zip(columns.roster.people, counted, strict=True)}
    found = {one.id: reasons(Pair(book, asked, one, TODAY)) for one in people}
    assert told == {number: sum(one.points for one in mine) for number, mine in found.items()}
    assert {tuple(one.of for one in mine) for mine in found.values()} == {weights}
    assert all(0 <= one.points <= one.of for mine in found.values() for one in mine)


@QUICK
@given(RECORDS, ANY)
def test_plan_is_proven_whatever_the_weights(records, weights):
    plan = best_plan(workbook(*records, ours(*weights)), TODAY)
    assert check(plan) == ()
    total = sum(sum(one.points for one in line.reasons) for line in plan.lines)
    assert total == sum(line.points for line in plan.lines)


@QUICK
@given(RECORDS)
def test_delivered_weights_change_nothing(records):
    assert rows_of(best_plan(workbook(*records, ours(*FULL)), TODAY)) == rows_of(best_plan(workbook(*records), TODAY))


def test_whoever_scores_best_follows_the_weights():
    people = (olena(free_times=()), marta())
    best = [
        suggest(workbook(*people, request(), ours(*weights)), request(), TODAY).proposed[0].person.first_name
        for weights in (FULL, ONLY_TIME)
    ]
    assert best == ["Olena", "Marta"]


def test_weights_together_are_100():
    assert refused(WeightsForm, **of(30, 25, 15, 10, 10, 9)) == {"*": "weights"}
    assert refused(WeightsForm, **of(30, 25, 15, 10, 10, "viel")) == {"weight_load": "count"}
    assert refused(WeightsForm, **of(*ONLY_TIME)) == {}


def test_weights_in_the_table_that_do_not_add_up_do_not_count():
    assert weighing(workbook(ours(1, 2, 3, 4, 5, 6))) == FULL
    assert weighing(workbook()) == FULL
    assert tuple(weighing(workbook(ours(*ONLY_TIME)))) == ONLY_TIME


def test_weights_are_kept_and_leave_everything_else():
    desk = draft(Programme(id="S-0001", name="ILOS"))
    weigh(desk, programme(desk.workbook), WeightsForm(**of(*ONLY_TIME)))
    assert programme(desk.workbook) == Programme(id="S-0001", name="ILOS", **of(*ONLY_TIME))
    with pytest.raises(ChangedMeanwhile):
        weigh(desk, Programme(id="S-0001", name="ILOS"), WeightsForm())


def test_weights_can_be_set_before_anything_else():
    desk = draft()
    assert weigh(desk, programme(desk.workbook), WeightsForm(**of(*ONLY_TIME))).weight_time == 100


@pytest.mark.parametrize("role", [role for role in Role if Right.KEEP_PROGRAMME not in RIGHTS[role]])
def test_weights_are_set_by_the_office_only(role):
    with pytest.raises(NotAllowed):
        weigh(draft(actor=ACTORS[role]), Programme(id="S-0001"), WeightsForm())


def test_meanings_are_the_points_of_the_score():
    assert [worth for _case, worth in meanings(FULL)] == [30, 22, 12, 6, 3, 25, 5, 15, 5, 10, 8, 2, 10, 10]


CHANGED = (
    "S-0001 Gewicht Sprache: 30 → 0; Gewicht Thema: 25 → 0; Gewicht Zeit: 15 → 100; Gewicht Nähe: 10 → 0; "
    "Gewicht Bekanntschaft: 10 → 0; Gewicht freie Plätze: 10 → 0"
)


@pytest.mark.parametrize(("before", "told"), [([ours(*FULL)], CHANGED), ([], "S-0001 neu")])
def test_journal_tells_which_weights_held_before(before, told):
    here = office(*before)
    here.perform(UTE, weigh, programme(here.read(UTE)), WeightsForm(**of(*ONLY_TIME)))
    (entry,) = here.store.load().all(JournalEntry)
    assert entry.changed == told
