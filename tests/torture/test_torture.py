"""A short torture; `make torture` is the long one."""

import pytest

from tests.torture.desk import Plan
from tests.torture.kills import kill_again_and_again
from tests.torture.quota import click_for
from tests.torture.rounds import torture
from tests.torture.verdict import KINDS


@pytest.mark.parametrize(
    ("plan", "processes"),
    [(Plan("typed", 1, moves=False), 2), (Plan("moved", 2), 1)],
    ids=["two-processes-and-a-person-who-types", "one-process-and-a-person-who-moves-rows-and-columns"],
)
def test_nothing_is_lost_doubled_halved_or_oversold_while_everything_goes_wrong(tmp_path, plan, processes):
    outcome = torture([plan], tmp_path, actions=40, processes=processes)
    assert outcome.findings == {kind: [] for kind in KINDS}
    assert outcome.acknowledged >= 40
    assert (outcome.faults.total() > 5, outcome.edits.total() > 5) == (True, True)


def test_an_app_that_is_killed_while_saving_leaves_a_whole_sheet_and_starts_again(tmp_path):
    findings, _, _ = kill_again_and_again(10, 1, tmp_path)
    assert findings == {kind: [] for kind in KINDS}


def test_twenty_people_on_one_quota_see_waits_and_no_error():
    seen = click_for(5, minute=6)
    assert (seen.errors, len(seen.saved) > 20) == ([], True)
