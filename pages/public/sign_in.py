"""Signing in and out."""

import streamlit as st

from pages.shared.closed import offer_sign_in, unknown_address
from pages.shared.facts import reached_at
from pages.shared.here import settings
from pages.shared.language import _, say
from pages.shared.visit import guard
from services.model.access import Right, Role

visit = guard(Right.REGISTER)
st.title(_("Sign in"), anchor=False)
if not st.user.get("is_logged_in"):
    st.markdown(_("For the office and for volunteers on the roster. Registering for a course needs no account."))
    offer_sign_in(settings())
elif visit.actor.role is Role.PUBLIC:
    unknown_address(reached_at(visit.workbook))
else:
    st.markdown(say("Signed in as {name} ({role}).", name=visit.actor.name, role=visit.actor.roles))
    if st.button(_("Sign out")):
        st.logout()
