"""A verdict that cannot find a planted loss is worthless."""

from dataclasses import replace

import pytest

from services.model.course_lists import RegistrationStatus
from services.model.course_records import Registration
from services.model.draft import Draft
from services.model.forms import PersonForm
from services.model.lists import AssignmentStatus
from services.model.records import Assignment, Person
from services.offers import accept, ask
from services.office import Office
from services.registration import register
from services.roster import edit
from services.storage.cells import cells_of
from services.storage.memory import MemoryStore
from tests.rules.cast import NOW, UTE, form_of, registration_form
from tests.torture.deeds import prepare
from tests.torture.diary import Diary, read_diaries
from tests.torture.evidence import Evidence, Row, Typed
from tests.torture.verdict import KINDS, REPAIR, judge


@pytest.fixture
def evidence(tmp_path) -> Evidence:
    """A quiet day: everything is as the writers noted it, and a person added a remark and a row."""
    store, diary = MemoryStore(), Diary(tmp_path / "writer.jsonl")
    office = Office(store, clock=lambda: NOW)

    def rename(draft: Draft) -> Person:
        seen = draft.workbook.get(Person, "P-0001")
        return edit(draft, seen, form_of(PersonForm, seen, last_name="Neu"))

    for operation, action, *args in (
        ("prepared", prepare),
        ("register", register, "K-0002", registration_form("Irina Petrova", email="", phone="02362 123456")),
        ("rename", rename),
        ("ask", ask, "A-0001", "P-0002"),
        ("accept", accept, "V-0001"),
    ):
        office.perform(UTE, diary.watched(operation, action), *args, once=operation)
        diary.note(operation, answer="acknowledged")
    rows = [
        Row(type(record).tab, place, record.id, cells_of(record), {})
        for records in store.load().records.values()
        for place, record in enumerate(records.values(), start=2)
    ]
    found = Evidence(rows, read_diaries(tmp_path))
    note(found, "P-0002", "Meine Spalte", "vegetarisch")
    found.rows.append(Row("Personen", 99, "", {"note": "Zeile1 note"}, {}))
    found.typed.append(Typed(5, "Personen", "", "note", "Zeile1 note"))
    return found


def note(evidence: Evidence, number: str, header: str, text: str) -> None:
    change(evidence, number, foreign={header: text})
    evidence.typed.append(Typed(5, "Personen", number, header, text))


def row(evidence: Evidence, number: str) -> Row:
    return next(row for row in evidence.rows if row.number == number)


def change(evidence: Evidence, number: str, foreign: dict[str, str] | None = None, **cells: str) -> None:
    old = row(evidence, number)
    new = replace(old, cells={**old.cells, **cells}, foreign={**old.foreign, **(foreign or {})})
    evidence.rows[evidence.rows.index(old)] = new


def drop(evidence: Evidence, number: str) -> None:
    evidence.rows.remove(row(evidence, number))


def wrong(evidence: Evidence) -> dict[str, list[str]]:
    return {kind: found for kind, found in judge(evidence).items() if found}


def test_a_quiet_day_is_found_right(evidence):
    assert judge(evidence) == {kind: [] for kind in KINDS}
    assert [entry.cells["operation"] for entry in evidence.journal] == [
        "prepared",
        "register",
        "rename",
        "ask",
        "accept",
    ]


def test_a_lost_row_is_found(evidence):
    drop(evidence, "T-0001")
    assert wrong(evidence) == {"lost": ["T-0001 is in the journal, but has no row"]}


def test_a_lost_action_is_found(evidence):
    drop(evidence, "T-0001")
    drop(evidence, "J-0002")
    assert wrong(evidence) == {"lost": ["register was acknowledged, but no journal entry tells of it"]}


def test_a_row_that_is_there_twice_is_found(evidence):
    evidence.rows.append(row(evidence, "T-0001"))
    assert wrong(evidence) == {"duplicated": ["T-0001 stands in 2 rows"]}


def test_an_action_that_was_done_twice_is_found(evidence):
    twice = replace(row(evidence, "J-0002"), number="J-0006")
    evidence.rows.append(twice)
    assert wrong(evidence) == {
        "duplicated": ["register stands in the journal 2 times", "J-0006: T-0001 was given before"]
    }


def test_an_action_without_its_journal_entry_is_found(evidence):
    drop(evidence, "J-0002")
    evidence.deeds["register"].answer = ""
    assert wrong(evidence) == {"half_applied": ["T-0001 stands in Anmeldungen, but in no journal entry"]}


def test_a_half_applied_action_is_found(evidence):
    change(evidence, "A-0001", status="In Vermittlung")
    told = "A-0001 status has to be “Vermittelt”, but “In Vermittlung” stands there"
    assert wrong(evidence) == {"half_applied": [told]}


def test_a_change_that_hit_another_row_is_found(evidence):
    change(evidence, "P-0001", last_name="Hnatiuk")
    change(evidence, "P-0002", last_name="Neu")
    assert wrong(evidence) == {
        "half_applied": [
            "P-0001 last_name has to be “Neu”, but “Hnatiuk” stands there",
            "P-0002 last_name has to be “Hnatiuk”, but “Neu” stands there",
        ]
    }


def test_a_refused_action_that_was_saved_is_found(evidence):
    evidence.deeds["register"].answer = "refused"
    assert wrong(evidence) == {"half_applied": ["register was refused, but stands in the journal"]}


def test_a_journal_entry_of_nobody_is_found(evidence):
    evidence.rows.append(replace(row(evidence, "J-0002"), number="J-0006", cells={"operation": "x", "entries": ""}))
    assert wrong(evidence) == {"half_applied": ["Nobody computed x, but it stands in the journal"]}


def test_a_journal_entry_that_keeps_quiet_about_a_row_is_found(evidence):
    change(evidence, "J-0005", entries="V-0001; A-0001")
    assert wrong(evidence) == {"half_applied": ["J-0005 does not name all of its entries"]}


def test_an_oversold_course_is_found(evidence):
    """Also when somebody gives the place back later."""
    plan(evidence, "J-0006", [None] * 4, "Angemeldet")
    plan(evidence, "J-0007", ["Angemeldet"] * 4, "Abgemeldet")
    assert wrong(evidence) == {"oversold": ["J-0006: K-0002 has 5 people for 4 places"] * 4}


def plan(evidence: Evidence, entry: str, before: list[str | None], status: str) -> None:
    """An action that gives four people a status on the course with four places, one of which is taken."""
    given = cells_of(
        Registration.model_validate(
            {
                **dict(registration_form("Zu Viel")),
                "id": "T-0001",
                "course": "K-0002",
                "status": RegistrationStatus.REGISTERED,
                "received_at": NOW,
            }
        )
    )
    deed = replace(evidence.deeds["register"], operation=entry, changes=())
    for number, old in enumerate(before, start=11):
        cells = {**given, "id": f"T-{number:04d}", "status": status}
        seen = None if old is None else {**cells, "status": old}
        deed.changes += (evidence.deeds["register"].changes[0]._replace(number=cells["id"], before=seen, after=cells),)
        evidence.rows[:] = [one for one in evidence.rows if one.number != cells["id"]]
        evidence.rows.append(Row(Registration.tab, 20 + number, cells["id"], cells, {}))
    evidence.deeds[entry] = deed
    numbers = "; ".join(change.number for change in deed.changes)
    evidence.rows.append(Row("Protokoll", 50, entry, {"operation": entry, "entries": numbers}, {}))


def test_a_request_accepted_twice_is_found(evidence):
    first = next(one for one in evidence.deeds["accept"].changes if one.tab == Assignment.tab)
    cells = {**first.after, "id": "E-0002", "status": AssignmentStatus.RUNNING.value}
    evidence.deeds["second"] = replace(
        evidence.deeds["accept"], operation="second", changes=(first._replace(number="E-0002", after=cells),)
    )
    evidence.rows += [
        Row(Assignment.tab, 30, "E-0002", cells, {}),
        Row("Protokoll", 50, "J-0006", {"operation": "second", "entries": "E-0002"}, {}),
    ]
    assert wrong(evidence) == {"oversold": ["J-0006: A-0001 was accepted 2 times"]}


def test_a_remark_that_vanished_or_went_to_another_row_is_found(evidence):
    change(evidence, "P-0002", foreign={"Meine Spalte": ""})
    change(evidence, "P-0003", foreign={"Meine Spalte": "vegetarisch"})
    told = "P-0002 Meine Spalte has to be “vegetarisch”, but “” stands there"
    assert wrong(evidence) == {"human_cells_lost": [told]}


def test_a_cell_overwritten_unseen_is_found_and_one_that_was_read_or_announced_is_not(evidence):
    evidence.typed.append(Typed(2, "Personen", "P-0001", "last_name", "Gelesen"))
    renamed = evidence.deeds["rename"].changes[0]
    unseen = {
        "human_cells_lost": ["J-0003 changed P-0001 last_name from “Hnatiuk”, but “Gelesen” stood there"],
    }
    assert wrong(evidence) == unseen
    told = {"operation": "x", "deed": REPAIR, "changed": "P-0001 Nachname: siehe Versionsverlauf stand dort"}
    evidence.rows.append(Row("Protokoll", 51, "J-0006", {**told, "entries": "J-0006"}, {}))
    assert wrong(evidence) == {}
    evidence.rows.pop()
    seen = renamed._replace(before={**(renamed.before or {}), "last_name": "Gelesen"})
    evidence.deeds["rename"].changes = (seen,)
    assert wrong(evidence) == {}


def test_a_row_of_ones_own_that_vanished_is_found(evidence):
    evidence.rows[:] = [one for one in evidence.rows if one.number]
    assert wrong(evidence) == {"human_cells_lost": ["Personen: “Zeile1 note” stands there 0 times"]}


def test_a_row_of_ones_own_torn_apart_is_found(evidence):
    evidence.rows.append(Row("Personen", 98, "", {"district": "Zeile1 district"}, {}))
    evidence.typed.append(Typed(5, "Personen", "", "district", "Zeile1 district"))
    assert wrong(evidence) == {"human_cells_lost": ["Personen: the row “Zeile1” was torn apart"]}


def test_a_stray_cell_in_a_row_without_number_is_found(evidence):
    evidence.rows.append(Row("Anmeldungen", 77, "", {"status": "Angemeldet"}, {}))
    assert wrong(evidence) == {"half_applied": ["Anmeldungen, row 77 has no number, but holds ['Angemeldet']"]}
