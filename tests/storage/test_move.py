"""Moving between the real stores, and backups on the command line."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from services.model.records import JournalEntry, Offer, Organisation, Person
from services.model.workbook import Change, Workbook
from services.storage import backup, move
from services.storage.archive import workbook_in
from services.storage.examples import example
from services.storage.open import EXAMPLES, whole
from services.storage.sheets.reading import Origin
from services.storage.sheets.writing import batch_of
from services.storage.sql import SqlStore
from services.storage.store import Store
from tests.conftest import postgresql_place, sheet_place
from tests.sheets_server import Server
from tests.storage.actions import NOW

PEOPLE = example(EXAMPLES / "dorsten", today=date(2026, 9, 2))


def journal(count: int) -> tuple[JournalEntry, ...]:
    return tuple(
        JournalEntry(id=f"J-{one:04d}", at=NOW, actor="Ute Büro", entries=("P-0001",), operation=f"click-{one}")
        for one in range(1, count + 1)
    )


@pytest.fixture
def at(tmp_path: Path) -> Callable[..., str]:
    """Make an SQLite store that holds these records; gives its address."""

    def made(*records: object) -> str:
        address = f"sqlite:///{tmp_path}/{uuid4().hex}.db"
        put(SqlStore(address), *records)
        return address

    return made


def put(store: Store, *records: object) -> None:
    empty = store.load()
    if records:
        store.commit(tuple(Change(None, record) for record in records), expected=empty)
    if isinstance(store, SqlStore):
        store.close()


def content(address: str, **secrets: object) -> Workbook:
    """What a store or backup holds, whatever its revision."""
    return replace(move.everything_at(address, secrets), revision=0)


def run(command: Callable[..., None], *words: object) -> None:
    command([str(word) for word in words])


def test_everything_goes_round_all_stores_and_comes_back_the_same(request, tmp_path, at, capsys):
    first, last, file = at(*PEOPLE, *journal(320)), at(), tmp_path / "all.zip"
    sheet, database = sheet_place(request), postgresql_place(request)
    api, spreadsheet = sheet.address.split()
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(f'[sheet]\naddress = "{spreadsheet}"\napi = "{api}"\n', encoding="utf-8")
    for here, there in ((first, "sheet"), ("sheet", database.address), (database.address, f"backup:{file}")):
        run(move.main, "--from", here, "--to", there, "--secrets", secrets)
    run(move.main, "--from", f"backup:{file}", "--to", last)
    assert content(last) == content(first) == replace(Workbook.of((*PEOPLE, *journal(320))), taken=frozenset())
    assert [*whole(sheet.store()).records[JournalEntry]] == [one.id for one in reversed(journal(320))]
    assert len(sheet.store().load().records[JournalEntry]) == 300
    told = capsys.readouterr().out.splitlines()
    assert told == [told[0]] * 4
    assert told[0].startswith("Moved and compared, the same in both: 1 Programm, ")


def test_entries_come_into_a_sheet_with_the_names_of_those_they_refer_to(request):
    place = sheet_place(request)
    move.copy(Workbook.of(PEOPLE), place.store())
    server: Server = request.getfixturevalue("sheets")
    offers = server.store.get(place.address.split()[1]).sheet("Angefragt").values()
    person = next(one for one in PEOPLE if isinstance(one, Person) and one.id == offers[1][2].split()[0])
    assert offers[1][2] == f"{person.id} {person.full_name}"


def test_answer_that_got_lost_is_looked_up_and_nothing_comes_twice(request):
    place = sheet_place(request)
    store = place.store()
    store.load()
    request.getfixturevalue("sheets").fault("reset", kind="write", when="after")
    assert move.unlike(Workbook.of(PEOPLE), move.copy(Workbook.of(PEOPLE), store)) == ()


def test_much_goes_in_batches_small_enough_for_a_sheet(request):
    note = "ü" * 3900
    people = [
        Person(id=f"P-{number:04d}", first_name="Ada", last_name="Lohe", email="a@example.org", note=note)
        for number in range(1, 101)
    ]
    offers = [Offer(id=f"V-{number:04d}", request="A-0001", person="P-0001", asked_at=NOW) for number in range(1, 3000)]
    batches = [*move.batches(Workbook.of([*offers, *people]))]
    assert [one for batch in batches for one in batch] == [*people, *offers]
    there = sheet_place(request).store().load()
    assert isinstance(there.origin, Origin)
    sizes = []
    for batch in batches:
        changes = tuple(Change(None, record) for record in batch)
        sizes.append(len(json.dumps(batch_of(changes, there, there.origin, "operation").requests)))
    assert 2 < len(sizes) < 8
    assert max(sizes) < 2_000_000


def test_target_that_is_not_empty_stays_as_it_is(at):
    source, target = at(*PEOPLE), at(Organisation(id="O-0099", name="Andere"))
    before = content(target)
    for words in ((), ("--resume",)):
        with pytest.raises(SystemExit, match=r"The target is not empty: 1 Stellen\. Only an empty one"):
            run(move.main, "--from", source, "--to", target, *words)
    assert content(target) == before


def test_interrupted_move_says_how_to_go_on_and_goes_on(at):
    source, target = at(*PEOPLE), at(*PEOPLE[:5])
    with pytest.raises(SystemExit, match="add --resume"):
        run(move.main, "--from", source, "--to", target)
    run(move.main, "--from", source, "--to", target, "--resume")
    assert content(target) == content(source)


def test_rows_nobody_can_read_stay_behind_only_when_that_is_meant(at, tmp_path, capsys):
    source, target = at(*PEOPLE[:5]), at()
    with sqlite3.connect(source.removeprefix("sqlite:///")) as file:
        file.execute("UPDATE organisation SET kind = 'unbekannt' WHERE id = 'O-0001'")
    file.close()
    with pytest.raises(SystemExit, match="Stellen, O-0001, Art: “unbekannt” is not on the list"):
        run(move.main, "--from", source, "--to", target)
    assert content(target).empty
    run(move.main, "--from", source, "--to", target, "--leave-unreadable")
    assert "Stellen, O-0001, Art" in capsys.readouterr().out
    assert content(target).records == content(source).records
    file = tmp_path / "backup.zip"
    run(backup.main, "--from", source, "--out", file)
    assert content(f"backup:{file}") == content(source)


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("sheet", "sqlite:///x.db", r"no section \[sheet\]"),
        ("mysql://x/y", "sqlite:///x.db", "is no store"),
        ("backup:missing.zip", "sqlite:///x.db", "missing.zip"),
        (f"backup:{__file__}", "sqlite:///x.db", "This is no backup of Lotsenbuch"),
        ("sqlite://", "sqlite:///x.db", "There is nothing in the source"),
        ("sqlite:///missing.db", "sqlite:///x.db", "There is no file missing.db"),
    ],
)
def test_wrong_address_is_told_in_a_sentence(source, target, told):
    with pytest.raises(SystemExit, match=told):
        run(move.main, "--from", source, "--to", target)


def test_store_that_cannot_be_used_is_told_in_a_sentence(tmp_path):
    (tmp_path / "letter.db").write_text("This is no database, but long enough to look like one.\n" * 100)
    with pytest.raises(SystemExit, match="does not answer"):
        run(move.main, "--from", f"sqlite:///{tmp_path}/letter.db", "--to", "sqlite:///x.db")


def test_backup_file_is_never_overwritten_by_a_move(at, tmp_path):
    (tmp_path / "old.zip").write_text("old")
    with pytest.raises(SystemExit, match="is there already"):
        run(move.main, "--from", at(*PEOPLE), "--to", f"backup:{tmp_path}/old.zip")
    assert (tmp_path / "old.zip").read_text() == "old"


def test_backup_of_the_apps_own_store_goes_into_a_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LOTSENBUCH_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("LOTSENBUCH_EXAMPLE", raising=False)
    folder = tmp_path / "backups"
    folder.mkdir()
    run(backup.main, "--out", folder, "--secrets", tmp_path / "none.toml")
    (file,) = folder.iterdir()
    assert file.name.startswith("Lotsenbuch-Sicherung-")
    assert file.stat().st_mode & 0o077 == 0
    assert len(workbook_in(file.read_bytes()).all(JournalEntry)) == 1
    assert capsys.readouterr().out.startswith(f"{file}: ")


def test_backup_of_nothing_is_refused(at, tmp_path):
    with pytest.raises(SystemExit, match="nothing in this store"):
        run(backup.main, "--from", at(), "--out", tmp_path / "x.zip")
    assert not (tmp_path / "x.zip").exists()
