"""What a volunteer changed in their own entry: old and new, to be looked at or undone."""

import streamlit as st

from pages.shared.language import _, plain, shown
from pages.shared.visit import Visit, finish, perform
from services.model.own_records import OwnChange
from services.model.records import Person
from services.own_entry import field_of, look_at, open_changes, undo


def draw(visit: Visit, person: Person) -> None:
    """Show the open changes, if there are any."""
    changes = open_changes(visit.workbook, person.id)
    if not changes:
        return
    with st.container(border=True, key="own_changes"):
        st.subheader(_("Changed by the volunteer"), anchor=False)
        for one in changes:
            _one(visit, person, one)
        left, right = st.columns(2)
        seen = f"own_changes.{person.id}.seen"
        if left.button(_("Seen, all in order"), key=seen, type="primary", width="stretch") and perform(
            visit, seen, look_at, changes
        ):
            finish(seen, "The changes of {name} are settled.", name=person.full_name)
        back = f"own_changes.{person.id}.undo"
        if (
            len(changes) > 1
            and right.button(_("Undo all of it"), key=back, width="stretch")
            and perform(visit, back, undo, changes)
        ):
            finish(back, "The entry of {name} is as it was before.", name=person.full_name)


def _one(visit: Visit, person: Person, change: OwnChange) -> None:
    kept = field_of(change)
    label = _(kept.column.label) if kept else change.field
    text, button = st.columns([4, 1], vertical_alignment="center")
    text.markdown(
        f"**{plain(label)}** ({shown(change.at)})  \n"
        f"{_('Before')}: {plain(change.before or '–')}  \n{_('After')}: **{plain(change.after or '–')}**"
    )
    key = f"own_changes.{change.id}.undo"
    if button.button(_("Undo"), key=key, width="stretch") and perform(visit, key, undo, (change,)):
        finish(key, "“{field}” of {name} is as it was before.", field=label, name=person.full_name)
