"""The list that was found as a file: the columns are chosen, and each download stands in the journal."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from pages.shared.language import _, language, say, settle_language, shown
from pages.shared.visit import Visit
from services.delivery.spreadsheets import csv_of, xlsx_of
from services.model.access import Right
from services.model.record import columns
from services.model.records import Person
from services.passing_on import USUAL, columns_for, pass_on_people
from services.stages import stage

EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw(visit: Visit, found: Sequence[Person]) -> None:
    """Offer the people found as a file for Excel, with the columns chosen here."""
    if not visit.actor.may(Right.PASS_ON_LISTS):
        return
    with st.popover(_("Take this list along"), icon=":material/download:"):
        st.caption(_("Everybody found above. Each download is noted in the journal: who, how many, which columns."))
        may = columns_for(visit.actor)
        chosen = st.multiselect(
            _("Columns"),
            list(may),
            [name for name in USUAL if name in may],
            format_func=lambda name: _(may[name].column.label),
            key="along.columns",
            placeholder=_("Choose"),
            select_all=False,
        )
        _download(visit, found, chosen, "xlsx", EXCEL)
        _download(visit, found, chosen, "csv", "text/csv")


def _download(visit: Visit, found: Sequence[Person], chosen: Sequence[str], ending: str, mime: str) -> None:
    header = tuple(_(columns(Person)[name].column.label) for name in chosen)
    title, spoken = _("Volunteers"), language()

    def taken_out() -> bytes:
        settle_language(spoken)
        visit.office.perform(visit.actor, pass_on_people, tuple(one.id for one in found), tuple(chosen))
        now = [one.model_copy(update={"status": stage(one, visit.today)}) for one in found]
        rows = [tuple(cell(getattr(one, name)) for name in chosen) for one in now]
        return xlsx_of(title, header, rows) if ending == "xlsx" else csv_of(header, rows)

    st.download_button(
        say("Download as {ending}", ending={"xlsx": "Excel", "csv": "CSV"}[ending]),
        taken_out,  # at the click: what is noted in the journal was really taken out
        file_name=f"Lotsenliste-{visit.today:%Y-%m-%d}.{ending}",
        mime=mime,
        on_click="ignore",
        icon=":material/download:",
        key=f"along.{ending}",
        disabled=not (found and chosen and visit.office.reachable),
    )


def cell(value: object) -> str:
    """Spell a value for a cell of a file: nothing stays empty."""
    return "" if value in (None, "", ()) else shown(value)
