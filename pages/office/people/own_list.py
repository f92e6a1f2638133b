"""The office's own list of volunteers: the file, its columns, the preview, what came of it, and taking it back."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from pages.office.list_file import Listed, ask_for_layout, ask_for_list
from pages.office.list_rows import MOST_ROWS, choose_doubtful, download, not_taken, report_of, shortened, show_left
from pages.shared import tables
from pages.shared.language import _, say, shown, tell
from pages.shared.visit import Visit, finish, perform, say_what_was_done, turn
from services.model.forms import PersonForm
from services.model.lists import PersonStatus
from services.model.record import columns
from services.model.roster_errors import TooManyPeople
from services.own_list.columns import FIELDS, titled, titles
from services.own_list.rows import Candidate, SortedOut, sort_out
from services.own_list.taking_in import Batch, batches, take_back, take_in
from services.past.layout import FULL_NAME, Layout
from services.roster import AVAILABLE

# Whoever is ready or active has shown papers; a list cannot.
STATUSES: Final = tuple(one for one in PersonStatus if one not in AVAILABLE)


def draw(visit: Visit) -> None:
    """Take a list over: file, columns, preview; nothing is saved before the last button."""
    st.markdown(
        _(
            "If you keep your volunteers in an Excel, LibreOffice or CSV file, take them over here. You see first who "
            "will stand on the roster and what could not be read; the file stays as it is."
        )
    )
    say_what_was_done("own")
    report = st.session_state.get("own.report")
    if report:
        st.markdown(_("Some rows or cells were not taken over. The report names each with its reason:"))
        download(report, "own.report.download")
    listed = ask_for_list(_("Your list (CSV, Excel, LibreOffice)"), "own")
    if listed:
        _prepare(visit, listed)
    for batch in _batches(visit):
        _taken(visit, batch)


def _batches(visit: Visit) -> tuple[Batch, ...]:
    """Look through the lists taken over once for each state of the table."""
    kept = st.session_state.get("own.batches")
    if kept is None or kept[0] != visit.workbook.revision:
        kept = (visit.workbook.revision, batches(visit.workbook))
        st.session_state["own.batches"] = kept
    found: tuple[Batch, ...] = kept[1]
    return found


def _prepare(visit: Visit, listed: Listed) -> None:
    layout = ask_for_layout(listed.rows, listed.key, FIELDS, titles(visit.workbook))
    if not {"last_name", FULL_NAME} & set(layout.columns):
        st.info(_("Please choose above which column holds the names."))
        return
    status = st.selectbox(
        _("Status of those without one, or without the papers for it"),
        STATUSES,
        index=STATUSES.index(PersonStatus.RESTING),
        format_func=shown,
        key=f"{listed.key}.status",
    )
    try:
        found = _sorted_out(visit, listed, layout, status)
    except TooManyPeople as refusal:
        st.warning(tell(refusal.sentence))
        return
    st.subheader(say("{count} people can be taken over", count=len(found.fits)), anchor=False)
    _people(found.fits)
    ticked = choose_doubtful(found.doubtful, lambda one: one.newcomer.form.full_name, listed.key)
    _cells(found)
    show_left(found.left, _report(found, (*found.fits, *found.doubtful)), listed.key, expanded=not found.fits)
    chosen = (*found.fits, *ticked)
    if not chosen:
        st.info(_("Nobody of this list can be taken over. Please check what the columns hold, or mend the file."))
    elif st.button(say("Take over: {count}", count=len(chosen)), key=f"{listed.key}.button", type="primary"):
        _take(visit, listed, layout, chosen, found)


def _sorted_out(visit: Visit, listed: Listed, layout: Layout, status: PersonStatus) -> SortedOut:
    """Sort out once for each question, saying how far it is; the page runs anew at each click.

    Raises `TooManyPeople`.
    """
    question = (listed.key, layout, status, visit.workbook.revision)
    kept = st.session_state.get("own.sorted")
    if kept is None or kept[0] != question:
        far, rows = st.progress(0.0, _("Looking at each row …")), len(listed.rows)

        def looked_at(count: int) -> None:
            far.progress(count / rows, say("Looking at each row: {count} of {all}", count=count, all=rows))

        found = sort_out(listed.rows, layout, visit.workbook, status=status, today=visit.today, looked_at=looked_at)
        far.empty()
        kept = (question, found)
        st.session_state["own.sorted"] = kept
    sorted_out: SortedOut = kept[1]
    return sorted_out


def _people(people: Sequence[Candidate]) -> None:
    if not people:
        return
    shortened(len(people))
    forms = [one.newcomer.form for one in people[:MOST_ROWS]]
    filled = [
        name for name, kept in columns(PersonForm).items() if any(getattr(one, name) != kept.default for one in forms)
    ]
    labels = {name: _(columns(PersonForm)[name].column.label) for name in filled}
    tables.show(
        [
            {_("Row"): one.row, **{label: getattr(one.newcomer.form, name) for name, label in labels.items()}}
            for one in people[:MOST_ROWS]
        ]
    )


def _cells(found: SortedOut) -> None:
    """Show the cells that were not read, or not wholly: their people are taken over without them."""
    if not found.cells:
        return
    st.markdown(
        say(
            "**Cells that could not be read: {count}.** These people are taken over without them.",
            count=len(found.cells),
        )
    )
    shortened(len(found.cells))
    tables.show(
        [
            {
                _("Row"): one.row,
                _("Name"): one.name,
                _("Column"): _(one.column),
                _("In the list"): one.text,
                _("Reason"): one.reason,
            }
            for one in found.cells[:MOST_ROWS]
        ]
    )


def _take(visit: Visit, listed: Listed, layout: Layout, chosen: Sequence[Candidate], found: SortedOut) -> None:
    people = tuple(one.newcomer for one in chosen)
    if perform(visit, listed.key, take_in, listed.file, people, titled(listed.rows, layout)) is None:
        return
    left = len(found.left) + len(found.doubtful) + len(found.fits) - len(chosen)
    st.session_state["own.report"] = _report(found, chosen) if left or found.cells else None
    for name in ("own.read", "own.sorted"):
        st.session_state.pop(name, None)
    turn("own")  # the field for the file is empty again
    finish(
        listed.key,
        "{count} people stand on the roster now. Not taken: {left}.",
        place="own",
        count=len(chosen),
        left=left,
    )


def _report(found: SortedOut, chosen: Sequence[Candidate]) -> bytes:
    taken = {one.row for one in chosen}
    doubted = [(one.row, one.newcomer.form.full_name, "", one.doubt) for one in found.doubtful if one.row not in taken]
    cells = [
        (one.row, one.name, _(one.column), f"{one.text}: {shown(one.reason)}")
        for one in found.cells
        if one.row in taken
    ]
    return report_of([*not_taken(found.left), *doubted, *cells])


def _taken(visit: Visit, batch: Batch) -> None:
    """Show a list that was taken over, and let it be taken back."""
    count = len(batch.unchanged) + len(batch.kept)
    with st.expander(
        say("Taken over: {name} ({count} people)", name=batch.name, count=count),
        icon=":material/undo:",
        key=f"back.{batch.name}.fold",
    ):
        if batch.kept:
            st.markdown(_("These stay when the list is taken back:"))
            tables.show([{_("Name"): one.full_name, _("Reason"): why} for one, why in batch.kept[:MOST_ROWS]])
        st.caption(_("Taking back erases what the list brought. The numbers of these entries are not given again."))
        key = f"back.{batch.name}"
        sure = st.checkbox(_("Yes, take this list back"), key=f"{key}.sure")
        label = say("Take back: {count}", count=len(batch.unchanged))
        if st.button(label, key=f"{key}.button", disabled=not (sure and batch.unchanged)) and perform(
            visit, key, take_back, batch.name
        ):
            finish(
                key,
                "{count} people of the list are taken back; {left} stay on the roster.",
                place="own",
                count=len(batch.unchanged),
                left=len(batch.kept),
            )
