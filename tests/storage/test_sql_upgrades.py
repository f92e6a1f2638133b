"""What only an upgrade of a database has: a copy of the file, and databases from before the version was kept."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Column, MetaData, Table, Text

from services.model.course_records import Course
from services.model.errors import WrongLayout
from services.storage.schema import ADDED, SCHEMA_VERSION
from services.storage.sql import SqlStore
from services.storage.sql.upgrade import _add_column, make_ready
from tests.conftest import SHARED
from tests.storage.actions import UTE, course, office, plan
from tests.storage.older import OlderDatabase

NASTY = "50 % 'von' \"allen\" %s :name \\ äöü"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request):
    made = SHARED[request.param](request)
    yield made
    made.close()


@pytest.fixture
def older(place):
    """A database with a course whose version counts as older than everything."""
    office(place.store()).perform(UTE, plan, course("Eins", places=7))
    made = OlderDatabase(place.address)
    made.set_version(0)
    return made


def test_a_database_from_before_the_version_was_kept_has_the_first(older, place):
    older.run("ALTER TABLE workbook DROP COLUMN schema_version")
    assert [one.title for one in place.store().load().all(Course)] == ["Eins"]
    (row,) = older.state()["workbook"]
    assert row.schema_version == SCHEMA_VERSION


def test_a_column_that_an_older_version_had_is_not_taken_for_a_new_one(older, place):
    history = {**ADDED, "Course.cohort = Kurse / Jahrgang": SCHEMA_VERSION + 1}
    older.set_version(SCHEMA_VERSION)
    older.lose(Course, "cohort")
    engine = place.opened[0]._engine
    with engine.execution_options(writes=True).begin() as connection:
        make_ready(connection, history)
    assert older.state()["course"][0].cohort == ""
    older.lose(Course, "cohort", "title")
    older.set_version(SCHEMA_VERSION)
    with pytest.raises(WrongLayout) as refusal, engine.execution_options(writes=True).begin() as connection:
        make_ready(connection, history)
    assert refusal.value.sentence.values == {"tab": "course", "columns": ("title",)}
    assert "cohort" not in older.state()["course"][0]._fields


def test_any_default_is_added_as_it_is(older, place):
    table = Table("course", MetaData(), Column("extra", Text, nullable=False, server_default=NASTY))
    with place.opened[0]._engine.execution_options(writes=True).begin() as connection:
        _add_column(connection, table, "extra")
    assert older.state()["course"][0].extra == NASTY


def test_a_file_is_copied_beside_itself_first_and_the_two_newest_copies_stay(tmp_path: Path):
    file, old = tmp_path / "daten [1].db", [f"daten [1]_bak_2025010{day}-0900.db" for day in (1, 2, 3)]
    for name in (*old, "andere_bak_20250101-0900.db", "daten [1]_bak_Ute.db"):
        (tmp_path / name).touch()
    url = f"sqlite:///{file}"
    store = SqlStore(url)
    office(store).perform(UTE, plan, course("Eins", places=7))
    store._engine.dispose()
    older = OlderDatabase(url)
    older.set_version(0)
    older.lose(Course, "places")
    before = older.state()
    store = SqlStore(url)
    assert store.load().get(Course, "K-0001").places == 12
    store._engine.dispose()
    names = {path.name for path in tmp_path.iterdir()}
    (copy,) = names - {file.name, old[2], "andere_bak_20250101-0900.db", "daten [1]_bak_Ute.db"}
    assert datetime.strptime(copy, "daten [1]_bak_%Y%m%d-%H%M.db")  # noqa: DTZ007 - the office's wall clock
    assert OlderDatabase(f"sqlite:///{tmp_path / copy}").state() == before
