"""The state of the table: rows that need a look, references into nothing, room and quota, the journal."""

from collections.abc import Sequence

import streamlit as st

from pages.office.table_room import cell_link, table_room
from pages.shared import tables
from pages.shared.language import _, plain, say, shown, tell
from pages.shared.visit import Visit, finish, guard, perform
from services.model.access import Right
from services.model.records import JournalEntry
from services.table import corrections, dangling, take_in_rows

FIRST = 20  # lines of a long list shown at once
NEWEST = 100  # journal entries shown at once


def unreadable(visit: Visit) -> None:
    """List the rows nobody can read, with the way to each cell."""
    problems = visit.workbook.problems
    st.header(_("Rows that need a look"), anchor=False)
    if not problems:
        st.success(_("Every row can be read."), icon=":material/check:")
        return
    st.markdown(_("These rows stay as they are and are not counted until somebody mends them in the table."))
    for one in tables.part("unreadable", problems, FIRST):
        cell = f" [{_('Open')}]({cell_link(one.link)})" if one.link else ""
        where = ", ".join(plain(part) for part in (one.tab, one.row, one.column) if part)
        st.markdown(f"- **{where}**: {tell(one.reason)}{cell}")


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
    for one in tables.part("corrected", entries, FIRST):
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
    entries = tables.part("journal", visit.office.story(visit.actor, number), NEWEST) if number else newest(visit)
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
            for one in entries
        ]
    )


def newest(visit: Visit) -> Sequence[JournalEntry]:
    """Give the newest entries of the journal, or all of them once somebody asks: a sheet has to be read for that."""
    entries = tuple(reversed(visit.workbook.all(JournalEntry)))
    if len(entries) <= NEWEST:
        return entries
    everything = st.toggle(_("Show the whole journal"), key="journal.whole")
    part = visit.office.story(visit.actor, "") if everything else entries[:NEWEST]
    st.caption(say("The newest {count} entries.", count=len(part)))
    return part


visit = guard(Right.KEEP_TABLE)
st.title(_("State of the table"), anchor=False)
table_room(visit)
unreadable(visit)
by_hand(visit)
references(visit)
corrected(visit)
journal(visit)
