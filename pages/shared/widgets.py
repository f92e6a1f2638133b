"""The widget of one field: what is ticked, chosen or typed, with its label, its hint and its place beside others."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.shared.language import _, language, shown, typed
from services.model.languages import Language, LanguageSkill, Level
from services.model.record import Kept
from services.model.words import Word

Stays = Literal["page", "session"] | None

FITS: Final = 40  # so many letters of a hint stand in a field on a phone
SKILLS: Final = tuple(LanguageSkill(language=one, level=level) for one in Language for level in reversed(Level))


def needs_a_line(kept: Kept) -> bool:
    """Say whether a field takes the whole width: long texts, and a question to tick that is a whole sentence."""
    return kept.multiline or (kept.kind is bool and kept.column.label.endswith("."))


def cells(across: int) -> Iterator[DeltaGenerator]:
    """Give place after place, `across` in a row; a phone shows them one below the other, in the same order."""
    while True:
        yield from st.columns(across) if across > 1 else (st.container(),)


def widget(kept: Kept, key: str, start: Any, choices: Sequence[str], stays: Stays = None) -> Any:  # noqa: ANN401 - any column's value
    """Draw the widget of one column; with `stays` its value outlives the step or the page that draws it."""
    label = _(kept.column.label) + (" *" if kept.required else "")
    hint = _(kept.column.help) or None
    if kept.kind is bool:
        return st.checkbox(label, value=bool(start), key=key, help=hint, persist_state=stays)
    if kept.kind is LanguageSkill:
        return _several(label, key, start, (*dict.fromkeys((*start, *SKILLS)),), hint=hint, stays=stays)
    if issubclass(kept.kind, Word) and kept.many:
        return _several(label, key, start, tuple(kept.kind), hint=hint, stays=stays)
    if issubclass(kept.kind, Word):
        words = list(choices or kept.kind)
        options = [None, *words] if kept.optional else words
        return st.selectbox(
            label,
            options,
            options.index(start) if start in options else 0,
            key=key,
            help=hint,
            format_func=shown,
            placeholder=_("Choose"),
            persist_state=stays,
        )
    if choices and kept.many:
        options = list(dict.fromkeys((*start, *choices)))
        return st.multiselect(
            label,
            options,
            list(start),
            key=key,
            help=hint,
            accept_new_options=True,
            placeholder=_("Choose or type"),
            persist_state=stays,
            wrap=True,  # beside another field Streamlit would cut what was chosen
        )
    if choices:
        options = list(dict.fromkeys((*([start] if start else []), *choices)))
        chosen = st.selectbox(
            label,
            options,
            index=0 if start else None,
            key=key,
            help=hint,
            accept_new_options=True,
            placeholder=_("Choose or type"),
            persist_state=stays,
        )
        return chosen or ""
    if kept.multiline:
        return st.text_area(label, typed(start), key=key, help=hint, height=96, persist_state=stays)
    # The example stands in the field itself: it is read where it is needed, also on a phone; below it, if it is longer.
    fits = hint is not None and len(hint) <= FITS
    written = st.text_input(label, typed(start), key=key, placeholder=hint if fits else "", persist_state=stays)
    if hint and not fits:
        st.caption(hint)
    return written


def _several(  # noqa: PLR0913 - what one list on the screen needs
    label: str, key: str, start: Sequence[Any] | None, options: Sequence[Any], *, hint: str | None, stays: Stays
) -> tuple[Any, ...]:
    spelled = _spelled(tuple(options), language())
    chosen = st.multiselect(
        label,
        options,
        list(start or ()),
        key=key,
        help=hint,
        format_func=lambda one: spelled.get(one) or shown(one),
        placeholder=_("Choose"),
        select_all=False,
        persist_state=stays,
        wrap=True,  # beside another field Streamlit would cut what was chosen
    )
    return tuple(chosen)


@lru_cache(maxsize=100)
def _spelled(options: tuple[Any, ...], _language: str) -> Mapping[Any, str]:
    """Spell the options once a language: every language at every level is a long list."""
    return {one: shown(one) for one in options}
