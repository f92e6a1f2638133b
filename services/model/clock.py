"""The clock of the offices: wall-clock time in Germany, as people read it in the table."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

ZONE: Final = ZoneInfo("Europe/Berlin")


def now_in_germany() -> datetime:
    """Give the wall clock: whole seconds, no zone."""
    return datetime.now(ZONE).replace(tzinfo=None, microsecond=0)
