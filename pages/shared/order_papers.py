"""Order, confirmation and the month's sheet as files to print; made only when somebody asks for them."""

from collections.abc import Callable

import streamlit as st

from pages.shared.language import DEFAULT, _, catalogue, say
from pages.shared.visit import Visit
from services.delivery.month_sheet import month_pdf
from services.delivery.order import confirmation_pdf, order_pdf
from services.model.records import Assignment
from services.orders import month_of, months_of, order_of


def order_papers(visit: Visit, assignment: Assignment) -> None:
    """Offer the order and the sheet on which whoever asked confirms the days, in the office's language: German."""
    words = catalogue(DEFAULT).gettext

    def order() -> bytes:
        return order_pdf(order_of(visit.workbook, assignment), visit.today, words)

    def confirmation() -> bytes:
        return confirmation_pdf(order_of(visit.workbook, assignment), visit.today, words)

    with st.container(horizontal=True):
        _download(_("Order (PDF)"), order, f"Beauftragung-{assignment.id}.pdf")
        _download(_("Confirmation sheet (PDF)"), confirmation, f"Bestaetigung-{assignment.id}.pdf")


def month_papers(visit: Visit, person: str) -> None:
    """Offer the sheet of a month in which somebody has visits."""
    months = months_of(visit.workbook, person)
    if not months:
        st.caption(_("As soon as a visit is entered, the sheet of its month can be printed here."))
        return
    spelled = {month: f"{month:%m/%Y}" for month in months}
    chosen = st.selectbox(_("Month"), months, format_func=spelled.__getitem__, key=f"month.{person}")
    sheet = month_of(visit.workbook, person, chosen)

    def paper() -> bytes:
        return month_pdf(sheet, visit.today, catalogue(DEFAULT).gettext)

    _download(say("Sheet of {month} (PDF)", month=f"{chosen:%m/%Y}"), paper, f"Stunden-{person}-{chosen:%Y-%m}.pdf")


def _download(label: str, paper: Callable[[], bytes], name: str) -> None:
    st.download_button(
        label, paper, name, "application/pdf", key=f"paper.{name}", on_click="ignore", icon=":material/download:"
    )
