"""The week as a grid to tap: seven days, three half-days each, as wide as a phone."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from pages.shared.language import _, weekday
from pages.shared.widgets import Stays
from services.model.slots import Slot
from services.model.words import N_

PARTS: Final = (N_("morning"), N_("afternoon"), N_("evening"))


def week(key: str, start: Sequence[Slot], stays: Stays = None) -> tuple[Slot, ...]:
    """Draw the grid with the half-days of `start` on; gives those that are on now, in the order of the week."""
    on: list[Slot] = []
    for day in range(7):
        slots = list(Slot)[3 * day : 3 * day + 3]
        on += st.segmented_control(
            weekday(day),
            slots,
            selection_mode="multi",
            default=[slot for slot in slots if slot in start],
            format_func=lambda slot: _(PARTS[slot.rank % 3]),
            key=f"{key}.{day}",
            width="stretch",
            persist_state=stays,
        )
    return tuple(sorted(on, key=lambda slot: slot.rank))
