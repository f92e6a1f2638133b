"""One visit of one page: who is here, what they may see, and how an action is carried out and told."""

import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar
from uuid import uuid4

import streamlit as st

from pages.shared.closed import closed, closed_link
from pages.shared.facts import reached_at
from pages.shared.here import actor, by_own_link, office, postman, settings
from pages.shared.language import _, in_german, say, tell
from pages.shared.unreadable import show_unreadable
from services.model.access import ANYBODY, RIGHTS, Actor, Right, Role
from services.model.errors import Refusal, StorageError, Unclear, WrongLayout
from services.model.record import Record
from services.model.workbook import Workbook
from services.office import Office
from services.outbox import to_send
from services.posting import write_weekly
from services.rush import Rush

log = logging.getLogger(__name__)

R = TypeVar("R", bound=Record)

A_MOMENT: Final = 3.0
"""Seconds for which the sentence of an action outlives whatever else is clicked."""


@dataclass(frozen=True)
class Visit:
    """What a page works with: the office, the actor, and the snapshot the actor may see."""

    office: Office
    actor: Actor
    workbook: Workbook
    today: date


@st.cache_resource(show_spinner=False)
def _rush() -> Rush:
    """Give what counts what the public sends, once for the whole process."""
    return Rush()


def _send_what_is_due() -> None:
    """Have the mail that waits sent beside the pages."""
    if sender := postman(settings()):
        sender.ring()


def admit(right: Right) -> Actor:
    """Let the page go on only for somebody with the right; everybody else is told why not.

    First line of a page that has to work without the store; any other begins with `guard`.
    """
    try:
        with reading():
            here = actor()
    except StorageError as error:
        storage_trouble(error)
        st.stop()
    if not here.may(right):
        refusal = by_own_link()
        if right in RIGHTS[Role.VOLUNTEER] and isinstance(refusal, Refusal):
            closed_link(refusal, _contact())
        else:
            closed(right, here, settings(), _contact())
        st.stop()
    return here


def guard(right: Right) -> Visit:
    """Let somebody with the right in and read what they may see. First line of a page."""
    here = admit(right)
    try:
        chosen = office()
        with reading():
            workbook = chosen.read(here)
        with st.container():  # there without a warning, too, as in `say_what_was_done`
            _warn(chosen, workbook)
        if settings().mail and here.may(Right.SEND_MESSAGES):
            if write_weekly(chosen, settings().digest_readers, in_german):
                workbook = chosen.read(here)
            if to_send(workbook, chosen.now):
                _send_what_is_due()
        return Visit(chosen, here, workbook, chosen.now.date())
    except StorageError as error:
        storage_trouble(error)
        st.stop()


def _warn(chosen: Office, workbook: Workbook) -> None:
    """Say that the table is away, and which of its rows nobody can read."""
    if not chosen.reachable:
        st.warning(
            say(
                "The table cannot be reached at the moment. You see the state of {time}; what you type stays here "
                "until it can be saved.",
                time=chosen.as_of.time(),
            ),
            icon=":material/cloud_off:",
        )
    show_unreadable(workbook.problems)


def reading() -> AbstractContextManager[None]:
    """Say so when reading takes a while; a database answers at once."""
    if settings().sheet is None:
        return nullcontext()
    return st.spinner(_("Reading the table … If Google asks us to wait, this takes up to a minute."), show_time=True)


def _saving() -> AbstractContextManager[None]:
    """Say that something is being saved, and what it may have to wait for."""
    if settings().sheet is None:
        return st.spinner(_("Saving … When many save at once, this takes a moment."), show_time=True)
    return st.spinner(_("Saving … If Google asks us to wait, this takes up to a minute."), show_time=True)


def _contact() -> str:
    """Give how the office is reached; "" while the store is away."""
    try:
        return reached_at(office().read(ANYBODY))
    except StorageError:
        return ""


def storage_trouble(error: StorageError) -> None:
    """Say what happened, what was not saved and what to do."""
    log.error("Storage: %r", error)
    if isinstance(error, WrongLayout):
        st.error(tell(error.sentence))
        return
    if isinstance(error, Unclear):
        st.error(
            _(
                "The table did not answer: perhaps this is saved, perhaps not. Please press again in a minute: it is "
                "done only once. What you typed is still here."
            )
        )
        return
    st.error(
        _(
            "The table cannot be reached at the moment. Nothing was saved, and what you typed is still here: "
            "please try again in a minute."
        )
    )


def round_of(key: str) -> int:
    """Give how many times the form or button `key` was carried out; it is part of its widgets' keys."""
    return int(st.session_state.get(f"{key}.round", 0))


def once(key: str) -> str:
    """Give the operation number of a form or button: the same until it is finished, so that three clicks do it once."""
    return str(st.session_state.setdefault(f"{key}.once.{round_of(key)}", uuid4().hex))


def perform(visit: Visit, key: str, action: Callable[..., R], *args: object) -> R | None:
    """Carry out an action; gives None when it was refused or could not be saved, after saying so.

    A click during a slow save interrupts this run and starts the action again: it has the same operation number, so the
    office gives back what was saved, until `finish` turns the round.
    """
    try:
        if visit.actor.role in (Role.PUBLIC, Role.LINK):
            _rush().enter(visit.office.now, st.context.ip_address or "", once(key))
        with _saving():
            done = visit.office.perform(visit.actor, action, *args, once=once(key))
    except Refusal as refusal:
        st.warning(tell(refusal.sentence))
        return None
    except StorageError as error:
        storage_trouble(error)
        return None
    _send_what_is_due()
    return done


def turn(key: str) -> None:
    """Begin a new round of the form or button `key`: empty fields, a new operation number."""
    st.session_state[f"{key}.round"] = round_of(key) + 1


def finish(key: str, message: str, *, place: str = "", **values: object) -> None:
    """Turn the round (an empty form, a new operation number), say at `place` on the next run what was done."""
    turn(key)
    for remembered in ("seen", "first"):
        st.session_state.pop(f"{key}.{remembered}", None)
    for name in [str(name) for name in st.session_state if str(name).endswith(".seen")]:
        st.session_state[f"{name}.again"] = True
    for earlier in ("told.", "told.since"):
        st.session_state.pop(earlier, None)
    st.session_state[f"told.{place}"] = say(message, **values)
    st.rerun()


def say_what_was_done(place: str = "", *, page: str = "") -> None:
    """Show here the sentence of the last action: at the top for a moment, at a place of its own for the whole visit.

    The moment is longer than a double click, whose second half draws the page anew before anybody has read the
    sentence; on another `page` it is over.
    """
    told = _what_was_done(place, page)
    # The place is there without a sentence, too: else all that stands below it would be taken away and drawn again when
    # the sentence comes or goes, with folds shut, fields left and a click lost on the way.
    with st.container():
        if told:
            st.success(told, icon=":material/check:")


def _what_was_done(place: str, page: str) -> str:
    told = str(st.session_state.get(f"told.{place}", ""))
    if told and not place:
        first, there = st.session_state.setdefault("told.since", (time.monotonic(), page))
        if there != page or time.monotonic() - first > A_MOMENT:
            st.session_state.pop("told.")
            return ""
    return told
