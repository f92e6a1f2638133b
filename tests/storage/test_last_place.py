"""Thirty people press "register" at once, through three processes, for a course with twelve places."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from services.model.course_lists import RegistrationStatus
from services.model.course_records import Registration
from services.model.records import JournalEntry
from tests.storage.actions import UTE, course, office, plan
from tests.storage.visitors import VISITORS

PROCESSES = 3


@pytest.mark.repeated
def test_last_place_is_given_once(shared_place):
    office(shared_place.store()).perform(UTE, plan, course(places=12, waiting_list=True))
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.storage.visitors", shared_place.address, str(number * VISITORS)],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * PROCESSES
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [line for process in processes for line in process.communicate(timeout=120)[0].splitlines()]

    workbook = shared_place.store().load()
    registered = workbook.all(Registration)
    assert sorted(told) == sorted(f"{one.id} {one.status}" for one in registered)
    assert [one.id for one in registered] == [f"T-{number:04d}" for number in range(1, 31)]
    assert len({one.email for one in registered}) == 30
    assert Counter(one.status for one in registered) == {
        RegistrationStatus.REGISTERED: 12,
        RegistrationStatus.WAITING: 18,
    }
    # Whoever has a lower number came earlier.
    assert [one.status for one in registered] == [RegistrationStatus.REGISTERED] * 12 + [
        RegistrationStatus.WAITING
    ] * 18
    assert (len(workbook.all(JournalEntry)), workbook.problems) == (31, ())
