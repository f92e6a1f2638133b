"""What a backup says about itself: `lotsenbuch.json`, with what made it, its tables, and the rows nobody could read."""

import json
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from services.model.errors import DamagedBackup, NewerBackup, NotABackup, Problem
from services.model.words import Sentence
from services.storage.schema import SCHEMA_VERSION

FORMAT: Final = "lotsenbuch-backup"
VERSION: Final = 1
KNOWN: Final = {"version": VERSION, "layout": SCHEMA_VERSION}  # above that, a newer Lotsenbuch made it
MANIFEST: Final = "lotsenbuch.json"


class Table(BaseModel):
    """One CSV file of a backup."""

    model_config = ConfigDict(frozen=True)

    tab: str
    file: str
    rows: int
    sha256: str


class Manifest(BaseModel):
    """What a backup says about itself; `made_at` is the wall clock of the office."""

    model_config = ConfigDict(frozen=True)

    format: str = FORMAT
    version: int = VERSION
    layout: int = SCHEMA_VERSION
    revision: int
    made_at: datetime
    programme: str
    tables: tuple[Table, ...]
    unreadable: tuple[dict[str, Any], ...] = ()
    taken: tuple[str, ...] = ()
    rest: tuple[Table, ...] = ()


def manifest_of(content: bytes) -> Manifest:
    """Read the manifest's file; raises `NotABackup`, `DamagedBackup`, `NewerBackup`."""
    try:
        told = json.loads(content)
    except ValueError as error:
        raise DamagedBackup(file=MANIFEST) from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise NotABackup
    # Asked before all else: what a newer one looks like is not known.
    if any(isinstance(told.get(name), int) and told[name] > known for name, known in KNOWN.items()):
        raise NewerBackup
    try:
        return Manifest.model_validate(told)
    except ValidationError as error:
        raise DamagedBackup(file=MANIFEST) from error


def noted(problem: Problem) -> dict[str, Any]:
    """Note a row nobody can read, with all that is known of it."""
    known = {field.name: getattr(problem, field.name) for field in fields(problem) if field.name != "reason"}
    reason = problem.reason
    values = {name: _as_json(one) for name, one in reason.values.items()}
    return {**known, "reason": reason.template, "values": values, "told": str(reason)}


def _as_json(value: object) -> object:
    """Give a value of a sentence as JSON can hold it: a day, or a sentence in the sentence, becomes its text."""
    if isinstance(value, tuple):
        return [_as_json(one) for one in value]
    return value if type(value) in (str, int, float, bool) else str(value)


def problem_of(note: dict[str, Any]) -> Problem:
    """Read what `noted` wrote."""
    values = {name: tuple(one) if isinstance(one, list) else one for name, one in note["values"].items()}
    known = {field.name: note[field.name] for field in fields(Problem) if field.name in note}
    return Problem(**{**known, "reason": Sentence(note["reason"], **values)})
