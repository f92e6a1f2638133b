"""One backup beside the table: what is missing here, what is different, and the buttons that bring it back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import streamlit as st

from pages.office.bringing_back import Found, bring_back, divided
from pages.shared import tables
from pages.shared.language import _, plain, say, shown, tell
from pages.shared.visit import Visit, say_what_was_done, storage_trouble
from services.model.errors import StorageError
from services.model.record import Record, columns
from services.model.records import RECORDS, Programme
from services.model.workbook import Workbook
from services.restore import differences, only_here
from services.storage.manifest import Manifest

MOST_ROWS = 300  # as many of a kind as one still looks through on a screen


def show_backup(visit: Visit, manifest: Manifest, backup: Workbook) -> None:
    """Show what the backup is and how it differs, and bring back what is asked for."""
    try:
        visit = replace(visit, workbook=visit.office.whole(visit.actor))  # old journal entries are not missing
    except StorageError as error:
        storage_trouble(error)
        return
    _what_it_is(visit, manifest, backup)
    say_what_was_done("backup")
    _left_out()
    found, extra = differences(backup, visit.workbook), only_here(backup, visit.workbook)
    # What the person looked at when they clicked: nothing comes back that they have not seen.
    st.session_state["backup.seen_all"] = st.session_state.get("backup.drawn", found) == found
    st.session_state["backup.drawn"] = found
    if found:
        found = _without_left_out(found)
        _buttons(visit, "backup.all", found, backup, _("Bring everything back"))
    else:
        st.success(_("Everything in this backup stands in the table just like that."), icon=":material/check:")
    _counts(found, extra)
    for kind in RECORDS:
        here = tuple(one for one in found if type(one.then) is kind)
        more = [one for one in extra if type(one) is kind]
        if here or more:
            _tab(visit, kind, here, more, backup)


def _without_left_out(found: Found) -> Found:
    """Ask who stays away: somebody deleted on request must not return with an old file."""
    names = {one.then.id: f"{one.then.id} {one.then.caption}".strip() for one in found}
    skipped = st.multiselect(
        _("Do not bring back (whoever was deleted on request, for example)"),
        list(names),
        format_func=lambda number: names.get(number, number),
        key="backup.skipped",
        placeholder=_("Choose"),
        select_all=False,
    )
    return tuple(one for one in found if one.then.id not in skipped)


def _what_it_is(visit: Visit, manifest: Manifest, backup: Workbook) -> None:
    count = sum(map(len, backup.records.values()))
    st.info(
        say(
            "Backup of “{programme}” of {at}: {count} entries.",
            programme=manifest.programme,
            at=manifest.made_at,
            count=count,
        )
    )
    ours = next((one.name for one in visit.workbook.all(Programme)), manifest.programme)
    if ours != manifest.programme:
        st.warning(say("This table belongs to “{ours}”: is it the right backup?", ours=ours))
    if backup.problems:
        with st.expander(
            say("Rows of the backup that cannot be brought back: {count}", count=len(backup.problems)),
            key="backup.problems.fold",
        ):
            st.markdown(_("Nobody could read them when the backup was made, or this version cannot."))
            tables.show(
                [
                    {_("Tab"): one.tab, _("Row"): one.row, _("Column"): one.column, _("Reason"): one.reason}
                    for one in backup.problems[:MOST_ROWS]
                ]
            )
    _beside(backup)


def _beside(backup: Workbook) -> None:
    """List what stood in the sheet beside the entries: it is in the file, and nobody but a person can put it back."""
    count = sum(len(one.rows) for one in backup.rest)
    if not count:
        return
    with st.expander(say("What else stood in the table: {count} rows", count=count), key="backup.rest"):
        st.markdown(
            _(
                "Rows without a number, rows that could not be read, columns and tabs of your own. They are in the ZIP "
                "file, in the tables whose names begin with “Rest”; to bring them back, copy them from there."
            )
        )
        for one in backup.rest:
            st.markdown(f"**{plain(one.tab)}**")
            _shortened(one.rows)
            tables.show(
                [
                    {_("Row"): row[0], _("Content"): " · ".join(text for text in row[1:] if text)}
                    for row in one.rows[:MOST_ROWS]
                ]
            )


def _left_out() -> None:
    """Say once what the last click could not bring back."""
    left = st.session_state.pop("backup.left", ())
    if left:
        lines = [f"- **{plain(one.record.id)}** {plain(one.record.caption)}: {tell(one.reason)}" for one in left[:50]]
        st.warning(say("Not brought back: {count}", count=len(left)) + "\n" + "\n".join(lines))


def _counts(found: Found, extra: Sequence[Record]) -> None:
    rows = []
    for kind in RECORDS:
        here = [one for one in found if type(one.then) is kind]
        missing, more = sum(one.now is None for one in here), sum(type(one) is kind for one in extra)
        if here or more:
            counted = (missing, len(here) - missing, more)
            titles = (_("Missing here"), _("Different here"), _("Only here"))
            rows.append({_("Tab"): kind.tab, **dict(zip(titles, counted, strict=True))})
    if rows:
        tables.show(rows)


def _tab(visit: Visit, kind: type[Record], found: Found, extra: Sequence[Record], backup: Workbook) -> None:
    missing, changed = divided(found)
    told = (
        (missing, _("Missing here")),
        (changed, _("Different here")),
        (extra, _("Only here")),
    )
    with st.expander(
        " · ".join((f"**{kind.tab}**", *(f"{text}: {len(those)}" for those, text in told if those))),
        key=f"backup.{kind.prefix}.fold",
    ):
        if missing:
            st.markdown(f"**{_('Missing here')}**")
            _shortened(missing)
            tables.show(_whole(kind, missing[:MOST_ROWS]))
        if changed:
            st.markdown(f"**{_('Different here')}**")
            _shortened(changed)
            tables.show(_compared(changed[:MOST_ROWS]))
        if found:
            _buttons(visit, f"backup.{kind.prefix}", found, backup, _("Bring back this tab"))
        if extra:
            st.markdown(f"**{_('Only here')}** ({_('stays as it is')})")
            _shortened(extra)
            tables.show([{_("No."): one.id, _("Entry"): one.caption} for one in extra[:MOST_ROWS]])


def _shortened(those: Sequence[object]) -> None:
    if len(those) > MOST_ROWS:
        st.caption(say("The first {most} of {count}.", most=MOST_ROWS, count=len(those)))


def _whole(kind: type[Record], missing: Found) -> list[dict[str, object]]:
    """Show missing entries whole, without columns that none of them fills."""
    filled = {name for one in missing for name in one.fields}
    return [
        {_(kept.column.label): getattr(one.then, name) for name, kept in columns(kind).items() if name in filled}
        for one in missing
    ]


def _compared(changed: Found) -> list[dict[str, object]]:
    """Show changed entries field by field."""
    return [
        {
            _("No."): one.then.id,
            _("Entry"): one.then.caption,
            _("Field"): _(columns(type(one.then))[name].column.label),
            _("Now in the table"): shown(getattr(one.now, name)),
            _("In the backup"): shown(getattr(one.then, name)),
        }
        for one in changed
        for name in one.fields
    ]


def _buttons(visit: Visit, key: str, found: Found, backup: Workbook, everything: str) -> None:
    """Offer what is missing alone, and all; what was changed since the backup is overwritten only on request."""
    missing, changed = divided(found)
    with st.container(horizontal=True):
        if missing and changed:
            only = st.button(say("Only what is missing ({count})", count=len(missing)), key=f"{key}.some")
            if only:
                bring_back(visit, key, missing, backup)
        look: Literal["primary", "secondary"] = "primary" if key == "backup.all" else "secondary"
        if found and st.button(f"{everything} ({len(found)})", key=f"{key}.button", type=look):
            bring_back(visit, key, found, backup)
    if changed:
        st.caption(
            say(
                "Different here: {count}. If you bring all back, these entries return to the state of the backup, too.",
                count=len(changed),
            )
        )
