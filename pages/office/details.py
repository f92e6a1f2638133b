"""Programme details: the office in its own words, as the public sees it."""

from urllib.parse import urlsplit

import streamlit as st

from pages.office.one_logo import one_logo
from pages.shared import forms
from pages.shared.language import _
from pages.shared.visit import finish, guard
from services.model.access import Right
from services.model.forms import ProgrammeForm
from services.programme import describe, programme
from services.settings import on_this_machine

visit = guard(Right.KEEP_PROGRAMME)
st.title(_("Programme details"), anchor=False)
seen = forms.as_first_seen("programme", programme(visit.workbook))
# Where this page was opened is most likely its address; on a trial machine it is nobody else's.
here = urlsplit(st.context.url or "")
if not seen.web and here.hostname and not on_this_machine(here.hostname):
    suggested = seen.model_copy(update={"web": f"{here.scheme}://{here.netloc}"})
else:
    suggested = seen
filled = forms.ask(ProgrammeForm, "programme", submit=_("Save"), seen=suggested, across=2)
if filled and forms.change(visit, "programme", describe, seen, filled):
    finish("programme", "The programme's details are saved.")
one_logo(visit)
