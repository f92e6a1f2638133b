"""What a preview of a list shows on every page: rows that fit, possible duplicates to choose, rows not taken."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Protocol, TypeVar

import streamlit as st

from pages.shared import tables
from pages.shared.language import _, say, shown
from services.delivery.spreadsheets import csv_of
from services.model.words import Sentence
from services.past.sorting import NotTaken

MOST_ROWS: Final = 300  # as many as one still looks through on a screen

Line = tuple[int, str, str, object]  # row of the file, who, the column's label in the reader's language, the reason


class Doubtful(Protocol):
    """A row that may be somebody who is there already."""

    @property
    def row(self) -> int:
        """The row as the file counts it."""

    @property
    def doubt(self) -> Sentence | None:
        """What speaks against it."""


D = TypeVar("D", bound=Doubtful)


def choose_doubtful(doubtful: Sequence[D], name_of: Callable[[D], str], key: str) -> tuple[D, ...]:
    """Ask who of the possible duplicates is taken over all the same."""
    if not doubtful:
        return ()
    st.markdown(
        say("**Possible duplicates: {count}.** They are only taken over if you choose them here.", count=len(doubtful))
    )
    shortened(len(doubtful))
    tables.show([{_("Row"): one.row, _("Name"): name_of(one), _("Reason"): one.doubt} for one in doubtful[:MOST_ROWS]])
    names = {one.row: f"{one.row}: {name_of(one)}" for one in doubtful}
    rows = st.multiselect(
        _("Take over all the same"),
        list(names),
        format_func=lambda row: names.get(row, str(row)),
        key=f"{key}.ticked",
        placeholder=_("Choose"),
        select_all=False,
    )
    return tuple(one for one in doubtful if one.row in rows)


def show_left(left: Sequence[NotTaken], report: bytes, key: str, *, expanded: bool) -> None:
    """Show the rows that are not taken over, each with its reason, and the report as a file."""
    if not left:
        return
    with st.expander(
        say("Not taken: {count}", count=len(left)), icon=":material/block:", expanded=expanded, key=f"{key}.left.fold"
    ):
        shortened(len(left))
        tables.show(
            [
                {_("Row"): one.row, _("Name"): one.name, _("Column"): _(one.column), _("Reason"): one.reason}
                for one in left[:MOST_ROWS]
            ]
        )
        download(report, f"{key}.download")


def not_taken(left: Iterable[NotTaken]) -> list[Line]:
    """Give the lines of the report about rows that are not taken over."""
    return [(one.row, one.name, _(one.column), one.reason) for one in left]


def report_of(lines: Iterable[Line]) -> bytes:
    """Give what was not taken over as a table for Excel."""
    header = (_("Row"), _("Name"), _("Column"), _("Reason"))
    return csv_of(
        header,
        [
            (str(row), name, column, shown(reason))
            for row, name, column, reason in sorted(lines, key=lambda one: one[0])
        ],
    )


def shortened(count: int) -> None:
    """Say when a table shows only the first rows."""
    if count > MOST_ROWS:
        st.caption(say("The first {most} of {count}.", most=MOST_ROWS, count=count))


def download(report: bytes, key: str) -> None:
    """Offer the report as a file."""
    st.download_button(
        _("Download the report (CSV)"),
        report,
        file_name="Nicht-uebernommen.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=key,
    )
