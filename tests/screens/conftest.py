"""Each test has its own data folder and starts with empty caches, as a fresh process would."""

import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
import streamlit as st

from services.model.clock import now_in_germany
from services.storage.examples import example, fill
from services.storage.open import EXAMPLES
from services.storage.sql import SqlStore
from tests.screens.visitor import AUTH, OFFICE


@pytest.fixture(scope="session")
def invented() -> tuple[Any, ...]:
    """The records of the example."""
    return example(EXAMPLES / "dorsten", today=now_in_germany().date())


@pytest.fixture(scope="session")
def file_of_the_example(invented: tuple[Any, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the example's people, to be copied."""
    file = tmp_path_factory.mktemp("example") / "example.db"
    store = SqlStore(f"sqlite:///{file}")
    fill(store, invented)
    store._engine.dispose()
    return file


@pytest.fixture(autouse=True)
def data(tmp_path: Path, file_of_the_example: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder with the example's store; environment and caches as in a fresh process."""
    folder = tmp_path / "data"
    folder.mkdir()
    copy(file_of_the_example, folder / "example-dorsten.db")
    monkeypatch.setenv("LOTSENBUCH_DATA", str(folder))
    # An AppTest leaves its script behind as the main module; a process started later would run it.
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    monkeypatch.delenv("LOTSENBUCH_EXAMPLE_SHEETS_API", raising=False)
    monkeypatch.delenv("LOTSENBUCH_EXAMPLE", raising=False)
    forget()
    yield folder
    forget()


def forget() -> None:
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def empty(tmp_path: Path) -> dict[str, Any]:
    """The secrets of an office with an empty store of its own and people who sign in."""
    return {"store": {"url": f"sqlite:///{tmp_path}/office.db"}, "auth": AUTH, "office": OFFICE}


@pytest.fixture
def filled(empty: dict[str, Any], tmp_path: Path, file_of_the_example: Path) -> dict[str, Any]:
    """The same with the example's people in the store."""
    copy(file_of_the_example, tmp_path / "office.db")
    return empty
