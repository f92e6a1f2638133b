"""Programme details: the office in its own words, as the public sees it."""

import streamlit as st

from pages.office.one_logo import one_logo
from pages.shared import forms
from pages.shared.language import _
from pages.shared.visit import finish, guard
from services.model.access import Right
from services.model.forms import ProgrammeForm
from services.programme import describe, programme

visit = guard(Right.KEEP_PROGRAMME)
st.title(_("Programme details"), anchor=False)
seen = forms.as_first_seen("programme", programme(visit.workbook))
filled = forms.ask(ProgrammeForm, "programme", submit=_("Save"), seen=seen, across=2)
if filled and forms.change(visit, "programme", describe, seen, filled):
    finish("programme", "The programme's details are saved.")
one_logo(visit)
