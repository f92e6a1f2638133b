"""Where the table is kept, how full it is, how much Google is asked, and what to do when it grows too large."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

import streamlit as st

from pages.shared import tables
from pages.shared.here import settings
from pages.shared.language import _, say, shown
from pages.shared.visit import Visit, reading
from services.model.errors import StorageError
from services.storage.sheets import SheetsStore
from services.storage.sheets.findings import Mode
from services.storage.sheets.pace import QUOTA
from services.storage.sheets.preparing import COPY
from services.storage.sheets.reading import TABS
from services.table import LARGE, rows

MOST_CELLS: Final = 10_000_000  # Google's limit for a spreadsheet
NEARLY_FULL: Final = 0.8


def cell_link(fragment: str) -> str | None:
    """Give the address of a cell in the spreadsheet; None when the table is no spreadsheet."""
    sheet = settings().sheet
    if sheet is None:
        return None
    if sheet.api:
        return f"{sheet.api}/view/{sheet.spreadsheet}"
    return f"https://docs.google.com/spreadsheets/d/{sheet.spreadsheet}/edit#{fragment}"


def table_room(visit: Visit) -> None:
    """Say where the table is kept; of a Google Sheet also what it has room for and what Google was asked."""
    count = rows(visit.workbook)
    store = visit.office.store
    if not isinstance(store, SheetsStore):
        kept = _("in a database") if settings().url.startswith("postgres") else _("in an embedded file")
        st.markdown(say("The table is kept {place} and holds {count} entries.", place=kept, count=count))
        return
    st.markdown(say("The table is kept in a Google Sheet and holds {count} entries.", count=count))
    address = cell_link("gid=0")
    if address:
        st.link_button(_("Open the sheet"), address, icon=":material/open_in_new:")
    sizes = _sizes(store)
    _figures(store, sizes)
    warn(store.mode, count, sum(sizes.values()) / MOST_CELLS)
    _tabs(sizes)


def _sizes(store: SheetsStore) -> Mapping[str, int]:
    """Give the cells of each tab; none while Google does not answer."""
    try:
        with reading():
            return store.sizes()
    except StorageError:
        return {}


def _figures(store: SheetsStore, sizes: Mapping[str, int]) -> None:
    full, last, now = st.columns(3)
    used = f"{shown(round(Decimal(100 * sum(sizes.values())) / MOST_CELLS, 1))} %"
    full.metric(
        _("Room used"),
        used if sizes else "–",
        help=_("Of the ten million cells Google allows. All tabs count, also those of your own and blank rows."),
    )
    times = [shown(store.pace.last[kind].time()) if kind in store.pace.last else "–" for kind in ("read", "write")]
    last.metric(_("Last read · last written"), " · ".join(times))
    reads, writes = (store.pace.sent(kind) for kind in ("read", "write"))
    now.metric(
        _("Requests to Google a minute"),
        say("{reads} · {writes} of {quota}", reads=reads, writes=writes, quota=QUOTA),
        help=_("Reads · writes in the last minute. Google allows 60 of each; the app keeps below that."),
    )


def warn(mode: Mode, count: int, full: float) -> None:
    """Say what somebody should do something about: a table that is read only, has many rows or is nearly full."""
    if mode is not Mode.NORMAL:
        st.warning(
            say(
                "The self-check allows: {mode}. Saving is switched off, because it is not safe in this table; why "
                "stands under “Set up the table”, where it is run again. If it stays so, move to another table or a "
                "database.",
                mode=mode,
            )
        )
    if count >= LARGE:
        st.warning(
            say(
                "The table has {count} rows. From about {most} on every page and every save gets slower: please move "
                "it to PostgreSQL; the README says how. Nothing is lost by that.",
                count=count,
                most=LARGE,
            )
        )
    if full >= NEARLY_FULL:
        st.warning(
            say(
                "The Google Sheet is {percent} % full, and Google adds nothing to a full one. Delete tabs or blank "
                "rows of your own that nobody needs, or move to PostgreSQL; the README says how.",
                percent=int(100 * full),
            )
        )


def _tabs(sizes: Mapping[str, int]) -> None:
    if not sizes:
        return
    with st.expander(_("How large each tab is"), key="sizes.fold"):
        tables.show(
            [
                {_("Tab"): title, _("Made by"): _maker(title), _("Cells"): cells}
                for title, cells in sorted(sizes.items(), key=lambda tab: (-tab[1], tab[0]))
            ]
        )


def _maker(title: str) -> str:
    return "Lotsenbuch" if title in TABS or title.startswith(COPY) else _("Office")
