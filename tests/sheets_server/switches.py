"""Answers to what nobody has seen Google do: one switch for each open question, the likely answer by default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass
class Switches:
    """May be changed while the server runs; a request that is being answered may see either."""

    missing_protection_fails: bool = True
    """P2: deleteProtectedRange of an id that is not there is refused; otherwise it is answered with {}."""
    used_metadata_id_fails: bool = True
    """P3: createDeveloperMetadata with a used id is refused; otherwise the older entry gives way."""
    used_name_fails: bool = True
    """P3': addNamedRange with a used name is refused; otherwise both exist."""
    unmatched_metadata_fails: bool = False
    """P4: updating or deleting developer metadata that nothing matches is refused; otherwise it is answered with {}."""
    sort_moves_anchors: bool = True
    """P5: developer metadata of a row goes with it when a person sorts; otherwise it stays at the row's number."""
    torn_reads: bool = False
    """P6: in a read of several ranges each one shows the moment it was read; otherwise all show the same moment."""
    strict_validation_binds: bool = False
    """P8: a write of the API that breaks a strict validation rule is refused; otherwise it is stored."""
    editors_manage_protections: bool = True
    """P10: an editor who does not own the spreadsheet may add, change and delete protected ranges."""
    editors_write_protected: bool = True
    """P10: an editor who does not own the spreadsheet may write where its protection lists them."""
    translated_refusals: bool = False
    """P11: what follows "Invalid requests[0].kind: " is not English."""
    retry_after: bool = False
    """P12: 429 comes with a Retry-After header."""
    reply_before_batch: bool = False
    """P13: updatedSpreadsheet shows the state before the batch instead of the state after it."""
    filters_deflect_writes: bool = False
    """P14: updateCells with a start passes over rows that a filter hides; otherwise it writes into them, too."""
    stale_names: bool = False
    """P15: a batch checks names of named ranges against the state before the batch that came before it."""
    dropdowns_are_data: bool = False
    """P16: appending goes on below empty cells with a drop-down."""
    ranges_hide_protections: bool = False
    """P17: a read with `ranges` leaves out protected ranges."""
    pasted_text_stays_text: bool = True
    """P18: copyPaste of values leaves text text; otherwise it is read as if somebody typed it: "007" becomes 7."""
    batches_blind_to_each_other: bool = False
    """P19: two batches that arrive together change the same state; otherwise one comes after the other."""
    inserts_come_apart: bool = False
    """P22: another batch may come between rows that are put in and what is written into them; otherwise none does."""
    service_accounts_create_files: bool = False
    """A service account may create files; otherwise it has no storage: 403, in Drive storageQuotaExceeded."""

    def set(self, wanted: Mapping[str, Any]) -> None:
        """Change switches by name; raises ValueError for an unknown name or a value that is not a boolean."""
        known = {switch.name for switch in fields(self)}
        for name, value in wanted.items():
            if name not in known or not isinstance(value, bool):
                raise ValueError(f"Not a switch: {name}={value!r}. There are: {', '.join(sorted(known))}")
        for name, value in wanted.items():
            setattr(self, name, value)

    def shown(self) -> dict[str, bool]:
        """All switches as JSON."""
        return asdict(self)


def parsed(text: str) -> tuple[str, bool]:
    """`name=on` of the command line; raises ValueError."""
    name, _, value = text.partition("=")
    answers = {"on": True, "true": True, "yes": True, "off": False, "false": False, "no": False}
    if value.lower() not in answers:
        raise ValueError(f"{text!r} is not name=on or name=off")
    return name, answers[value.lower()]
