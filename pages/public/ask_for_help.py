"""Ask for help: three steps for institutions and for people themselves, a number to refer to at the end."""

from typing import Final

import streamlit as st

from pages.public.help_steps import STEPS, leave_out_hidden
from pages.shared.language import _, plain, say, tell
from pages.shared.live import Live, confirm
from pages.shared.trap import trap
from pages.shared.visit import Visit, finish, guard, perform, say_what_was_done
from services.call_for_help import ask_for_help, sent_too_often
from services.model.access import Right
from services.model.lists import RequesterKind, RequestKind
from services.model.request_errors import DayIsPast, NoTopic
from services.model.request_forms import HelpForm
from services.note_guard import suspicious, suspicious_code
from services.programme import programme

KEY: Final = "help"
LOOK: Final = """<style>
[class*="st-key-help-"] [data-testid="stButtonGroup"] button {padding: .25rem .9rem;}
</style>"""
TO_TOP: Final = """<script>/* {step} */ document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);</script>"""


def go_to(step: int) -> None:
    """Show another step; what was typed stays."""
    st.session_state[f"{KEY}.step"] = step
    st.rerun()


def forward(visit: Visit, live: Live[HelpForm], step: int) -> None:
    """Go on once this step is right."""
    if not st.button(_("Next"), key=f"{live.key}.next.{step}", type="primary", icon=":material/arrow_forward:"):
        return
    typed = live.so_far()
    if live.wrong_here():
        return
    if "topics" in live.slots and not typed.topics and typed.kind is not RequestKind.PUBLIC:
        live.slots["topics"].error(tell(NoTopic().sentence))
    elif "day" in live.slots and typed.day and typed.day < visit.today:
        live.slots["day"].error(tell(DayIsPast(day=typed.day).sentence))
    else:
        go_to(step + 1)


def send(visit: Visit, live: Live[HelpForm]) -> None:
    """Send the request and say its number."""
    caught = trap(live.key)
    sent = tuple(st.session_state.get(f"{KEY}.sent", ()))
    if sent_too_often(sent, visit.office.now):
        st.button(_("Send request"), key=f"{live.key}.closed", disabled=True)
        st.info(_("You have just sent several requests. For more please call the office, or wait for an hour."))
        return
    typed = live.so_far()
    odd = (*suspicious(typed.note), *(suspicious_code(typed.client) if typed.requester_kind is not SELF else ()))
    pressed = confirm(live.key, _("Send request"), _("Send all the same"), odd)
    filled = live.checked(st.container()) if pressed else None
    done = perform(visit, KEY, ask_for_help, filled, caught) if filled else None
    if done:
        st.session_state[f"{KEY}.sent"] = (*sent, visit.office.now)
        st.session_state[f"{KEY}.step"] = 0
        finish(
            KEY,
            "Thank you! Your request has the number {id}. Please write it down: with it we find your request at once. "
            "{contact} reads it and calls or writes to you.",
            place=KEY,
            id=done.id,
            contact=programme(visit.workbook).contact_person or programme(visit.workbook).office or _("The office"),
        )


SELF: Final = RequesterKind.SELF
visit = guard(Right.ASK_FOR_HELP)
now_at = int(st.session_state.get(f"{KEY}.step", 0))
st.html(LOOK)
st.html(TO_TOP.format(step=now_at), unsafe_allow_javascript=True)
st.title(_("Ask for help"), anchor=False)
say_what_was_done(KEY)
if now_at == 0:
    ours = programme(visit.workbook)
    st.markdown(plain(ours.help_offered) or _("Our guides are volunteers who go along and help in everyday life."))
    st.markdown(say("You need about two minutes. It costs nothing, and nobody but the office sees what you write."))
heading, draw = STEPS[now_at]
st.subheader(_(heading), anchor=False)
with st.container(key=f"help-step-{now_at}"):
    live = Live(HelpForm, KEY, stays="session")
    leave_out_hidden(live)
    draw(visit, live)
    if now_at < len(STEPS) - 1:
        forward(visit, live, now_at)
    else:
        send(visit, live)
    if now_at and st.button(_("Back"), key=f"{live.key}.back.{now_at}", icon=":material/arrow_back:"):
        go_to(now_at - 1)
