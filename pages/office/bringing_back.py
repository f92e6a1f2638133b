"""Bringing back what was chosen from a backup: part by part, with the progress on screen."""

import streamlit as st

from pages.shared.language import _, say
from pages.shared.visit import Visit, finish, once, perform, round_of, turn
from services.model.workbook import Workbook
from services.restore import Difference, batches, operations, restore, sort_out, to_come

Found = tuple[Difference, ...]


def bring_back(visit: Visit, key: str, chosen: Found, backup: Workbook) -> None:
    """Bring the chosen back part by part; what cannot come yet is named on the next run."""
    if not st.session_state["backup.seen_all"]:
        st.warning(_("The table has changed in the meantime. Please look at the differences again, then click."))
        return
    fits, left = sort_out(chosen, backup, visit.workbook)
    done = _part_by_part(visit, key, fits, backup)
    if done == len(fits):
        st.session_state["backup.left"] = left
        finish(
            key,
            "Brought back: {missing} missing entries, {changed} changed ones.",
            place="backup",
            missing=len(divided(fits)[0]),
            changed=len(divided(fits)[1]),
        )
    turn(key)
    if done:
        st.info(
            say(
                "{done} of {count} entries are back. Choose the same file again: it shows what is still missing, and "
                "brings that back.",
                done=done,
                count=len(fits),
            )
        )


def _part_by_part(visit: Visit, key: str, fits: Found, backup: Workbook) -> int:
    """Give how many entries came back until one part was refused or could not be saved, which has been said then."""
    parts = batches(fits, backup, visit.workbook)
    numbers, known, done = to_come(backup, visit.workbook), operations(visit.workbook), 0
    progress = st.empty()
    for number, part in enumerate(parts, 1):
        if len(parts) > 1:
            told = say("Part {number} of {count}", number=number, count=len(parts))
            progress.progress((number - 1) / len(parts), told)
        # Named by its entries: after a click during a slow save, only what is still missing is asked for.
        asked = f"{key}.{round_of(key)}.{part[0].then.id}.{part[-1].then.id}"
        if perform(visit, asked, restore, part, numbers, known) is None:
            return done
        known |= operations(backup) | {once(asked)}
        done += len(part)
    return done


def divided(found: Found) -> tuple[Found, Found]:
    """Divide into what is missing and what is different."""
    return tuple(one for one in found if one.now is None), tuple(one for one in found if one.now is not None)
