"""What is stored about one volunteer, to be taken along; gathered and noted in the journal at the click."""

import streamlit as st

from pages.shared.language import DEFAULT, _, catalogue
from pages.shared.visit import Visit
from services.delivery.own_data import json_of, pdf_of
from services.own_data import hand_out
from services.programme import programme


def own_data_files(visit: Visit, person: str) -> None:
    """Offer everything about somebody as a PDF and as JSON, in the office's language: German."""
    ours = programme(visit.workbook)

    def paper() -> bytes:
        visit.office.perform(visit.actor, hand_out, person)
        told = visit.office.own_data(visit.actor, person)
        return pdf_of(told, ours, visit.office.now, catalogue(DEFAULT).gettext)

    def data() -> bytes:
        visit.office.perform(visit.actor, hand_out, person)
        return json_of(visit.office.own_data(visit.actor, person), ours, visit.office.now)

    for label, made, ending, mime in (
        (_("Download to read (PDF)"), paper, "pdf", "application/pdf"),
        (_("Download as data (JSON)"), data, "json", "application/json"),
    ):
        st.download_button(
            label,
            made,
            file_name=f"Auskunft-{person}.{ending}",
            mime=mime,
            on_click="ignore",
            icon=":material/download:",
            key=f"own_data.{person}.{ending}",
            disabled=not visit.office.reachable,
        )
