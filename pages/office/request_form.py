"""The office's form of a request: grouped for a phone call, with hints while it is typed, a look back before saving."""

from typing import Final

import streamlit as st

from pages.shared import tables
from pages.shared.language import _, say, tell
from pages.shared.live import Live, confirm
from pages.shared.visit import Visit
from pages.shared.widgets import Stays
from services.intake import hints
from services.model.lists import RequestKind
from services.model.records import Organisation, Request
from services.model.request_forms import PRIVATE, RequestForm
from services.model.words import N_, Sentence
from services.note_guard import suspicious, suspicious_code
from services.repeats import likely_repeats
from services.requesters import known_as, who_asks
from services.roster import known_districts

DATED: Final = frozenset({RequestKind.APPOINTMENT, RequestKind.GROUP, RequestKind.MEDIATION, RequestKind.PUBLIC})
WHEN: Final = ("day", "at", "hours")
# Which field of a request takes over what of the organisation that is chosen.
CONTACT: Final = {
    "requester_kind": "asks_as",
    "requester_contact": "contact_person",
    "requester_phone": "phone",
    "requester_email": "email",
}


def request_form(
    visit: Visit, key: str, submit: str, seen: Request | None = None, stays: Stays = None
) -> tuple[RequestForm, bool] | None:
    """Draw the form; give what was typed and whether to keep the organisation, once it is saved and right.

    Whatever looks odd (a name in the note, an earlier request of the same person) has to be confirmed first.
    """
    words = {
        "district": known_districts(visit.workbook),
        "requester": tuple(one.name for one in who_asks(visit.workbook)),
    }
    live = Live(RequestForm, key, seen=seen, choices=words, stays=stays)
    _task(live)
    told = hints(visit.workbook, seen, visit.today) if seen else ()  # stands above the opened request already
    with st.container():  # there without a hint, too: else what is typed below would be lost when one comes up
        for hint in (one for one in hints(visit.workbook, live.so_far(), visit.today) if one not in told):
            st.info(tell(hint), icon=":material/lightbulb:")
    keep = _requester(visit, live)
    summary = st.container()
    typed = live.so_far()
    again = likely_repeats(visit.workbook, typed, visit.today, but=seen.id if seen else "")
    _open_earlier(live.key, again)
    pressed = confirm(live.key, submit, _("Save all the same"), (*_odd(typed, seen), *_repeated(again, seen)))
    filled = live.checked(summary) if pressed else None
    return (filled, keep) if filled else None


def _task(live: Live[RequestForm]) -> None:
    with live.block("task", border=True):
        st.markdown("**" + _("What for") + "**")
        live.draw("topics")
        live.draw("kind", "languages", across=2)
        live.draw("min_level", "legal_effect", "interpreting", across=3)
    with live.block("when", border=True):
        st.markdown("**" + _("When and where") + "**")
        kind = live.values["kind"]
        dated = kind in DATED or any(live.start_of(name) for name in WHEN)
        with st.container():  # there empty, too, so that what stands below keeps its place
            if dated:
                live.draw(*WHEN, across=3)
        with st.container():
            if kind is not RequestKind.APPOINTMENT or live.start_of("times"):
                live.draw("times")
        live.draw("urgency", "district", "place", across=3)
    with live.block("whom", border=True):
        st.markdown("**" + _("For whom") + "**")
        live.draw("client", "wish", across=2)
        live.draw("unit", "people", "children", across=3)
        live.draw("minors")
        live.draw("note")


def _requester(visit: Visit, live: Live[RequestForm]) -> bool:
    """Draw who asks; says whether an organisation typed for the first time is to be kept with its contact."""
    _take_over_contact(visit, live)
    with live.block("asking", border=True):
        st.markdown("**" + _("Who asks") + "**")
        live.draw("requester", "requester_kind", "requester_contact", across=3)
        live.draw("requester_phone", "requester_email", "channel", across=3)
        live.draw("consent", "consent_on", across=2)
        name = live.values["requester"]
        unknown = name and live.values["requester_kind"] not in PRIVATE and not known_as(visit.workbook, name)
        return bool(
            unknown
            and not live.seen
            and st.checkbox(
                say("Keep “{name}” with its contact for the next time", name=name), value=True, key=f"{live.key}.keep"
            )
        )


def _take_over_contact(visit: Visit, live: Live[RequestForm]) -> None:
    """Fill in the contact of the organisation just chosen; what somebody typed differently stays."""
    chosen = known_as(visit.workbook, str(st.session_state.get(live.key_of("requester")) or ""))
    filled = f"{live.key}.filled"
    if chosen is None or st.session_state.get(filled) == chosen.id:
        return
    before = visit.workbook.find(Organisation, str(st.session_state.get(filled, "")))
    st.session_state[filled] = chosen.id
    for name, source in CONTACT.items():
        known = getattr(chosen, source)
        untouched = (None, "", live.start_of(name), getattr(before, source) if before else None)
        if known and st.session_state.get(live.key_of(name)) in untouched:
            st.session_state[live.key_of(name)] = live.values[name] = known


def _odd(typed: RequestForm, seen: Request | None) -> tuple[Sentence, ...]:
    """Give what looks like a name, a number or a diagnosis; what was saved before is not asked about again."""
    note = suspicious(typed.note) if not seen or typed.note != seen.note else ()
    code = suspicious_code(typed.client) if not seen or typed.client != seen.client else ()
    return (*code, *note)


def _repeated(again: tuple[Request, ...], seen: Request | None) -> tuple[Sentence, ...]:
    template = N_("{id}, received on {day}, may be the same request.")
    return tuple(Sentence(template, id=one.id, day=one.received_at.date()) for one in again if not seen)


def _open_earlier(key: str, again: tuple[Request, ...]) -> None:
    """Offer the way to an earlier request; what is typed here stays."""
    for one in again:
        if st.button(
            say("Open the earlier request {id}", id=one.id),
            key=f"{key}.open.{one.id}",
            icon=":material/history:",
            type="tertiary",
        ):
            tables.opened("requests", one.id)
            st.rerun()
