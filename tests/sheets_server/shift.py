"""Everything that is anchored to rows or columns moves when they do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .book import DIMENSIONS, Book, Sheet

Json = dict[str, Any]
Span = tuple[int, int]
Mover = Callable[[int, int], Span | None]
_FAR = 10**9


def inserted(at: int, count: int) -> Mover:
    """Insertion inside a range makes it larger; at its start or before it pushes it."""

    def move(start: int, end: int) -> Span:
        return start + count if start >= at else start, end + count if end > at else end

    return move


def deleted(first: int, last: int) -> Mover:
    """Deletion shrinks a range; nothing remains of a range that lies inside."""

    def shift(index: int) -> int:
        return index - max(0, min(index, last) - first)

    def move(start: int, end: int) -> Span | None:
        found = shift(start), shift(end)
        return found if found[1] > found[0] else None

    return move


def moved(first: int, last: int, to: int) -> Mover:
    """A block moves; ranges inside go with it, others see a deletion and an insertion."""
    size = last - first
    target = to - size if to > first else to

    def move(start: int, end: int) -> Span | None:
        if first <= start and end <= last:
            return start - first + target, end - first + target
        if start <= first and last <= end and start <= target < end:
            return start, end  # the block moves inside the range
        cut = deleted(first, last)(start, end)
        return cut and inserted(target, size)(*cut)

    return move


def permuted(positions: dict[int, int]) -> Mover:
    """Single rows go to their new position; longer ranges stay."""

    def move(start: int, end: int) -> Span:
        if end == start + 1 and start in positions:
            return positions[start], positions[start] + 1
        return start, end

    return move


def shift_ranges(book: Book, sheet: Sheet, dimension: str, move: Mover) -> None:
    """Apply a change of rows or columns to every range on the sheet."""
    name = DIMENSIONS[dimension]

    def grid(found: Json) -> Json | None:
        start, end = found.get(f"start{name}Index"), found.get(f"end{name}Index")
        if found.get("sheetId", 0) != sheet.sheet_id or (start is None and end is None):
            return found
        span = move(start or 0, _FAR if end is None else end)
        if span is None:
            return None
        changed = {**found, f"start{name}Index": span[0]}
        return changed if end is None else {**changed, f"end{name}Index": span[1]}

    def each(entries: list[Json], keep_empty: bool = False) -> list[Json]:
        kept = []
        for entry in entries:
            found = grid(entry["range"]) if "range" in entry else None
            if found is not None:
                kept.append({**entry, "range": found})
            elif keep_empty:
                kept.append({key: part for key, part in entry.items() if key != "range"})
        return kept

    def many(entry: Json, key: str) -> Json:
        found = [changed for part in entry.get(key, []) if (changed := grid(part)) is not None]
        return {**entry, key: found} if found else {k: v for k, v in entry.items() if k != key}

    # a named range whose cells are gone stays as a name without a range (#REF! in the editor)
    book.named_ranges = each(book.named_ranges, keep_empty=True)
    sheet.protected_ranges = [many(entry, "unprotectedRanges") for entry in each(sheet.protected_ranges)]
    sheet.banded_ranges = each(sheet.banded_ranges)
    sheet.filter_views = each(sheet.filter_views)
    if sheet.basic_filter is not None:
        sheet.basic_filter = next(iter(each([sheet.basic_filter])), None)
    sheet.merges = [found for merge in sheet.merges if (found := grid(merge)) is not None and _is_merge(found)]
    rules = [many(entry, "ranges") for entry in sheet.conditional_formats]
    sheet.conditional_formats = [entry for entry in rules if "ranges" in entry]
    sheet.metadata = move_anchors(sheet.metadata, dimension, move)


def move_anchors(entries: list[Json], dimension: str, move: Mover) -> list[Json]:
    """Developer metadata after its rows or columns moved; it goes when they are deleted."""
    return [found for entry in entries if (found := _anchor(entry, dimension, move)) is not None]


def _is_merge(found: Json) -> bool:
    rows = found["endRowIndex"] - found["startRowIndex"]
    return rows * (found["endColumnIndex"] - found["startColumnIndex"]) > 1


def _anchor(entry: Json, dimension: str, move: Mover) -> Json | None:
    place = entry["location"].get("dimensionRange")
    if place is None or place["dimension"] != dimension:
        return entry
    span = move(place["startIndex"], place["endIndex"])
    if span is None:
        return None
    place = {**place, "startIndex": span[0], "endIndex": span[0] + 1}
    return {**entry, "location": {**entry["location"], "dimensionRange": place}}
