"""People of an old list: the file, what its columns hold, the preview; nothing is saved before the last button."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.office import past_preview
from pages.shared.language import _, say, tell
from pages.shared.upload import upload
from pages.shared.visit import Visit, round_of, say_what_was_done
from services.delivery.spreadsheets import MOST_BYTES, Sheet, read
from services.model.errors import Refusal
from services.past.layout import COURSE, FIELDS, FULL_NAME, LOOKED_AT, Layout, Rows, guess, layout_under
from services.past.sorting import courses_in

KINDS = ("csv", "txt", "xlsx", "xls", "ods")
EXAMPLES = 3  # cells shown beside a column


def take_people_over(visit: Visit) -> None:
    """Ask for the file, its layout and the course, and lead to the preview."""
    st.header(_("People of an old list"), anchor=False)
    st.markdown(
        _(
            "If you still have a list of people who were trained in earlier years, take it over from an Excel, "
            "LibreOffice or CSV file. You see first what will be taken over and what will not; the file stays as it is."
        )
    )
    say_what_was_done("past")
    past_preview.say_what_came_of_it(visit)
    file = upload(
        _("Old list (CSV, Excel, LibreOffice)"), KINDS, f"past.file.{round_of('past')}", most=MOST_BYTES // 1_000_000
    )
    if file is None:
        st.session_state.pop("past.read", None)
        return
    sheets = _read(file)
    if sheets is None:
        return
    names = [one.name for one in sheets]
    at = 0
    if len(sheets) > 1:
        at = st.selectbox(
            _("Sheet"), range(len(sheets)), format_func=names.__getitem__, key=f"past.sheet.{file.file_id}"
        )
    sheet, key = sheets[at], f"past.{file.file_id}.{at}"
    _point_out_merged(sheet)
    layout = _layout(sheet.rows, key)
    if not {"last_name", FULL_NAME} & set(layout.columns):
        st.info(_("Please choose above which column holds the names."))
        return
    past_preview.preview(visit, sheet.rows, layout, _only(sheet.rows, layout, key), key)


def _read(file: UploadedFile) -> tuple[Sheet, ...] | None:
    """Read the file once: the page runs anew at each click."""
    kept = st.session_state.get("past.read", ("", ()))
    if kept[0] == file.file_id:
        sheets: tuple[Sheet, ...] = kept[1]
        return sheets
    try:
        with st.spinner(_("Reading the file …"), show_time=True):
            sheets = read(file.getvalue(), file.name)
    except Refusal as refusal:
        st.warning(tell(refusal.sentence))
        return None
    st.session_state["past.read"] = (file.file_id, sheets)
    return sheets


def _point_out_merged(sheet: Sheet) -> None:
    if sheet.merged:
        shown = (*sheet.merged[:5], "…") if len(sheet.merged) > len(sheet.merged[:5]) else sheet.merged
        st.warning(
            say(
                "Merged cells: {cells}. Only the first of them holds the text, the others count as empty. Please "
                "separate them in the file if people's details stand in them.",
                cells=shown,
            )
        )


def _layout(rows: Rows, key: str) -> Layout:
    """Let the person say where the titles stand and what each column holds."""
    first = min(LOOKED_AT, len(rows))
    header = st.selectbox(
        _("Row with the titles"),
        [None, *range(first)],
        index=0 if (found := guess(rows).header) is None else found + 1,
        format_func=lambda at: _("no titles") if at is None else f"{at + 1}: {', '.join(filter(None, rows[at]))[:80]}",
        key=f"{key}.header",
    )
    guessed = layout_under(rows, header)
    labels = _labels(rows, guessed)
    chosen: dict[str, int] = {}
    with st.container(border=True):
        st.markdown(f"**{_('What do the columns hold?')}**")
        places = st.columns(2)
        for at, (field, label) in enumerate(FIELDS.items()):
            options = [None, *range(len(labels))]
            column = places[at % 2].selectbox(
                _(label),
                options,
                index=options.index(guessed.columns.get(field)),
                format_func=lambda one: _("not in the file") if one is None else labels[one],
                key=f"{key}.{header}.{field}",
            )
            if column is not None:
                chosen[field] = column
    return Layout(header, chosen)


def _labels(rows: Rows, layout: Layout) -> list[str]:
    """Name each column by its title and what stands in its first rows."""
    labels = []
    for at in range(len(rows[0])):
        title = rows[layout.header][at] if layout.header is not None else ""
        cells = [row[at] for row in rows[layout.first :] if row[at].strip()][:EXAMPLES]
        name = title.strip() or say("Column {number}", number=at + 1)
        labels.append(f"{name} ({', '.join(cells)})"[:120] if cells else name)
    return labels


def _only(rows: Rows, layout: Layout, key: str) -> str | None:
    """Ask which course of a list with several is taken over now."""
    found = dict(courses_in(rows, layout)) if COURSE in layout.columns else {}
    if not found:
        return None
    return st.selectbox(
        _("Take over now the people of"),
        list(found),
        format_func=lambda name: f"{name or _('(empty)')} ({found.get(name, 0)})",
        key=f"{key}.only",
    )
