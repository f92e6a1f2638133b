"""Who is here at which installation: its settings, its office, its mail, and the actor of this run."""

import os

import streamlit as st

from pages.shared.language import _
from pages.shared.own_link import own_link
from services.links import link_of, message_of
from services.model.access import ANYBODY, Actor, Role
from services.model.clock import now_in_germany
from services.model.errors import Refusal
from services.model.records import Person
from services.office import Office
from services.posting import Postman
from services.settings import Settings
from services.sign_in import office_person, volunteer
from services.storage.open import fresh_for, open_store


def settings() -> Settings:
    """Read the settings of this installation."""
    secrets = st.secrets.to_dict() if st.secrets.load_if_toml_exists() else {}
    return Settings.of(secrets, os.environ)


@st.cache_resource(show_spinner=False)
def _office(chosen: Settings) -> Office:
    """Open the office once for the whole process."""
    today = now_in_germany().date()
    return Office(open_store(chosen, today=today), keep_for=fresh_for(chosen))


def office() -> Office:
    """Give the office of this installation; raises `Unreachable`, `WrongLayout`."""
    return _office(settings())


@st.cache_resource(show_spinner=False)
def postman(chosen: Settings) -> Postman | None:
    """Give who sends the mail of this installation; None without a mail server."""
    return Postman(_office(chosen), chosen.mail, chosen.link_key) if chosen.mail else None


def actor() -> Actor:
    """Say who is here; looked up anew on every run, so that somebody removed is out at the next click.

    Whoever came by a personal link (`?t=`, on its page) or a volunteer's (`?z=`, all session) is nobody else there.
    """
    chosen = settings()
    if "t" in st.query_params:
        message = message_of(chosen.link_key, str(st.query_params["t"]))
        return (office().follow(message) if message else None) or ANYBODY
    if isinstance(volunteer_here := by_own_link(), Actor):  # else whoever is signed in is still who they are
        return volunteer_here
    if chosen.example:
        return _played_actor()
    if chosen.signs_in and st.user.get("is_logged_in") and st.user.get("email_verified"):
        email = str(st.user.get("email", ""))
        # The office is known without the store: it has to get in when the table is out of order.
        return office_person(email, chosen.office) or office().recognise(email, chosen.office) or ANYBODY
    return ANYBODY


def by_own_link() -> Actor | Refusal | None:
    """Give who comes by a volunteer's link, or why it opens nothing; None without one."""
    try:
        return office().enter(link_of(settings().link_key, own_link())) if own_link() else None
    except Refusal as refusal:
        return refusal


def _played_actor() -> Actor:
    """Give the role chosen in the example; a volunteer is one of the invented people."""
    role = st.session_state.get("role", Role.PUBLIC)
    if role is Role.VOLUNTEER:
        person = office().read(Actor(Role.COORDINATOR, "")).find(Person, str(st.session_state.get("person", "")))
        return volunteer(person) if person else ANYBODY
    return ANYBODY if role is Role.PUBLIC else Actor(role, _("Example office"))
