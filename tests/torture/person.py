"""A person who works in the sheet all the while, and remembers what they typed."""

import re
from collections import Counter
from collections.abc import Callable
from random import Random

from services.model.course_records import Course, Interest, Registration
from services.model.record import columns
from services.model.records import RECORDS, JournalEntry, Person, Record, Request
from tests.sheets_server import Server
from tests.sheets_server.a1 import column_letter
from tests.sheets_server.book import Sheet
from tests.torture.evidence import Typed, running

KINDS = {kind.tab: kind for kind in RECORDS}
# Columns of plain text in which a person may write anything without changing what the row means.
TEXTS: dict[type[Record], tuple[str, ...]] = {
    Person: ("district", "note"),
    Request: ("place", "district", "note"),
    Registration: ("message",),
    Interest: ("message",),
    Course: ("place", "trainers", "description"),
}
# Rows that are unreadable for a while: here the rules only need that they come back unharmed.
GARBLED = (Person, Interest, Request)
MOST_OWN_COLUMNS = 3


class Somebody:
    """One person at one spreadsheet. Each `step` is one edit; `tidy` ends what is left half done."""

    def __init__(self, server: Server, spreadsheet: str, rng: Random, *, deletes_token: bool) -> None:
        self._server = server
        self._spreadsheet = spreadsheet
        self._hand = server.person(spreadsheet)
        self._rng = rng
        self._own: dict[str, list[str]] = {}
        self._copies: list[tuple[str, str]] = []
        self._garbled: list[tuple[str, str, str, str]] = []
        self._count = 0
        self.typed: list[Typed] = []
        self.done: dict[str, int] = {}
        self._ways: dict[Callable[[], bool], int] = {
            self._note: 12,
            self._data: 12,
            self._garble: 2,
            self._mend: 4,
            self._filter: 2,
            self._row_below: 4,
            self._sort: 6,
            self._insert: 4,
            self._delete_blank: 4,
            self._move_rows: 5,
            self._add_column: 2,
            self._move_column: 3,
            self._copy: 2,
            self._delete_copy: 5,
            **({self._delete_token: 1} if deletes_token else {}),
        }

    def step(self) -> None:
        """One edit, whole before anybody else reads or writes."""
        with self._server.store.lock:
            while True:
                (way,) = self._rng.choices(list(self._ways), list(self._ways.values()))
                if way():
                    name = way.__name__.removeprefix("_")
                    self.done[name] = self.done.get(name, 0) + 1
                    return

    def tidy(self) -> None:
        """Mend what was garbled and delete the copies."""
        with self._server.store.lock:
            while self._garbled:
                self._mend()
            while self._copies:
                self._delete_copy()

    # What the person sees

    def _sheet(self, tab: str) -> Sheet:
        return self._server.store.get(self._spreadsheet).sheet(tab)

    def _tab(self) -> str:
        tabs = [kind.tab for kind in RECORDS]
        return self._rng.choices(tabs, [3 if KINDS[tab] in TEXTS else 1 for tab in tabs])[0]

    def _headers(self, tab: str) -> list[str]:
        return [str(text) for text in (self._sheet(tab).values() or [[]])[0]]

    def _numbers(self, tab: str) -> dict[int, str]:
        """The numbers by their rows, as the sheet counts them; what stands there by mistake is none."""
        column, own = self._headers(tab).index("Nr."), re.compile(rf"{KINDS[tab].prefix}-\d+")
        cells = enumerate(self._sheet(tab).values()[1:], start=2)
        return {
            row: str(line[column]) for row, line in cells if column < len(line) and own.fullmatch(str(line[column]))
        }

    def _newest(self) -> int:
        return max(map(running, self._numbers(JournalEntry.tab).values()), default=0)

    def _row(self, tab: str) -> tuple[int, str] | None:
        """A row with a number that stands there once: in copies nobody writes on purpose."""
        times = Counter(self._numbers(tab).values())
        once = [(row, number) for row, number in self._numbers(tab).items() if times[number] == 1]
        return self._rng.choice(once) if once else None

    # What the person does; False when there was no occasion

    def _say(self, why: str) -> str:
        self._count += 1
        return f"{why}{self._count}"

    def _type(self, tab: str, row: int, column: int, text: str) -> None:
        self._hand.type(f"'{tab}'!{column_letter(column)}{row}", text)

    def _remember(self, tab: str, number: str, column: str, text: str) -> None:
        self.typed.append(Typed(self._newest(), tab, number, column, text))

    def _note(self) -> bool:
        """Write into a column of one's own."""
        tab = self._tab()
        found = self._row(tab)
        if not self._own.get(tab) or found is None:
            return False
        header, text = self._rng.choice(self._own[tab]), self._say("Notiz")
        self._type(tab, found[0], self._headers(tab).index(header), text)
        self._remember(tab, found[1], header, text)
        return True

    def _data(self) -> bool:
        """Write into a column of the app."""
        kind = self._rng.choice(list(TEXTS))
        if (found := self._row(kind.tab)) is None:
            return False
        name, text = self._rng.choice(TEXTS[kind]), self._say("Hand")
        self._type(kind.tab, found[0], self._headers(kind.tab).index(columns(kind)[name].column.header), text)
        self._remember(kind.tab, found[1], name, text)
        return True

    def _garble(self) -> bool:
        """Type a state that is not on the list: the row cannot be read until it is mended."""
        kind = self._rng.choice(GARBLED)
        found = self._row(kind.tab)
        if found is None or any(number == found[1] for _, number, _, _ in self._garbled):
            return False
        column = self._headers(kind.tab).index("Stand")
        old, text = str(self._sheet(kind.tab).values()[found[0] - 1][column]), self._say("weiß nicht ")
        self._type(kind.tab, found[0], column, text)
        self._remember(kind.tab, found[1], "status", text)
        self._garbled.append((kind.tab, found[1], old, text))
        return True

    def _mend(self) -> bool:
        if not self._garbled:
            return False
        tab, number, old, text = self._garbled.pop(self._rng.randrange(len(self._garbled)))
        column = self._headers(tab).index("Stand")
        for row, there in self._numbers(tab).items():
            # Somebody may have written over it: that is for the verdict, not for this person.
            if there == number and self._sheet(tab).values()[row - 1][column] == text:
                self._type(tab, row, column, old)
                self._remember(tab, number, "status", old)
        return True

    def _sort(self) -> bool:
        column = self._rng.randrange(len(self._headers(tab := self._tab())))
        self._hand.sort(tab, column_letter(column), descending=self._rng.random() < 0.5)
        return True

    def _insert(self) -> bool:
        tab = self._tab()
        self._hand.insert_rows(tab, self._rng.randint(2, self._last(tab) + 1), self._rng.randint(1, 2))
        return True

    def _delete_blank(self) -> bool:
        tab = self._tab()
        if blank := [row for row, line in enumerate(self._sheet(tab).values(), start=1) if not any(line) and row > 1]:
            self._hand.delete_rows(tab, self._rng.choice(blank))
        return bool(blank)

    def _move_rows(self) -> bool:
        tab = self._tab()
        first, before = (self._rng.randint(2, self._last(tab) + 1) for _ in range(2))
        if before in (first, first + 1):
            return False
        self._hand.move_rows(tab, first, first, before)
        return True

    def _last(self, tab: str) -> int:
        return max(len(self._sheet(tab).values()), 1)

    def _add_column(self) -> bool:
        tab = self._tab()
        own = self._own.setdefault(tab, [])
        if len(own) >= MOST_OWN_COLUMNS:
            return False
        own.append(self._say("Meine Spalte "))
        place = self._rng.randrange(len(self._headers(tab)))
        self._hand.add_column(tab, own[-1], column_letter(place) if self._rng.random() < 0.7 else None)
        return True

    def _move_column(self) -> bool:
        count = len(self._headers(tab := self._tab()))
        column, before = self._rng.randrange(count), self._rng.randrange(count)
        if before in (column, column + 1):
            return False
        self._hand.move_column(tab, column_letter(column), column_letter(before))
        return True

    def _filter(self) -> bool:
        tab = self._tab()
        self._hand.set_filter(tab, column_letter(self._rng.randrange(len(self._headers(tab)))), ["Beispiel"])
        return True

    def _copy(self) -> bool:
        """Copy a row below all others, and mark the copy: it is deleted again some time later."""
        kind = self._rng.choice(GARBLED)
        found = self._row(kind.tab)
        if not self._own.get(kind.tab) or found is None:
            return False
        self._hand.copy_row(kind.tab, found[0])
        mark = self._say("Kopie")
        self._type(kind.tab, self._last(kind.tab), self._headers(kind.tab).index(self._own[kind.tab][0]), mark)
        self._copies.append((kind.tab, mark))
        return True

    def _delete_copy(self) -> bool:
        if not self._copies:
            return False
        tab, mark = self._copies.pop(0)
        for row in [row for row, line in enumerate(self._sheet(tab).values(), start=1) if mark in line]:
            self._hand.delete_rows(tab, row)
        return True

    def _row_below(self) -> bool:
        """Type two cells of a new row, without a number, right below the last one."""
        kind = self._rng.choice(list(TEXTS))
        row, mark, headers = self._last(kind.tab) + 1, self._say("Zeile"), self._headers(kind.tab)
        if row > self._sheet(kind.tab).row_count:
            return False
        for name in {TEXTS[kind][0], TEXTS[kind][-1]}:
            text = f"{mark} {name}"
            self._type(kind.tab, row, headers.index(columns(kind)[name].column.header), text)
            self._remember(kind.tab, "", name, text)
        return True

    def _delete_token(self) -> bool:
        self._hand.delete_protections("rev:")
        return True
