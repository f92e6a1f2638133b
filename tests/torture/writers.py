"""A process with two writers who share one Office, as visitors of one Streamlit server do."""

import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from threading import Thread

from services.model.errors import Refusal, StorageError
from services.office import Office
from services.storage.sheets import SheetsStore
from tests.rules.cast import NOW, UTE
from tests.torture.deeds import Deed, draw
from tests.torture.diary import Diary

TRIES = 8  # clicks of somebody who is told that nothing could be saved


@dataclass(frozen=True)
class Task:
    """What one process has to do in one round; `goal` counts acknowledged actions of each of its writers."""

    url: str
    spreadsheet: str
    folder: Path
    process: int
    seed: int
    goal: int
    seconds: float
    writers: int = 2
    patience: float = 10.0


class Writer:
    """One visitor who acts again and again."""

    def __init__(self, office: Office, task: Task, number: int) -> None:
        self._office = office
        self._task = task
        self._name = f"{task.spreadsheet}-{task.process}{number}"
        self._rng = Random(f"{task.seed} {self._name}")
        self._diary = Diary(task.folder / f"{self._name}.jsonl")
        self.acknowledged = 0

    def run(self) -> None:
        give_up = time.monotonic() + self._task.seconds
        step = 0
        while self.acknowledged < self._task.goal and time.monotonic() < give_up:
            step += 1
            try:
                book = self._office.read(UTE)
            except StorageError:
                continue
            tag = f"{self._name}-{step}"
            self._act(tag, draw(self._rng, book, tag))

    def _act(self, operation: str, deed: Deed) -> None:
        watched = self._diary.watched(operation, deed.action)
        for _ in range(TRIES):
            try:
                self._office.perform(deed.actor, watched, *deed.args, once=operation)
            except Refusal:
                self._diary.note(operation, answer="refused")
                return
            except StorageError:
                self._diary.note(operation, answer="unknown")
            else:
                self.acknowledged += 1
                self._diary.note(operation, answer="acknowledged")
                if self._rng.random() < 0.05:
                    self._click_again(operation, deed)
                return

    def _click_again(self, operation: str, deed: Deed) -> None:
        """A double click: whatever it is told, it must not be done again."""
        with suppress(Refusal, StorageError):
            self._office.perform(deed.actor, deed.action, *deed.args, once=operation)


def work(orders: Connection) -> None:
    """Do one task after the other, until there is none; answers with the number of acknowledged actions."""
    while (task := orders.recv()) is not None:
        log = logging.FileHandler(task.folder / f"{task.spreadsheet}-{task.process}.log")
        logging.getLogger("services").addHandler(log)
        logging.getLogger("services").propagate = False
        store = SheetsStore(task.spreadsheet, api=task.url, patience=task.patience)
        office = Office(store, clock=lambda: NOW, keep_for=1.0)
        writers = [Writer(office, task, number) for number in range(task.writers)]
        threads = [Thread(target=writer.run) for writer in writers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        logging.getLogger("services").removeHandler(log)
        log.close()
        orders.send(sum(writer.acknowledged for writer in writers))
