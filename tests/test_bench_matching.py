"""The matching benchmark in small: its offices are real workbooks, its figures are complete, greedy is never better."""

import json
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from benchmarks.matching import PEERS, as_good
from benchmarks.matching_instances import SIZES, office
from benchmarks.matching_worker import figures
from benchmarks.peers.matching_greedy import solve
from benchmarks.peers.matching_ours import plan
from services.model.records import Person, Request

ROOT = Path(__file__).parents[1]


def test_invented_offices_are_valid_and_the_same_each_time():
    town = office(SIZES["town"], 1)
    assert town == office(SIZES["town"], 1)
    for kind in (Person, Request):
        for one in town.all(kind)[:20]:
            assert kind.model_validate(dict(one)) == one


@pytest.mark.parametrize("seed", [1, 2])
def test_the_plan_serves_at_least_as_many_as_greedy(seed):
    task, seats = plan(office(SIZES["town"], seed))
    ours, by_hand = figures(task, seats), figures(task, solve(task))
    assert ours["served"] >= by_hand["served"]
    assert ours["served"] == sum(seat >= 0 for seat in seats)


def test_a_short_run_prints_its_figures_as_one_line_of_json():
    command = [sys.executable, "-m", "benchmarks.matching", "--sizes", "town", "--times", "1"]
    run = subprocess.run(
        [*command, "--peers", "urgent-first-greedy"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    told = json.loads(run.stdout)
    peer = told["peers"]["urgent-first-greedy"]
    keys = {"town_ms", "state_mb", "served", "total", "one_request_ms", "one_request_cold_ms", "optimal"}
    assert (set(told), set(peer)) == ({*keys, "peers"}, keys)
    assert (told["optimal"], peer["optimal"]) == (None, None)  # without OR-tools nobody can tell
    assert min(told["one_request_ms"], peer["one_request_ms"]) > 0
    assert told["total"]["town"] >= peer["total"]["town"]


def outcome(*seats, total):
    return {"seats": seats, "served": sum(seat >= 0 for seat in seats), "total": total}


def test_a_peer_is_as_good_only_with_the_same_requests_and_points():
    ours = outcome(4, -1, 7, total=160)
    assert as_good(outcome(7, -1, 4, total=160), ours)
    assert [
        one for one in (outcome(4, 7, -1, total=160), outcome(7, -1, 4, total=159), None) if as_good(one, ours)
    ] == []


def test_the_environment_of_each_peer_has_whatever_reading_the_task_imports():
    names = "import benchmarks.matching_worker, sys; print(*{name.partition('.')[0] for name in sys.modules})"
    run = subprocess.run([sys.executable, "-c", names], cwd=ROOT, capture_output=True, text=True, check=True)
    packages = packages_distributions()
    needed = {normalised(one) for name in run.stdout.split() for one in packages.get(name, ())}
    assert needed >= {"numpy", "pydantic"}
    for peer in PEERS:
        if peer.environment:
            lines = (ROOT / f"benchmarks/requirements-{peer.environment}.txt").read_text(encoding="utf-8").splitlines()
            assert needed - SET_UP - {normalised(line.partition("==")[0]) for line in lines} == set()


SET_UP = {"setuptools"}  # looks in whenever Python starts


def normalised(name):
    return name.lower().replace("_", "-")
