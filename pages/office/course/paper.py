"""Certificates and cards as files to print; made only when somebody asks for them."""

from collections.abc import Sequence

import streamlit as st

from pages.shared.language import DEFAULT, _, catalogue, say
from pages.shared.visit import Visit
from services.awards import awards
from services.delivery.cards import cards_pdf
from services.delivery.certificates import certificates_pdf
from services.delivery.paper import unprintable
from services.model.course_records import Course, Registration


def offer(visit: Visit, course: Course, people: Sequence[Registration], key: str) -> None:
    """Offer certificates and cards of these people, in the language of the office's paper: German."""
    gathered = awards(visit.workbook, course, {one.id for one in people})
    words = catalogue(DEFAULT).gettext
    named = people[0].certificate if len(people) == 1 else course.id
    many = len(people) > 1
    with st.container(horizontal=True):
        st.download_button(
            say("All certificates (PDF): {count}", count=len(people)) if many else _("Certificate (PDF)"),
            data=lambda: certificates_pdf(gathered, visit.today, words),
            file_name=f"Zertifikat-{named}.pdf",
            mime="application/pdf",
            key=f"{key}.certificates",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            say("All ID cards (PDF): {count}", count=len(people)) if many else _("ID card (PDF)"),
            data=lambda: cards_pdf(gathered, visit.today, words),
            file_name=f"Ausweis-{named}.pdf",
            mime="application/pdf",
            key=f"{key}.cards",
            on_click="ignore",
            icon=":material/badge:",
        )
    lost = unprintable("".join(one.name for one in gathered.people))
    if lost:
        st.warning(say("These letters cannot be printed: {letters}", letters=lost))
