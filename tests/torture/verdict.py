"""The verdict: the journal's actions are replayed as their writers noted them and compared with the rows.

Person and app share the sheet, so what a person typed is part of the replay, at the journal entry it came after.
"""

from collections import Counter, defaultdict

from services.model.course_records import Registration
from services.model.lists import AssignmentStatus
from services.model.record import columns
from services.model.records import RECORDS, Assignment
from services.waiting_list import HAS_PLACE
from tests.torture.diary import Cells, Changed, Deed
from tests.torture.evidence import Evidence, Row, Typed, running

KINDS = ("lost", "duplicated", "half_applied", "oversold", "human_cells_lost")
WITH_PLACE = {status.value for status in HAS_PLACE}
REPAIR = "Tabelle berichtigt"  # the journal's word for it; such an entry also tells what a person typed and lost
HELPING = {AssignmentStatus.RUNNING.value, AssignmentStatus.DONE.value}
HEADERS = {kind.tab: {name: kept.column.header for name, kept in columns(kind).items()} for kind in RECORDS}

Findings = dict[str, list[str]]


def judge(evidence: Evidence) -> Findings:
    """Everything that went wrong, in plain words, by kind."""
    findings: Findings = {kind: [] for kind in KINDS}
    _acknowledged(evidence, findings)
    _numbers(evidence, findings)
    replay = Replay(evidence, findings)
    replay.run()
    replay.compare()
    _own_rows(evidence, findings)
    return findings


def _acknowledged(evidence: Evidence, findings: Findings) -> None:
    """Every action that was acknowledged stands in the journal once; none that was refused does."""
    times = Counter(row.cells["operation"] for row in evidence.journal)
    repairs = {row.cells["operation"]: row for row in evidence.journal if row.cells.get("deed") == REPAIR}
    for operation, deed in evidence.deeds.items():
        if deed.answer == "acknowledged" and deed.changes and not times[operation]:
            findings["lost"].append(f"{operation} was acknowledged, but no journal entry tells of it")
        if deed.answer == "refused" and times[operation]:
            findings["half_applied"].append(f"{operation} was refused, but stands in the journal")
    for operation, number in times.items():
        if number > 1:
            findings["duplicated"].append(f"{operation} stands in the journal {number} times")
        if operation not in evidence.deeds | repairs:
            findings["half_applied"].append(f"Nobody computed {operation}, but it stands in the journal")


def _numbers(evidence: Evidence, findings: Findings) -> None:
    for number, times in Counter(row.number for row in evidence.rows if row.number).items():
        if times > 1:
            findings["duplicated"].append(f"{number} stands in {times} rows")


def _own_rows(evidence: Evidence, findings: Findings) -> None:
    """What a person typed into rows of their own stands there once, and side by side."""
    there: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in evidence.rows:
        for text in (*row.cells.values(), *row.foreign.values()):
            there[row.tab, text].append(row.place)
    own = {(typed.tab, typed.text) for typed in evidence.typed}
    for row in evidence.rows:
        strays = [text for text in (*row.cells.values(), *row.foreign.values()) if (row.tab, text) not in own]
        if not row.number and strays:
            findings["half_applied"].append(f"{row.tab}, row {row.place} has no number, but holds {strays}")
    together: dict[tuple[str, str], set[int]] = defaultdict(set)
    for typed in evidence.typed:
        if typed.number:
            continue
        places = there[typed.tab, typed.text]
        if len(places) != 1:
            findings["human_cells_lost"].append(f"{typed.tab}: “{typed.text}” stands there {len(places)} times")
        together[typed.tab, typed.text.partition(" ")[0]].update(places)
    for (tab, which), rows in together.items():
        if len(rows) > 1:
            findings["human_cells_lost"].append(f"{tab}: the row “{which}” was torn apart")


class Replay:
    """The sheet as it has to look: each row's cells by field or foreign header."""

    def __init__(self, evidence: Evidence, findings: Findings) -> None:
        self.evidence = evidence
        self.findings = findings
        self.tabs: dict[str, str] = {}
        self.state: dict[str, Cells] = {}
        self.by_hand: dict[tuple[str, str], str] = {}

    def run(self) -> None:
        hands = sorted((one for one in self.evidence.typed if one.number), key=lambda one: one.entries)
        for entry in self.evidence.journal:
            while hands and hands[0].entries < running(entry.number):
                self._type(hands.pop(0))
            deed = self.evidence.deeds.get(entry.cells["operation"], Deed(""))
            for change in deed.changes:
                self._apply(entry.number, change)
            self._tell(entry, deed)
            self._places(entry.number, deed)
        for typed in hands:
            self._type(typed)

    def compare(self) -> None:
        """Every row is as replayed, none is missing, none is there that no journal entry tells of."""
        rows = {row.number: row for row in self.evidence.rows if row.number}
        for number in rows.keys() - self.state.keys() - {entry.number for entry in self.evidence.journal}:
            self.findings["half_applied"].append(f"{number} stands in {rows[number].tab}, but in no journal entry")
        for number, cells in self.state.items():
            if number not in rows:
                self.findings["lost"].append(f"{number} is in the journal, but has no row")
                continue
            there = {**rows[number].cells, **rows[number].foreign}
            for column, text in cells.items():
                if there.get(column, "") != text:
                    self._differs(number, column, text, there.get(column, ""))

    def _type(self, typed: Typed) -> None:
        self.state.setdefault(typed.number, {})[typed.column] = typed.text
        self.by_hand[typed.number, typed.column] = typed.text

    def _apply(self, entry: str, change: Changed) -> None:
        number = change.number
        if change.before is None:
            if number in self.tabs:
                self.findings["duplicated"].append(f"{entry}: {number} was given before")
            self.tabs[number] = change.tab
            self.state[number] = {**change.after, **self.state.get(number, {})}
            return
        for column, text in change.after.items():
            if text == change.before[column]:
                continue
            now = self.state.get(number, {}).get(column, "")
            if now != change.before[column]:
                told = f"{entry} changed {number} {column} from “{change.before[column]}”, but “{now}” stood there"
                by_hand = self.by_hand.get((number, column)) == now
                if not (by_hand and self._announced(change, column)):
                    self.findings["human_cells_lost" if by_hand else "half_applied"].append(told)
            self.state.setdefault(number, {})[column] = text
            self.by_hand.pop((number, column), None)

    def _announced(self, change: Changed, column: str) -> bool:
        """Whether a repair tells that somebody had typed into this cell."""
        header = HEADERS[change.tab][column]
        return any(
            line.startswith(f"{change.number} {header}: ")
            for entry in self.evidence.journal
            if entry.cells.get("deed") == REPAIR
            for line in entry.cells.get("changed", "").splitlines()
        )

    def _tell(self, entry: Row, deed: Deed) -> None:
        """The journal entry itself names what its action changed."""
        told = set(entry.cells["entries"].split("; "))
        if deed.changes and not {change.number for change in deed.changes} <= told:
            self.findings["half_applied"].append(f"{entry.number} does not name all of its entries")

    def _places(self, entry: str, deed: Deed) -> None:
        """After this entry no course has more people than places, and no request two helpers."""
        for change in deed.changes:
            if change.tab == Registration.tab:
                course = change.after["course"]
                taken = [one for one in self._where(Registration.tab, "course", course) if one["status"] in WITH_PLACE]
                places = int(self.state.get(course, {}).get("places", "0"))
                if len(taken) > places and change.after["status"] in WITH_PLACE:
                    self.findings["oversold"].append(f"{entry}: {course} has {len(taken)} people for {places} places")
            elif change.tab == Assignment.tab:
                request = change.after["request"]
                helping = [one for one in self._where(change.tab, "request", request) if one["status"] in HELPING]
                if len(helping) > 1:
                    self.findings["oversold"].append(f"{entry}: {request} was accepted {len(helping)} times")

    def _where(self, tab: str, column: str, text: str) -> list[Cells]:
        return [cells for number, cells in self.state.items() if self.tabs.get(number) == tab and cells[column] == text]

    def _differs(self, number: str, column: str, wanted: str, there: str) -> None:
        kind = "human_cells_lost" if (number, column) in self.by_hand else "half_applied"
        self.findings[kind].append(f"{number} {column} has to be “{wanted}”, but “{there}” stands there")


def figures(findings: Findings) -> dict[str, int]:
    return {kind: len(found) for kind, found in findings.items()}
