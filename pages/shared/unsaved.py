"""What somebody typed and has not saved: kept in this process, so that a reload or a dead phone loses nothing."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import streamlit as st

from services.model.record import Record

KEPT_FOR: Final = timedelta(days=1)
MOST: Final = 500  # forms, all people together


@dataclass(frozen=True)
class Unsaved:
    """A form as it was left: the record it was opened with, and what stands in its fields."""

    seen: Record
    values: dict[str, Any]
    at: datetime


@dataclass
class Drawer:
    """The forms of everybody, each under the number of the entry it is about; only its owner's page asks for it."""

    forms: dict[str, Unsaved] = field(default_factory=dict)

    def put(self, unsaved: Unsaved) -> None:
        """Keep a form; the oldest go when there are too many or they are too old."""
        self.forms.pop(unsaved.seen.id, None)
        self.forms[unsaved.seen.id] = unsaved
        for number, one in list(self.forms.items()):
            if len(self.forms) > MOST or unsaved.at - one.at > KEPT_FOR:
                self.forms.pop(number, None)

    def take(self, number: str, now: datetime) -> Unsaved | None:
        """Give the form about this entry; None when there is none."""
        found = self.forms.get(number)
        return found if found and now - found.at <= KEPT_FOR else None

    def clear(self, number: str) -> None:
        """Forget the form about this entry: it is saved, or was given up."""
        self.forms.pop(number, None)


@st.cache_resource(show_spinner=False)
def drawer() -> Drawer:
    """Give the drawer of this process: one for everybody who comes to it."""
    return Drawer()
