"""batchUpdate requests about named and protected ranges."""

from __future__ import annotations

import re
from typing import Any

from . import a1, grid
from .book import Book, Sheet
from .errors import Refused
from .masks import merge, update_mask
from .rules import Rules
from .schema import MESSAGES

Json = dict[str, Any]

SCHEMA = """
addNamedRange: namedRange:NamedRange
updateNamedRange: namedRange:NamedRange fields:str
deleteNamedRange: namedRangeId:str
addProtectedRange: protectedRange:ProtectedRange
updateProtectedRange: protectedRange:ProtectedRange fields:str
deleteProtectedRange: protectedRangeId:int
"""


def shown_range(found: Json) -> Json:
    """A GridRange as answered: sheet id 0 is left out."""
    return {key: part for key, part in found.items() if key != "sheetId" or part}


def shown_named(named: Json) -> Json:
    """A NamedRange as answered."""
    return {**named, "range": shown_range(named["range"])} if "range" in named else named


def shown_protected(protected: Json, rules: Rules) -> Json:
    """A ProtectedRange as answered: false and empty members are left out, editors are always there."""
    found = {key: part for key, part in protected.items() if part or key in ("protectedRangeId", "range")}
    if "range" in found:
        found["range"] = shown_range(found["range"])
    if "unprotectedRanges" in found:
        found["unprotectedRanges"] = [shown_range(part) for part in found["unprotectedRanges"]]
    return {**found, "requestingUserCanEdit": rules.may_write(protected), "editors": protected.get("editors", {})}


def _check_name(book: Book, name: str, own_id: str) -> None:
    plain = re.fullmatch(r"[^\W\d][\w.]{0,249}", name)
    if not plain or a1.looks_like_cell(name) or name.casefold() in ("true", "false"):
        raise Refused("The name given to this range is invalid")
    others = {named["name"].casefold() for named in book.named_ranges if named["namedRangeId"] != own_id}
    if book.rules.switches.used_name_fails and name.casefold() in book.rules.taken_names(others):
        raise Refused(f"Cannot add named range with name: {name}, a named range with that name already exists.")


def _add_named(book: Book, request: Json) -> Json:
    wanted = request.get("namedRange", {})
    used = {named["namedRangeId"] for named in book.named_ranges}
    found = {
        "namedRangeId": wanted.get("namedRangeId")
        or str(book.new_id({int(used_id) for used_id in used if used_id.isdecimal()})),
        "name": wanted.get("name", ""),
        "range": grid.checked_range(book, wanted.get("range"))[1],
    }
    if found["namedRangeId"] in used:
        raise Refused(f"Named range with id: {found['namedRangeId']} already exists")
    _check_name(book, found["name"], "")
    book.named_ranges.append(found)
    return {"namedRange": shown_named(found)}


def _named_index(book: Book, named_id: str) -> int:
    for index, named in enumerate(book.named_ranges):
        if named["namedRangeId"] == named_id:
            return index
    raise Refused(f"No named range with id: {named_id}")


def _update_named(book: Book, request: Json) -> None:
    wanted, mask = request.get("namedRange", {}), update_mask(request.get("fields"), set(MESSAGES["NamedRange"]))
    index = _named_index(book, wanted.get("namedRangeId", ""))
    old = book.named_ranges[index]
    if "range" in wanted:
        wanted = {**wanted, "range": grid.checked_range(book, wanted["range"])[1]}
    found = {**merge(old, wanted, mask), "namedRangeId": old["namedRangeId"]}
    _check_name(book, found.get("name", ""), old["namedRangeId"])
    book.named_ranges[index] = found


def _delete_named(book: Book, request: Json) -> None:
    del book.named_ranges[_named_index(book, request.get("namedRangeId", ""))]


def _checked_protected(book: Book, wanted: Json) -> tuple[Sheet, Json]:
    found = dict(wanted)
    if "namedRangeId" in wanted and "range" not in wanted:
        named = book.named_ranges[_named_index(book, wanted["namedRangeId"])]
        found["range"] = named.get("range")
    sheet, found["range"] = grid.checked_range(book, found.get("range"))
    if "unprotectedRanges" in wanted:
        found["unprotectedRanges"] = [grid.checked_range(book, part)[1] for part in wanted["unprotectedRanges"]]
    if wanted.get("warningOnly") and wanted.get("editors"):
        raise Refused("ProtectedRange.editors must not be set if warningOnly is true.")
    found.pop("requestingUserCanEdit", None)
    return sheet, found


def _add_protected(book: Book, request: Json) -> Json:
    sheet, found = _checked_protected(book, request.get("protectedRange", {}))
    used = {entry["protectedRangeId"] for other in book.sheets for entry in other.protected_ranges}
    wanted = found.pop("protectedRangeId", None)
    if wanted in used:
        raise Refused(f"Protected range with id: {wanted} already exists")
    found = {"protectedRangeId": book.new_id(used) if wanted is None else wanted, **found}
    found = book.rules.with_editor(found)
    book.rules.check_manages(found)
    sheet.protected_ranges.append(found)
    return {"protectedRange": shown_protected(found, book.rules)}


def _protected_at(book: Book, protected_id: int) -> tuple[Sheet, int]:
    for sheet in book.sheets:
        for index, entry in enumerate(sheet.protected_ranges):
            if entry["protectedRangeId"] == protected_id:
                return sheet, index
    raise Refused(f"No protected range with id: {protected_id}")


def _update_protected(book: Book, request: Json) -> None:
    wanted = request.get("protectedRange", {})
    mask = update_mask(request.get("fields"), set(MESSAGES["ProtectedRange"]))
    sheet, index = _protected_at(book, wanted.get("protectedRangeId", 0))
    old = sheet.protected_ranges.pop(index)
    book.rules.check_manages(old)
    target, found = _checked_protected(book, merge(old, wanted, mask))
    found = {**found, "protectedRangeId": old["protectedRangeId"]}
    target.protected_ranges.insert(index if target is sheet else len(target.protected_ranges), found)


def _delete_protected(book: Book, request: Json) -> None:
    try:
        sheet, index = _protected_at(book, request.get("protectedRangeId", 0))
    except Refused:
        if book.rules.switches.missing_protection_fails:
            raise
        return
    book.rules.check_manages(sheet.protected_ranges[index])
    del sheet.protected_ranges[index]


HANDLERS = {
    "addNamedRange": _add_named,
    "updateNamedRange": _update_named,
    "deleteNamedRange": _delete_named,
    "addProtectedRange": _add_protected,
    "updateProtectedRange": _update_protected,
    "deleteProtectedRange": _delete_protected,
}
