"""Who may stand on the roster twice: pairs side by side, said to be two people or merged into one."""

import streamlit as st

from pages.office.list_rows import MOST_ROWS, shortened
from pages.shared import tables
from pages.shared.language import _, plain, say, shown
from pages.shared.visit import Visit, finish, perform, say_what_was_done
from services.duplicates import Pair, not_the_same, pairs
from services.merging import OWN, differing, joined, merge
from services.model.record import columns
from services.model.records import Person


def draw(visit: Visit) -> None:
    """Show who may be entered twice; one pair opened, to decide about."""
    say_what_was_done("pairs")
    found = _found(visit)
    st.markdown(say("{count} pairs may be the same person.", count=len(found)))
    if not found:
        st.info(_("Nobody stands here twice, as far as names, phone numbers and e-mail addresses tell."))
        return
    shortened(len(found))
    rows = [
        {
            _("Entered first"): f"{one.first.full_name} ({one.first.id})",
            _("Entered later"): f"{one.second.full_name} ({one.second.id})",
            _("Reason"): one.reason,
        }
        for one in found[:MOST_ROWS]
    ]
    numbers = {f"{one.first.id}+{one.second.id}": one for one in found[:MOST_ROWS]}
    opened = tables.choose("pairs", rows, list(numbers))
    if opened:
        _decide(visit, numbers[opened], f"pair.{opened}")
    else:
        st.caption(_("Open a row to compare both entries and decide."))


def _found(visit: Visit) -> tuple[Pair, ...]:
    """Look for pairs once for each state of the table."""
    kept = st.session_state.get("pairs.found")
    if kept is None or kept[0] != visit.workbook.revision:
        with st.spinner(_("Comparing everybody …"), show_time=True):
            kept = (visit.workbook.revision, pairs(visit.workbook))
        st.session_state["pairs.found"] = kept
    found: tuple[Pair, ...] = kept[1]
    return found


def _decide(visit: Visit, pair: Pair, key: str) -> None:
    st.subheader(say("{first} and {second}", first=pair.first.full_name, second=pair.second.full_name), anchor=False)
    kept = st.radio(
        _("Which entry stays?"),
        [pair.first, pair.second],
        format_func=lambda one: f"{one.full_name} ({one.id})",
        key=f"{key}.kept",
        horizontal=True,
    )
    other = pair.second if kept.id == pair.first.id else pair.first
    choose = differing(kept, other)
    from_other = frozenset(name for name in choose if _take_other(kept, other, name, f"{key}.{kept.id}.{name}"))
    result = joined(kept, other, from_other)
    tables.show(
        [
            {
                _("Field"): _(column.column.label),
                kept.id: shown(getattr(kept, name)),
                other.id: shown(getattr(other, name)),
                _("Stays"): shown(result[name]),
            }
            for name, column in columns(Person).items()
            if name not in OWN and (getattr(kept, name) != getattr(other, name))
        ]
    )
    st.caption(
        _(
            "Registrations, requests, assignments, invitations and messages of both belong to the entry that stays. "
            "The other entry is emptied; its number is not given again. This cannot be undone here."
        )
    )
    with st.container(horizontal=True):
        if st.button(_("Merge into one entry"), key=f"{key}.merge", type="primary"):
            done = perform(visit, key, merge, kept, other, from_other)
            if done:
                finish(
                    key,
                    "{other} is merged into {name} ({id}).",
                    place="pairs",
                    other=other.id,
                    name=done.full_name,
                    id=done.id,
                )
        if st.button(_("Not the same person"), key=f"{key}.apart"):
            done = perform(visit, f"{key}.no", not_the_same, pair.first, pair.second)
            if done:
                finish(f"{key}.no", "It is remembered that these are two people.", place="pairs")


def _take_other(kept: Person, other: Person, name: str, key: str) -> bool:
    """Ask which of two differing values is right."""
    label = plain(_(columns(Person)[name].column.label))
    values = {False: shown(getattr(kept, name)), True: shown(getattr(other, name))}
    return bool(st.radio(label, [False, True], format_func=values.__getitem__, key=key, horizontal=True))
