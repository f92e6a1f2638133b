"""Signing in and out."""

import streamlit as st

from pages.shared.language import _, say
from pages.shared.visit import guard
from services.model.access import Right, Role
from services.programme import programme

visit = guard(Right.REGISTER)
st.title(_("Sign in"), anchor=False)
if not st.user.get("is_logged_in"):
    st.markdown(_("For the office and for volunteers on the roster. Registering for a course needs no account."))
    if st.button(_("Sign in"), type="primary"):
        st.login()
else:
    if visit.actor.role is Role.PUBLIC:
        ours = programme(visit.workbook)
        contact = ", ".join(part for part in (ours.contact_person, ours.phone, ours.email) if part) or _("the office")
        st.warning(
            say(
                "The address {address} is not known here (or not verified by its provider). Please ask {contact}.",
                address=str(st.user.get("email", "?")),
                contact=contact,
            )
        )
    else:
        st.markdown(say("Signed in as {name} ({role}).", name=visit.actor.name, role=visit.actor.role))
    if st.button(_("Sign out")):
        st.logout()
