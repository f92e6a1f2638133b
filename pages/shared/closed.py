"""A page that stays closed says why and what to do; whoever may sign in does so right there and comes back."""

from typing import Final
from zlib import crc32

import streamlit as st

from pages.shared.language import _, plain, say, tell
from services.model.access import Actor, Right, Role
from services.model.errors import Refusal
from services.settings import Settings

# Streamlit comes back from signing in to the start page. The browser itself remembers for ten minutes, in this tab
# only, which page was wanted; `frame.py` goes there.
REMEMBER: Final = """<script>/* {page} */
sessionStorage.setItem("lotsenbuch.wanted", JSON.stringify([Date.now(), location.href]));
</script>"""


def closed(right: Right, here: Actor, chosen: Settings, contact: str) -> None:
    """Say why the page stays closed to `here`; `contact` is how the office is reached."""
    if right is Right.ANSWER_LINK:
        _no_such_link(contact)
        return
    st.title(_("This page is for the office"), anchor=False)
    if chosen.example:
        st.info(_("Choose a role with this right at the top of the page."))
    elif not chosen.signs_in:
        st.info(
            _(
                "Signing in is not set up yet, so the office's pages stay closed. Add an [auth] section and the list "
                "of office people to the secrets; the guide is in the README."
            )
        )
    elif here.role not in (Role.PUBLIC, Role.LINK):
        st.info(
            say(
                "You are signed in as {name} ({roles}), and this page is not for that. If you need it, please ask "
                "whoever administers Lotsenbuch in your office.",
                name=here.name,
                roles=here.roles,
            )
        )
    elif st.user.get("is_logged_in"):
        unknown_address(contact)
    else:
        st.info(_("Please sign in with an account that the office has entered."))
        page = crc32((st.context.url or right.name).encode())
        st.html(REMEMBER.format(page=page), unsafe_allow_javascript=True)
        offer_sign_in(chosen)


def closed_link(refusal: Refusal, contact: str) -> None:
    """Say why a volunteer's link opens nothing."""
    st.title(_("This link does not open anything"), anchor=False)
    st.info(tell(refusal.sentence))
    st.markdown(plain(contact))


def _no_such_link(contact: str) -> None:
    st.title(_("This link does not work"), anchor=False)
    st.info(
        _(
            "It is incomplete, or what it was about has been deleted. Copy the whole address from the mail into "
            "the browser. If that does not help, please call or write to us."
        )
    )
    st.markdown(plain(contact))


def offer_sign_in(chosen: Settings) -> None:
    """Show the button to sign in, or one for each that vouches for addresses."""
    with st.container(horizontal=True):
        for provider in chosen.providers or ("",):
            label = say("Sign in with {provider}", provider=provider.capitalize()) if provider else _("Sign in")
            if st.button(label, key=f"sign-in.{provider}", type="primary"):
                st.login(provider or None)


def unknown_address(contact: str) -> None:
    """Tell somebody whom nobody here knows whom to ask, and let them try another account."""
    st.warning(
        say(
            "The address {address} is not known here (or not verified by its provider). Please ask {contact}.",
            address=str(st.user.get("email", "?")),
            contact=contact or _("the office"),
        )
    )
    if st.button(_("Sign in with another account"), key="sign-in.other"):
        st.logout()
