"""Field masks: `a,b.c`, `a(b,c)` and `a/b`, for replies and for updates."""

from __future__ import annotations

import re
from typing import Any

from .errors import ApiError, Refused, bad_field
from .schema import MESSAGES

Tree = dict[str, Any]
_TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|\*|[(),./]|\S")

_SHEET_PARTS = """properties merges conditionalFormats filterViews protectedRanges basicFilter charts bandedRanges
 developerMetadata rowGroups columnGroups slicers tables"""
_BOOK_PARTS = "spreadsheetId properties namedRanges spreadsheetUrl developerMetadata dataSources dataSourceSchedules"
_GRID: Tree = {
    "startRow": None,
    "startColumn": None,
    "rowData": {"values": dict.fromkeys(MESSAGES["CellData"])},
    "rowMetadata": None,
    "columnMetadata": None,
}
SPREADSHEET: Tree = {
    **dict.fromkeys(_BOOK_PARTS.split()),
    "sheets": {**dict.fromkeys(_SHEET_PARTS.split()), "data": _GRID},
}
BATCH_REPLY: Tree = {
    "spreadsheetId": None,
    "replies": None,
    "updatedSpreadsheet": SPREADSHEET,
    "commentUpdateState": None,
}


def parse_mask(text: str) -> Tree:
    """The mask as nested dicts; an empty dict means everything below."""
    tokens = _TOKEN.findall(text)
    tree, rest = _fields(tokens, 0)
    if rest != len(tokens) or not tree:
        raise bad_field("fields", f"Invalid field mask: {text}", "Request contains an invalid argument.")
    return tree


def parse_reply_mask(text: str, schema: Tree | None) -> Tree:
    """A mask of the `fields` query parameter; unknown paths are refused where the schema is known."""
    tree = parse_mask(text)
    if schema is not None:
        _check(tree, schema, "")
    return tree


def wants(tree: Tree | None, *path: str) -> bool:
    """True if the mask keeps anything at the path."""
    for name in path:
        if not tree:
            return True
        if name not in tree and "*" not in tree:
            return False
        tree = tree.get(name, tree.get("*"))
    return True


def below(tree: Tree | None, *path: str) -> Tree | None:
    """The part of the mask at the path; None or empty means everything."""
    for name in path:
        if not tree:
            return None
        tree = tree.get(name, tree.get("*"))
    return tree


class Selected(list[Any]):
    """A part of a reply that was made by the mask already."""


def select(tree: Tree | None, value: Any) -> Any:
    """The parts of a reply that the mask keeps."""
    if not tree or isinstance(value, Selected):
        return value
    if isinstance(value, list):
        return [select(tree, entry) for entry in value]
    if not isinstance(value, dict):
        return value
    if "*" in tree:
        return {key: select(tree.get(key, tree["*"]), entry) for key, entry in value.items()}
    return {key: select(tree[key], value[key]) for key in value if key in tree}


def update_mask(text: str | None, allowed: set[str] | None = None) -> Tree:
    """The `fields` of an update request; `*` is the empty tree."""
    if not text:
        raise Refused("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    try:
        tree = parse_mask(text)
    except ApiError:
        raise Refused(f"Invalid field mask: {text}") from None
    if "*" in tree:
        return {}
    unknown = sorted(set(tree) - allowed) if allowed is not None else []
    if unknown:
        raise Refused(f"Invalid field mask. Cannot find field: {unknown[0]}")
    return tree


def merge(old: dict[str, Any], new: dict[str, Any], tree: Tree) -> dict[str, Any]:
    """`old` with the masked fields taken from `new`; a masked field absent in `new` is cleared. Neither is changed."""
    if not tree:
        return new
    merged = dict(old)
    for name, below in tree.items():
        if below and "*" not in below:
            part: Any = merge(merged.get(name) or {}, new.get(name) or {}, below)
        else:
            part = new.get(name)
        if part is None or part == {}:
            merged.pop(name, None)
        else:
            merged[name] = part
    return merged


def _fields(tokens: list[str], at: int) -> tuple[Tree, int]:
    tree: Tree = {}
    while at < len(tokens):
        at = _path(tokens, at, tree)
        if at < len(tokens) and tokens[at] == ",":
            at += 1
            continue
        break
    return tree, at


def _path(tokens: list[str], at: int, tree: Tree) -> int:
    name = tokens[at]
    if not (name[0].isalnum() or name[0] in "_*"):
        return at
    known = name in tree
    below: Tree = tree.setdefault(name, {})
    at += 1
    if at >= len(tokens) or tokens[at] not in "./(":
        below.clear()  # the whole field was asked for
        return at
    if known and not below:
        below = {}  # a part of a field that is kept as a whole already
    if tokens[at] == "(":
        parts, at = _fields(tokens, at + 1)
        below.update(parts)
        return at + 1 if at < len(tokens) and tokens[at] == ")" else len(tokens) + 1
    return _path(tokens, at + 1, below) if at + 1 < len(tokens) else len(tokens) + 1


def _check(tree: Tree, schema: Tree, path: str) -> None:
    for name, below in tree.items():
        here = f"{path}.{name}" if path else name
        if name == "*":
            continue
        if name not in schema:
            text = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{here}'."
            raise bad_field(here, text, "Request contains an invalid argument.")
        if below and schema[name]:
            _check(below, schema[name], here)
