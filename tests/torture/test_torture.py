"""A short torture; `make torture` is the long one."""

from tests.torture.desk import Plan
from tests.torture.kills import kill_again_and_again
from tests.torture.quota import click_for
from tests.torture.rounds import torture
from tests.torture.verdict import KINDS


def test_nothing_is_lost_doubled_halved_or_oversold_while_everything_goes_wrong(tmp_path):
    outcome = torture([Plan("short", 1)], tmp_path, actions=60, processes=2)
    assert outcome.findings == {kind: [] for kind in KINDS}
    assert outcome.acknowledged >= 60
    assert len(outcome.faults) == 16  # every fault before and after the commit
    assert outcome.edits.total() > 10


def test_an_app_that_is_killed_while_saving_leaves_a_whole_sheet_and_starts_again(tmp_path):
    findings, _, _ = kill_again_and_again(10, 1, tmp_path)
    assert findings == {kind: [] for kind in KINDS}


def test_twenty_people_on_one_quota_see_waits_and_no_error():
    seen = click_for(5, minute=6)
    assert (seen.errors, len(seen.saved) > 20) == ([], True)
