"""What is known about one request, on every screen in the same order and words; how the office is reached."""

import streamlit as st

from pages.shared.language import _, plain, say, shown
from services.model.lists import Answer, Wish
from services.model.records import Request
from services.model.workbook import Workbook
from services.programme import programme


def reached_at(workbook: Workbook) -> str:
    """Give how the office is reached, in one line of plain text."""
    ours = programme(workbook)
    return " · ".join(part for part in (ours.contact_person or ours.office, ours.phone, ours.email) if part)


def request_title(request: Request) -> str:
    """Name a request in one line."""
    when = f"{shown(request.day)} {shown(request.at)}" if request.day else shown(request.urgency)
    return f"{request.id} · {shown(request.topics)} · {shown(request.languages)} · {when}"


def request_task(request: Request) -> None:
    """Show what a request is about, and nothing of whom it is for."""
    told = {_("What"): request.topics, _("When"): request.day, _("Languages"): request.languages}
    st.markdown("  \n".join(f"{label}: **{plain(shown(value))}**" for label, value in told.items() if value))


def say_level(request: Request) -> str:
    """Say which level of the language is needed."""
    return say("at least {level}", level=request.min_level)


def request_facts(request: Request) -> None:
    """Show what is known about a request; what the reader may not see is empty in their snapshot and stays away."""
    when = f"{shown(request.day)}, {shown(request.at)}" if request.day else shown(request.times)
    contact = (request.requester, request.requester_contact, request.requester_phone, request.requester_email)
    told = {
        _("What"): f"{shown(request.kind)}: {shown(request.topics)}",
        _("When"): when,
        _("Duration in hours"): shown(request.hours),
        _("District"): shown(request.district),
        _("Meeting place"): shown(request.place),
        _("Languages"): shown(request.languages) + (f" ({say_level(request)})" if request.min_level else ""),
        _("For"): f"{shown(request.unit)} ({request.people})" if request.people > 1 else shown(request.unit),
        _("Children among them"): shown(request.children) if request.children else "",
        _("Minors involved"): shown(request.minors) if request.minors else "",
        _("Accompanied by"): shown(request.wish) if request.wish is not Wish.NONE else "",
        _("Urgency"): shown(request.urgency),
        _("Legal effect"): shown(request.legal_effect) if request.legal_effect is Answer.YES else "",
        _("Needs a professional interpreter"): shown(request.interpreting)
        if request.interpreting is Answer.YES
        else "",
        _("Client code"): shown(request.client),
        _("Consent"): shown(request.consent),
        _("Contact"): " · ".join(part for part in contact if part),
        _("Note"): request.note,
    }
    lines = [f"{label}: **{plain(value)}**" for label, value in told.items() if value and value != "–"]
    st.markdown("  \n".join(lines))
