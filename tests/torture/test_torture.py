"""A short torture; `make torture` is the long one."""

from itertools import combinations, product

from tests.torture.desk import Plan
from tests.torture.kills import kill_again_and_again
from tests.torture.quota import Clicks, click_for
from tests.torture.rounds import TOKENS, plans, torture
from tests.torture.verdict import KINDS


def test_nothing_is_lost_doubled_halved_or_oversold_while_everything_goes_wrong(tmp_path):
    """Two processes write while a person types, sorts, and inserts, moves and copies rows and columns."""
    plan = Plan("moved", 2, edits=0.3, switches={"translated_refusals": True, "pasted_text_stays_text": False})
    outcome = torture([plan], tmp_path, actions=40, processes=2)
    assert outcome.findings == {kind: [] for kind in KINDS}
    assert outcome.acknowledged >= 40
    assert outcome.faults.total() > 5
    assert sum(outcome.edits[way] for way in ("sort", "insert", "move_rows", "move_column", "copy")) > 3


def test_every_two_answers_meet_in_all_four_ways_under_each_token():
    answers = [name for name in plans(1, 1)[0].switches if not any(name in token for token in TOKENS)]
    rounds = [plan.switches for plan in plans(1)]
    for token, (one, other) in product(TOKENS, combinations(answers, 2)):
        under = [switches for switches in rounds if token.items() <= switches.items()]
        assert {(switches[one], switches[other]) for switches in under} == set(product((False, True), repeat=2))


def test_an_app_that_is_killed_while_saving_leaves_a_whole_sheet_and_starts_again(tmp_path):
    findings, _, _ = kill_again_and_again(10, 1, tmp_path)
    assert findings == {kind: [] for kind in KINDS}


def test_twenty_people_on_one_quota_see_waits_and_no_error():
    seen = click_for(5, minute=6)
    assert (seen.errors, len(seen.saved) > 20) == ([], True)
    assert {name: seen.figures()[name] > 0 for name in ("longest_wait_s", "told_to_wait")} == {
        "longest_wait_s": True,
        "told_to_wait": True,
    }


def test_whoever_waits_longer_than_people_are_told_is_an_error():
    assert [Clicks(opened=[wait]).too_long(longest=60.0) for wait in (60.0, 60.1)] == [
        [],
        ["somebody waited 60.1 seconds"],
    ]
