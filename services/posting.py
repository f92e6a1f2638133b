"""Posting: what waits in the outbox is handed to the mail server, beside the pages and never twice."""

import logging
import time
from collections.abc import Callable
from threading import Condition, Thread
from typing import Final
from uuid import uuid4

from services.delivery.mail import send
from services.digest import Readers, in_numbers, is_due, write_digest
from services.model.access import Actor, Role
from services.model.course_errors import DigestWritten, NothingToSend
from services.model.errors import StorageError, Unreachable
from services.model.letters import Message
from services.model.post import Outcome
from services.model.records import JournalEntry
from services.office import Office
from services.outbox import MOST, claim, next_due, ready, settle
from services.settings import MailServer

log = logging.getLogger(__name__)

POSTMAN: Final = Actor(Role.COORDINATOR, "Postausgang")
_PAUSES: Final = (0.0, 1.0, 10.0, 30.0)  # seconds before noting what became of the letters is tried (again)
_SOON: Final = 30.0  # seconds at least between two attempts, whatever goes wrong


def post(office: Office, server: MailServer, key: str, *, most: int = MOST) -> int:
    """Send what is due, at most `most` mails, and note what became of each; gives how many were handed over.

    One commit claims them, so that two processes never send the same one; one notes the outcome. Whatever stops
    this in between leaves them “being sent”, and after ten minutes the office is asked. Raises `Unreachable`.
    """
    operation = uuid4().hex
    try:
        office.perform(POSTMAN, claim, most, once=operation)
    except NothingToSend:
        return 0
    workbook = office.read(POSTMAN)
    numbers = workbook.where(JournalEntry, operation=operation)[0].entries
    claimed = tuple(workbook.get(Message, number) for number in numbers)
    outcomes = send(server, [ready(workbook, one, key) for one in claimed])
    _note(office, claimed, outcomes)
    return len(claimed)


def _note(office: Office, claimed: tuple[Message, ...], outcomes: list[Outcome]) -> None:
    """Note the outcomes, patiently: the letters are out already."""
    operation = uuid4().hex
    for pause in _PAUSES:
        time.sleep(pause)
        try:
            office.perform(POSTMAN, settle, claimed, outcomes, once=operation)
        except Unreachable:
            log.warning("What became of %s mails cannot be noted yet", len(claimed))
        else:
            return
    raise Unreachable


def write_weekly(office: Office, readers: Readers, spell: Callable[[object], str]) -> bool:
    """Write the weekly digest if it is due; says whether it did. A store that is away is tried again at the next page.

    There is no clock that wakes the app: the digest is written when somebody of the office comes by.
    """
    workbook, today = office.read(POSTMAN), office.now.date()
    if not readers or not is_due(workbook, today):
        return False
    try:
        office.perform(POSTMAN, write_digest, tuple(readers), in_numbers(workbook, today, spell))
    except DigestWritten:
        return False
    except StorageError as error:
        log.warning("The weekly digest is not written yet: %r", error)
        return False
    return True


class Postman:
    """Sends in a thread of its own, one at a time in this process; waits there for the next attempt of what failed."""

    def __init__(self, office: Office, server: MailServer, key: str) -> None:
        """Send the mail of `office` through `server`; `key` signs the personal links."""
        self._office = office
        self._server = server
        self._key = key
        self._bell = Condition()
        self._rung = False
        self._at_work = False
        self._ended = False

    def ring(self) -> None:
        """Say that something may be waiting; comes back at once."""
        with self._bell:
            self._rung = True
            self._bell.notify_all()
            if not self._at_work and not self._ended:
                self._at_work = True
                # A daemon: the end of the app does not wait for a slow mail server.
                Thread(target=self._work, name="postman", daemon=True).start()

    def end(self) -> None:
        """Begin nothing new and wait until what is under way is done."""
        with self._bell:
            self._ended = True
            self._bell.notify_all()
            self._bell.wait_for(lambda: not self._at_work)

    def _work(self) -> None:
        wanted = True
        while wanted:
            self._rung = False
            try:
                while not self._ended and post(self._office, self._server, self._key) == MOST:
                    pass
            except Exception:
                # Pages go on without mail; what waits is tried again when the bell rings next.
                log.exception("Sending stopped")
            wanted = self._waits(self._until_next())

    def _waits(self, seconds: float) -> bool:
        """Wait for the bell, at most so long; give False, and be gone, when there is nothing to wait for."""
        with self._bell:
            self._bell.wait_for(lambda: self._rung or self._ended, timeout=seconds)
            wanted = not self._ended and (self._rung or seconds > 0)
            self._at_work = wanted
            self._bell.notify_all()
            return wanted

    def _until_next(self) -> float:
        """Give the seconds until the next attempt; 0 when nothing waits for one."""
        try:
            due = next_due(self._office.read(POSTMAN), self._office.now)
        except StorageError:
            return 0.0
        return max(_SOON, (due - self._office.now).total_seconds()) if due else 0.0
