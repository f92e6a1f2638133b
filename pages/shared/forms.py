"""Forms made from the records: one widget a field, the error under it, typed values kept until they are saved."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

import streamlit as st
from pydantic import BaseModel, ValidationError
from streamlit.delta_generator import DeltaGenerator

from pages.shared import widgets
from pages.shared.language import _, plain, shown, tell
from pages.shared.trap import trap
from pages.shared.visit import Visit, perform, round_of, turn
from services.model.errors import StorageError
from services.model.forms import Contact
from services.model.mistakes import mistake
from services.model.record import Form, Kept, Record, columns
from services.model.request_errors import FilledByMachine

F = TypeVar("F", bound=Form)
R = TypeVar("R", bound=Record)
T = TypeVar("T")

# Rules about several fields are told under the field where one would mend them.
WHERE: Final = {"unreachable": "email", "consent": "consent", "order": "ends_on"}


def ask(  # noqa: PLR0913 - each is one thing a page may want
    kind: type[F],
    key: str,
    *,
    submit: str,
    seen: BaseModel | None = None,
    skip: Sequence[str] = (),
    choices: Mapping[str, Sequence[str]] | None = None,
    across: int = 1,
    public: bool = False,
) -> F | None:
    """Draw the form and give what was typed once it is submitted and right; otherwise None, with errors at the fields.

    `seen` fills the fields at first; `skip` leaves fields as they are in `seen` (or empty); `choices` offers words
    for text fields, where others may still be typed, or only some words of a list; `across` is how many short fields
    stand side by side at a desk; a `public` form has a field against machines.
    """
    slots: dict[str, DeltaGenerator] = {}
    values: dict[str, Any] = {}
    form = f"{key}.{round_of(key)}"
    with st.form(f"{form}.form", enter_to_submit=False):
        if issubclass(kind, Contact):
            st.caption(_("Please fill in what is marked *. E-mail or phone: one of the two is enough."))
        row = widgets.cells(across)
        for name, kept in columns(kind).items():
            start = getattr(seen, name) if seen is not None else kept.default
            if name in skip:
                values[name] = start
                continue
            slots[name] = st.container() if widgets.needs_a_line(kept) else next(row)
            with slots[name]:
                values[name] = widgets.widget(kept, f"{form}.{name}", start, (choices or {}).get(name, ()))
        caught = trap(form) if public else ""
        summary = st.container()
        if not st.form_submit_button(submit, type="primary"):
            return None
    if caught:
        summary.warning(tell(FilledByMachine().sentence))
        return None
    try:
        return kind.model_validate({name: value for name, value in values.items() if value is not None})
    except ValidationError as error:
        show_errors(error, columns(kind), slots, summary)
        return None


def unfolded(label: str, key: str, icon: str) -> DeltaGenerator | None:
    """Give a fold to draw a form in, once somebody has opened it: most visits never do, and each field takes time.

    From then on the form is drawn folded up as well, or what was typed would be lost.
    """
    # With a key it stays open when a message above it comes or goes while somebody types.
    fold = st.expander(label, icon=icon, key=f"{key}.fold", on_change="rerun")
    if fold.open:
        st.session_state[f"{key}.unfolded"] = True
    return fold if st.session_state.get(f"{key}.unfolded") else None


def as_first_seen(key: str, record: R) -> R:
    """Give the record as it was when this form was opened, so that a later save notices others' changes.

    Whoever changed it themselves by another button of the page, or comes back to a closed form, gets it as it is now.
    """
    name = f"{key}.seen"
    changed_here = st.session_state.pop(f"{name}.again", False) and st.session_state.get(name) != record
    if changed_here:
        turn(key)
    drawn = any(str(one).startswith(f"{key}.{round_of(key)}.") for one in st.session_state)
    if not drawn:
        st.session_state.pop(f"{key}.first", None)
    opened: R = st.session_state.get(name, record) if drawn else record
    st.session_state[name] = opened
    return opened


def as_drawn(key: str, value: T) -> T:
    """Give the value as the run before drew it: what somebody looked at who has just pressed a button."""
    name = f"{key}.drawn"
    looked_at: T = st.session_state.get(name, value)
    st.session_state[name] = value
    return looked_at


def change(visit: Visit, key: str, action: Callable[..., R], seen: R, mine: F) -> R | None:
    """Save the fields that were changed in the form.

    When somebody else changed the record meanwhile, show both states and let the person decide: saving again keeps
    their fields, and what the others changed in all other fields.
    """
    first = st.session_state.get(f"{key}.first", seen)
    own = {name for name in columns(type(mine)) if getattr(mine, name) != getattr(first, name)}
    merged = mine.model_copy(update={name: getattr(seen, name) for name in columns(type(mine)) if name not in own})
    done = perform(visit, key, action, seen, merged)
    now = None if done else _as_it_is(visit, seen)
    if now is not None and now != seen:
        st.session_state[f"{key}.first"] = first
        st.session_state[f"{key}.seen"] = now
        _show_both(mine, now, own)
    return done


def _as_it_is(visit: Visit, seen: R) -> R | None:
    """Give the record as it stands now, which may be newer than what this page was drawn with; None when it is gone."""
    try:
        return visit.office.read(visit.actor).find(type(seen), seen.id)
    except StorageError:
        return None


def take_theirs(key: str) -> None:
    """Offer, after a save that others came before, to go on from what is stored without what was typed here."""
    if f"{key}.first" in st.session_state and st.button(
        _("Take what is stored now, drop my input"), key=f"{key}.theirs", icon=":material/undo:"
    ):
        turn(key)
        st.rerun()


def _show_both(mine: Form, now: Record, own: set[str]) -> None:
    """Show what others stored beside what was typed, for the fields changed in this form."""
    rows = [
        f"- **{_(kept.column.label)}**: {plain(shown(getattr(now, name)))} → {plain(shown(getattr(mine, name)))}"
        for name, kept in columns(type(mine)).items()
        if name in own and getattr(now, name) != getattr(mine, name)
    ]
    if rows:
        st.markdown(_("Now stored → in your form (saving again keeps what is in your form):") + "\n" + "\n".join(rows))


def show_errors(
    error: ValidationError, fields: Mapping[str, Kept], slots: Mapping[str, DeltaGenerator], summary: DeltaGenerator
) -> None:
    """Say at each field what is wrong with it, and at `summary` that nothing is saved yet."""
    for found in error.errors():
        name = str(found["loc"][0]) if found["loc"] else WHERE.get(found["type"], "")
        label = _(fields[name].column.label) if name in fields else ""
        slots.get(name, summary).error(f"{label}: {tell(mistake(dict(found)))}".removeprefix(": "))
    summary.error(_("Not saved yet: please look at the fields marked above. Everything you typed is still there."))
