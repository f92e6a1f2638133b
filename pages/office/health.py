"""The state of the table: rows that need a look, references into nothing, room and quota, the journal."""

import streamlit as st

from pages.shared import tables
from pages.shared.language import _, plain, say, shown, tell
from pages.shared.visit import Visit, finish, guard, perform, settings
from services.model.access import Right
from services.model.records import JournalEntry
from services.storage.sheets import SheetsStore
from services.storage.sheets.findings import Mode
from services.table import LARGE, corrections, dangling, rows, take_in_rows

MOST_CELLS = 10_000_000  # Google's limit for a spreadsheet
NEWEST = 100  # problems or journal entries shown at once


def link(fragment: str) -> str | None:
    """Give the address of a cell in the spreadsheet; None when the table is no spreadsheet."""
    sheet = settings().sheet
    if sheet is None:
        return None
    if sheet.api:
        return f"{sheet.api}/view/{sheet.spreadsheet}"
    return f"https://docs.google.com/spreadsheets/d/{sheet.spreadsheet}/edit#{fragment}"


def place(visit: Visit) -> None:
    """Say where the table is kept, how full it is, and how much Google is asked."""
    count = rows(visit.workbook)
    store = visit.office.store
    if not isinstance(store, SheetsStore):
        kept = _("in a database") if settings().url.startswith("postgres") else _("in an embedded file")
        st.markdown(say("The table is kept {place} and holds {count} entries.", place=kept, count=count))
        return
    st.markdown(say("The table is kept in a Google Sheet and holds {count} entries.", count=count))
    address = link("gid=0")
    if address:
        st.link_button(_("Open the sheet"), address, icon=":material/open_in_new:")
    full, last, now = st.columns(3)
    full.metric(
        _("Room used"), f"{100 * store.cells / MOST_CELLS:.1f} %".replace(".", ","), help=_("Of ten million cells")
    )
    times = [shown(store.pace.last[kind].time()) if kind in store.pace.last else "–" for kind in ("read", "write")]
    last.metric(_("Last read · last written"), " · ".join(times))
    sent = f"{store.pace.sent('read')} · {store.pace.sent('write')}"
    now.metric(
        _("Requests to Google a minute"),
        sent,
        help=_("Reads · writes in the last minute. Google allows 60 of each; the app keeps below that."),
    )


def warnings(visit: Visit) -> None:
    """Say what somebody should do something about: a table that is read only, or has grown large."""
    store = visit.office.store
    if not isinstance(store, SheetsStore):
        return
    if store.mode is not Mode.NORMAL:
        st.warning(
            say(
                "The self-check allows: {mode}. Run it again under “Set up the table”; if it stays so, move to a "
                "database.",
                mode=store.mode,
            )
        )
    if rows(visit.workbook) >= LARGE:
        st.warning(
            say(
                "The table has {count} rows. From about {most} on every page and every save gets slower: please move "
                "it to PostgreSQL; the README says how. Nothing is lost by that.",
                count=rows(visit.workbook),
                most=LARGE,
            )
        )


def unreadable(visit: Visit) -> None:
    """List the rows nobody can read, with the way to each cell."""
    problems = visit.workbook.problems
    st.header(_("Rows that need a look"), anchor=False)
    if not problems:
        st.success(_("Every row can be read."), icon=":material/check:")
        return
    st.markdown(_("These rows stay as they are and are not counted until somebody mends them in the table."))
    for one in problems[:NEWEST]:
        cell = f" [{_('Open')}]({link(one.link)})" if one.link else ""
        where = ", ".join(plain(part) for part in (one.tab, one.row, one.column) if part)
        st.markdown(f"- **{where}**: {tell(one.reason)}{cell}")
    if len(problems) > NEWEST:
        st.caption(say("The first {count} of {all}.", count=NEWEST, all=len(problems)))


def by_hand(visit: Visit) -> None:
    """Take in rows that somebody typed into the table."""
    typed = visit.workbook.untaken
    if not typed:
        return
    st.header(_("Rows typed by hand"), anchor=False)
    st.markdown(_("These rows can be read but have no number yet. Once taken in, they count like any other entry."))
    tables.show([{_("Tab"): type(one).tab, _("Entry"): one.caption or "–"} for one in typed])
    chosen = st.pills(
        _("Which rows?"),
        range(len(typed)),
        selection_mode="multi",
        default=list(range(len(typed))),
        format_func=lambda at: typed[at].caption or type(typed[at]).tab,
        key=f"by_hand.{visit.workbook.revision}.{len(typed)}",
    )
    if st.button(_("Take in"), type="primary") and (
        done := perform(visit, "by_hand", take_in_rows, tuple(typed[at] for at in chosen))
    ):
        finish("by_hand", "Taken in: {count}. The last one is {id}.", count=len(chosen), id=done.id)


def corrected(visit: Visit) -> None:
    """Tell what the app put right because people worked in the table while it was saving."""
    entries = corrections(visit.workbook)
    if not entries:
        return
    st.header(_("Put right while people worked in the table"), anchor=False)
    for one in entries[:NEWEST]:
        lines = [plain(line) for line in one.changed.splitlines()]
        st.markdown(f"- **{shown(one.at)}**: " + "  \n  ".join(lines))


def references(visit: Visit) -> None:
    """List references to entries that are not there."""
    lost = list(dangling(visit.workbook))
    if not lost:
        return
    st.header(_("References that lead nowhere"), anchor=False)
    st.markdown(_("Somebody deleted or renumbered the entry. Put it back or correct the number in the table."))
    tables.show(
        [
            {_("Entry"): f"{one.entry.id} {one.entry.caption}", _("Column"): one.header, _("Leads to"): one.number}
            for one in lost
        ]
    )


def journal(visit: Visit) -> None:
    """Tell who changed what when, of one entry or of all."""
    st.header(_("Journal"), anchor=False)
    number = st.text_input(_("Number of an entry"), placeholder=_("For example P-0012; empty: everything"))
    number = number.strip().upper()
    entries = visit.office.story(visit.actor, number) if number else tuple(reversed(visit.workbook.all(JournalEntry)))
    if not entries:
        st.info(say("The journal says nothing about {id}.", id=number or "–"))
        return
    tables.show(
        [
            {
                _("When"): one.at,
                _("Who"): one.actor,
                _("What"): one.deed,
                _("Entries"): one.entries,
                _("Changed"): one.changed,
            }
            for one in entries[:NEWEST]
        ]
    )
    if len(entries) > NEWEST:
        st.caption(say("The newest {count} entries.", count=NEWEST))


visit = guard(Right.KEEP_TABLE)
st.title(_("State of the table"), anchor=False)
place(visit)
warnings(visit)
unreadable(visit)
by_hand(visit)
references(visit)
corrected(visit)
journal(visit)
