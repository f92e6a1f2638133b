"""Tables on the screen: what is typed stays plain text, days sort as days, one row can be opened."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Final, TypeVar
from zlib import crc32

import pandas as pd
import streamlit as st
from streamlit.elements.arrow import DataframeStateInput
from streamlit.elements.lib.column_types import ColumnConfig

from pages.shared.language import language, say, shown
from services.model.words import Word

E = TypeVar("E")
FEW: Final = 5  # so many columns stand side by side whatever is in them
LONG: Final = 30  # letters of a list of words that need more than its share
SHARE: Final = 230  # pixels


def choose(key: str, rows: Sequence[Mapping[str, object]], numbers: Sequence[str]) -> str:
    """Show a table (one mapping of column title to value a row) and give the number of the row opened, or "".

    The opened row stays open when the table changes under it: it is remembered by its number, not its position.
    """
    remembered = str(st.session_state.get(f"{key}.open", ""))
    start: DataframeStateInput | None = None
    if remembered in numbers:
        start = {"selection": {"rows": [numbers.index(remembered)]}}
    frame = _frame(rows)
    event = st.dataframe(
        frame,
        key=f"{key}.{mark_of(numbers)}.{st.session_state.get(f'{key}.turn', 0)}",
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        selection_default=start,
        column_config=_formats(rows, frame),
        placeholder="–",
    )
    picked = event["selection"]["rows"]
    st.session_state[f"{key}.open"] = numbers[picked[0]] if picked and picked[0] < len(numbers) else ""
    return str(st.session_state[f"{key}.open"])


def tick(key: str, rows: Sequence[Mapping[str, object]], numbers: Sequence[str]) -> tuple[str, ...]:
    """Show a table in which several rows can be ticked, all of them at first; gives the numbers of those ticked."""
    frame = _frame(rows)
    event = st.dataframe(
        frame,
        key=f"{key}.{mark_of(numbers)}",
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        selection_default={"selection": {"rows": list(range(len(numbers)))}},
        column_config=_formats(rows, frame),
        placeholder="–",
    )
    return tuple(numbers[row] for row in event["selection"]["rows"] if row < len(numbers))


def show(rows: Sequence[Mapping[str, object]]) -> None:
    """Show a table that is only read."""
    frame = _frame(rows)
    st.dataframe(frame, hide_index=True, column_config=_formats(rows, frame), placeholder="–")


def part(key: str, entries: Sequence[E], most: int) -> Sequence[E]:
    """Give the first `most` of a long list, or all of it once somebody asks; says how many of how many there are."""
    if len(entries) <= most:
        return entries
    everything = st.toggle(say("Show all {all}", all=len(entries)), key=f"{key}.all")
    part = entries if everything else entries[:most]
    st.caption(say("Shown: {count} of {all}.", count=len(part), all=len(entries)))
    return part


def mark_of(numbers: Sequence[str]) -> int:
    """Tell tables with other rows apart: a position in the one means nothing in the other."""
    return crc32("|".join(numbers).encode())


def opened(key: str, number: str) -> None:
    """Open this row when the table `key` is drawn next, also where it was drawn with another row opened before."""
    st.session_state[f"{key}.open"] = number
    st.session_state[f"{key}.turn"] = st.session_state.get(f"{key}.turn", 0) + 1


def _frame(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Keep what the table itself can sort and spell (numbers, days); everything else becomes the reader's text."""
    titles = rows[0] if rows else {}
    return pd.DataFrame({title: _column([row[title] for row in rows]) for title in titles})


def _column(values: Sequence[object]) -> pd.Series:
    kinds = {type(value) for value in values if value is not None}
    if kinds == {int}:
        return pd.Series(values, dtype="Int64")
    if kinds in ({date}, {datetime}):
        return pd.Series(values, dtype="object" if kinds == {date} else "datetime64[s]")
    spoken = language()
    return pd.Series([_cell(value, spoken) for value in values], dtype="object")


def _cell(value: object, spoken: str) -> str:
    if type(value) is str:
        return value
    if value in (None, ()):
        return ""
    return _spelled(value, spoken) if isinstance(value, tuple | Word) else shown(value)


# A list of thousands is drawn anew at each letter typed into its search.
@lru_cache(maxsize=20_000)
def _spelled(value: tuple[object, ...] | Word, _language: str) -> str:
    return shown(value)


def _formats(rows: Sequence[Mapping[str, object]], frame: pd.DataFrame) -> dict[str, ColumnConfig]:
    """Say how columns look; a list of words takes no more than its share, so that the columns after it are in sight."""
    kinds = {title: type(value) for row in rows for title, value in row.items() if value is not None}
    formats: dict[str, ColumnConfig] = {}
    for title, kind in kinds.items():
        if kind is date:
            formats[title] = st.column_config.DateColumn(title, format="DD.MM.YYYY")
        elif kind is datetime:
            formats[title] = st.column_config.DatetimeColumn(title, format="DD.MM.YYYY HH:mm")
        elif kind is tuple and len(kinds) > FEW and frame[title].map(len).max() > LONG:
            formats[title] = st.column_config.TextColumn(title, width=SHARE)
    return formats
