"""One session in somebody's attendance; a cell holds all of them: `U-0003 (anwesend); U-0004 (fehlt)`."""

import re
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from services.model.course_lists import Presence
from services.model.words import N_

_CELL: Final = re.compile(r"(?P<session>U-\d+)\s*\((?P<presence>[^)]*)\)")


class Mark(BaseModel):
    """Whether somebody was at one session (its number)."""

    model_config = ConfigDict(frozen=True)

    session: str
    presence: Presence

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:  # noqa: ANN401 - a cell's text or pydantic's own input
        if not isinstance(value, str):
            return value
        found = _CELL.fullmatch(value.strip())
        try:
            presence = Presence(found["presence"].strip() if found else "")
        except ValueError:
            raise PydanticCustomError(
                "mark",
                N_("Write attendance as “U-0003 (anwesend)”: “{typed}” cannot be read."),
                {"typed": value.strip()},
            ) from None
        return {"session": found["session"] if found else "", "presence": presence}

    def __str__(self) -> str:
        """Give the text of the cell."""
        return f"{self.session} ({self.presence})"
