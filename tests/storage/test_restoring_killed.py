"""The process is killed while it brings a big backup back; the next one finishes it."""

import multiprocessing
import signal
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from services.model.records import Person
from services.restore import differences
from services.storage.archive import backup_of
from services.storage.open import whole
from tests.conftest import SHARED, Place
from tests.rules.cast import RUTH
from tests.sheets_server import Server
from tests.storage.actions import NOW, office
from tests.storage.bringing import bring_back_in_a_process, come_by, same

pytestmark = pytest.mark.repeated

ENDED = 0
KILLED = -signal.SIGKILL


@pytest.fixture(params=["sqlite", "sheet"])
def lasting(request: pytest.FixtureRequest) -> Iterator[Place]:
    """An empty place that is still there when a process ends."""
    made = SHARED[request.param](request)
    yield made
    made.close()


def brought_back(place: Place, file: Path, moment: int, server: Server) -> int:
    """Start a process that brings the backup back, killed at its n-th request or statement; how it ended."""
    context = multiprocessing.get_context("forkserver")
    process = context.Process(target=bring_back_in_a_process, args=(place.address, file, moment))
    left = moment

    def strike(_: object) -> None:
        nonlocal left
        left -= 1
        if not left:
            process.kill()

    server.on_request = strike if place.address.startswith("http") else None
    process.start()
    process.join()
    server.on_request = None
    assert process.exitcode is not None
    return process.exitcode


def test_restore_whose_process_is_killed_at_any_moment_is_finished_by_the_next(lasting, town, sheets, tmp_path):
    multiprocessing.set_forkserver_preload(["tests.storage.bringing"])  # or each start takes seconds of imports
    file = tmp_path / "backup.zip"
    file.write_bytes(backup_of(town, at=NOW))
    came: list[Person] = []
    back = [len(differences(town, whole(lasting.store())))]
    for moment in count(1):
        ended = brought_back(lasting, file, moment, sheets)
        if ended == ENDED:
            break
        assert ended == KILLED
        book = whole(lasting.store())
        missing = differences(town, book)
        assert (book.problems, {one.now for one in missing}) == ((), {None} if missing else set())
        back.append(len(missing))
        if len(book.all(Person)) > 0:
            came.append(office(lasting.store()).perform(RUTH, come_by))
    assert came[0].id == "P-0181"
    assert len(set(back)) > 2  # it was killed before, between and behind several parts
    same(town, lasting, *came)
