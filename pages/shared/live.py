"""A form that is read while it is typed: fields in groups, hints beside them, its values safe over steps and pages."""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar
from zlib import crc32

import streamlit as st
from pydantic import BaseModel, ValidationError
from streamlit.delta_generator import DeltaGenerator

from pages.shared import forms, widgets
from pages.shared.language import _, shown, tell, typed
from pages.shared.visit import round_of
from services.model.mistakes import mistake
from services.model.partial import so_far
from services.model.record import Form, columns
from services.model.words import Sentence

F = TypeVar("F", bound=Form)


class Live(Generic[F]):
    """One form on one page run: what is typed into it so far, and where its errors are shown.

    `seen` fills the fields at first; `choices` offers words for text fields; with `stays` what is typed outlives the
    step or the page that draws it, until `finish(key, ...)` turns the round.
    """

    def __init__(
        self,
        kind: type[F],
        key: str,
        *,
        seen: BaseModel | None = None,
        choices: Mapping[str, Sequence[str]] | None = None,
        stays: widgets.Stays = None,
    ) -> None:
        """Start with what was typed before, on this page or an earlier step."""
        self.kind = kind
        self.seen = seen
        self.choices = choices or {}
        self.stays = stays
        self.key = f"{key}.{round_of(key)}"
        self.slots: dict[str, DeltaGenerator] = {}
        self.values: dict[str, Any] = {
            name: st.session_state.get(self.key_of(name), self.start_of(name)) for name in columns(kind)
        }

    def key_of(self, name: str) -> str:
        """Give the key of a field's widget."""
        return f"{self.key}.{name}"

    def start_of(self, name: str) -> Any:  # noqa: ANN401 - any column's value
        """Give what stands in a field before anybody types."""
        return getattr(self.seen, name) if self.seen is not None else columns(self.kind)[name].default

    def draw(self, *names: str, across: int = 1) -> None:
        """Draw these fields, `across` short ones side by side."""
        with self.block(names[0]):
            row = widgets.cells(across)
            for name in names:
                kept = columns(self.kind)[name]
                self.slots[name] = st.container() if widgets.needs_a_line(kept) else next(row)
                with self.slots[name]:
                    self.values[name] = widgets.widget(
                        kept, self.key_of(name), self.start_of(name), self.choices.get(name, ()), self.stays
                    )

    def block(self, name: str, *, border: bool = False) -> DeltaGenerator:
        """Give a place for fields that stays the same when something appears above it.

        Without a key of its own the browser would draw it anew, and what is just being typed into it would be lost.
        """
        return st.container(border=border, key=f"{self.key}.{name}.block")

    def pick(
        self, name: str, options: Sequence[Any], symbols: Mapping[Any, str] | None = None, *, several: bool = False
    ) -> None:
        """Draw a list of words as cards to tap, each with its symbol if it has one."""
        label = _(columns(self.kind)[name].column.label)
        self.slots[name] = st.container()

        def card(one: Any) -> str:  # noqa: ANN401 - a word of any list
            return f":material/{symbols[one]}: {shown(one)}" if symbols else shown(one)

        with self.slots[name]:
            if several:
                self.values[name] = st.pills(
                    label,
                    options,
                    selection_mode="multi",
                    default=list(self.start_of(name)),
                    format_func=card,
                    key=self.key_of(name),
                    persist_state=self.stays,
                )
            else:
                self.values[name] = st.pills(
                    label,
                    options,
                    default=self.start_of(name),
                    required=True,
                    format_func=card,
                    key=self.key_of(name),
                    persist_state=self.stays,
                )

    def changed(self, since: BaseModel) -> bool:
        """Say whether anything typed differs from this record; the order of a list does not count."""
        return any(
            set(value) != set(stored) if isinstance(stored, tuple) else value not in (stored, typed(stored))
            for name, value in self.values.items()
            for stored in (getattr(since, name),)
        )

    def leave_out(self, *names: str) -> None:
        """Take these fields as never filled in: what was typed before no longer belongs to the form."""
        for name in names:
            self.values[name] = columns(self.kind)[name].default

    def so_far(self) -> F:
        """Give what can be read of the form by now, for hints."""
        return so_far(self.kind, self._typed())

    def wrong_here(self) -> bool:
        """Show what is wrong with the fields drawn in this run; says whether anything is."""
        try:
            self.kind.model_validate(self._typed())
        except ValidationError as error:
            found = [one for one in error.errors() if one["loc"] and str(one["loc"][0]) in self.slots]
            for one in found:
                self.slots[str(one["loc"][0])].error(tell(mistake(dict(one))))
            return bool(found)
        return False

    def checked(self, summary: DeltaGenerator) -> F | None:
        """Give the form when it is right; otherwise None, after showing what is wrong at each field."""
        try:
            return self.kind.model_validate(self._typed())
        except ValidationError as error:
            forms.show_errors(error, columns(self.kind), self.slots, summary)
            return None

    def _typed(self) -> dict[str, Any]:
        return {name: value for name, value in self.values.items() if value is not None}


def confirm(key: str, submit: str, anyway: str, warnings: Sequence[Sentence]) -> bool:
    """Draw the button that saves, and say whether it was clicked; with warnings it asks to save all the same.

    Each set of warnings has a button of its own: a click that brought the warnings up does not confirm them.
    """
    if not warnings:
        return st.button(submit, key=f"{key}.save", type="primary")
    told = "\n".join(f"- {tell(one)}" for one in warnings)
    st.warning(_("Please look at this once more:") + "\n" + told, icon=":material/visibility:")
    return st.button(anyway, key=f"{key}.anyway.{crc32(told.encode())}", type="primary")
