"""A list of the office's own as a file: read once, its sheet chosen, its columns named; several pages ask for one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.shared.language import _, say, tell
from pages.shared.upload import upload
from pages.shared.visit import round_of
from services.delivery.spreadsheets import MOST_BYTES, Sheet, read
from services.model.errors import Refusal
from services.past.layout import FIELDS, LOOKED_AT, TITLES, Layout, Rows, guess, layout_under

KINDS: Final = ("csv", "txt", "xlsx", "xls", "ods")
EXAMPLES: Final = 3  # cells shown beside a column


@dataclass(frozen=True)
class Listed:
    """The rows of the sheet that was chosen, the name of its file, and the beginning of its widgets' keys."""

    rows: Rows
    file: str
    key: str


def ask_for_list(label: str, place: str) -> Listed | None:
    """Ask for a file and which of its sheets; None as long as there is none, or nothing to read in it."""
    file = upload(label, KINDS, f"{place}.file.{round_of(place)}", most=MOST_BYTES // 1_000_000)
    if file is None:
        st.session_state.pop(f"{place}.read", None)
        return None
    sheets = _read(file, place)
    if sheets is None:
        return None
    names = [one.name for one in sheets]
    at = 0
    if len(sheets) > 1:
        at = st.selectbox(
            _("Sheet"), range(len(sheets)), format_func=names.__getitem__, key=f"{place}.sheet.{file.file_id}"
        )
    _point_out_merged(sheets[at])
    return Listed(sheets[at].rows, file.name, f"{place}.{file.file_id}.{at}")


def _read(file: UploadedFile, place: str) -> tuple[Sheet, ...] | None:
    """Read the file once: the page runs anew at each click."""
    kept = st.session_state.get(f"{place}.read", ("", ()))
    if kept[0] == file.file_id:
        sheets: tuple[Sheet, ...] = kept[1]
        return sheets
    try:
        with st.spinner(_("Reading the file …"), show_time=True):
            sheets = read(file.getvalue(), file.name)
    except Refusal as refusal:
        st.warning(tell(refusal.sentence))
        return None
    st.session_state[f"{place}.read"] = (file.file_id, sheets)
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


def ask_for_layout(
    rows: Rows, key: str, fields: Mapping[str, str] = FIELDS, titles: Mapping[str, Sequence[str]] = TITLES
) -> Layout:
    """Let the person say where the titles stand and what each column holds."""
    first = min(LOOKED_AT, len(rows))
    header = st.selectbox(
        _("Row with the titles"),
        [None, *range(first)],
        index=0 if (found := guess(rows, titles).header) is None else found + 1,
        format_func=lambda at: _("no titles") if at is None else f"{at + 1}: {', '.join(filter(None, rows[at]))[:80]}",
        key=f"{key}.header",
    )
    guessed = layout_under(rows, header, titles)
    labels = _labels(rows, guessed)
    chosen: dict[str, int] = {}
    with st.container(border=True):
        st.markdown(f"**{_('What do the columns hold?')}**")
        places = st.columns(2)
        for at, (field, label) in enumerate(fields.items()):
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
        with st.container():
            _name_unused(rows, header, chosen.values())
    return Layout(header, chosen)


def _name_unused(rows: Rows, header: int | None, used: Collection[int]) -> None:
    """Name the columns from which nothing is taken: whoever overlooks one would miss it only much later."""
    titles = rows[header] if header is not None else ()
    unused = tuple(title.strip() for at, title in enumerate(titles) if at not in used and title.strip())
    if unused:
        st.caption(say("Nothing is taken over from these columns: {columns}", columns=unused))


def _labels(rows: Rows, layout: Layout) -> list[str]:
    """Name each column by its title and what stands in its first rows."""
    labels = []
    for at in range(len(rows[0])):
        title = rows[layout.header][at] if layout.header is not None else ""
        cells = [row[at] for row in rows[layout.first :] if row[at].strip()][:EXAMPLES]
        name = title.strip() or say("Column {number}", number=at + 1)
        labels.append(f"{name} ({', '.join(cells)})"[:120] if cells else name)
    return labels
