"""A volunteer's personal link: made, shown as text and code, sent by mail, withdrawn."""

import streamlit as st

from pages.shared.here import settings
from pages.shared.language import _, say
from pages.shared.visit import Visit, finish, perform
from services.delivery.codes import code_of
from services.links import own_address
from services.model.own_records import PersonalLink
from services.model.records import Person
from services.own_links import make_link, send_link, withdraw_link, working_link
from services.programme import programme


def draw(visit: Visit, person: Person) -> None:
    """Show the link that works, or offer to make one."""
    st.markdown(
        _(
            "With this link the volunteer reaches “My entry” and “My assignments” without a password. It shows nothing "
            "about anybody else."
        )
    )
    link = working_link(visit.workbook, person.id, visit.today)
    if link:
        _shown(visit, person, link)
    else:
        st.info(_("There is no link that works at the moment."))
    key = f"own_link.{person.id}.make"
    label = _("Make a new link, the old one stops") if link else _("Make a link")
    if st.button(label, key=key, type="secondary" if link else "primary"):
        made = perform(visit, key, make_link, person.id)
        if made:
            finish(key, "The link of {name} works until {day}.", name=person.full_name, day=made.until)


def _shown(visit: Visit, person: Person, link: PersonalLink) -> None:
    st.markdown(say("It works until {day}.", day=link.until))
    address = own_address(programme(visit.workbook).web, settings().link_key, link.id)
    if address:
        code, text = st.columns([1, 2])
        code.image(code_of(address), width=220, caption=_("To scan with the phone's camera"))
        text.code(address, language=None, wrap_lines=True)
        file = say("Link {id}", id=person.id)
        text.download_button(_("Code as a picture"), code_of(address), f"{file}.png", "image/png")
    else:
        st.warning(_("The address of this page is missing: please enter it under “Programme details”."))
    mail, away = st.columns(2)
    key = f"own_link.{link.id}.send"
    if mail.button(_("Send by mail"), key=key, disabled=not (address and person.email), width="stretch") and perform(
        visit, key, send_link, link
    ):
        finish(key, "The mail to {name} stands in the outbox.", name=person.full_name)
    if not person.email:
        mail.caption(say("{name} has no e-mail address.", name=person.full_name))
    key = f"own_link.{link.id}.withdraw"
    if away.button(_("Withdraw the link"), key=key, width="stretch") and perform(visit, key, withdraw_link, link):
        finish(key, "The link of {name} opens nothing any more.", name=person.full_name)
