"""The best plan for all open requests at once: who could help whom, what it would change, what stays uncovered."""

from collections.abc import Sequence
from zlib import crc32

import streamlit as st

from pages.shared.facts import request_title
from pages.shared.language import _, plain, say, shown, tell
from pages.shared.opening import MATCHING
from pages.shared.visit import Visit, finish, guard, perform
from services.matching.gaps import Gap
from services.matching.instead import instead
from services.matching.plan import Plan, PlanNotProven, best_plan, check
from services.matching.recruiting import wanted
from services.matching.standing import Standing, standing
from services.matching.suggest import Candidate
from services.model.access import Right
from services.model.lists import Channel, OfferStatus, RequestStatus, Seat
from services.model.records import Offer, Person, Request
from services.offers import offers_of
from services.planned import Pairs, ask_planned, left_out
from services.seats import without_second

FIRST = 10  # so many lines stand there at once
CHOSEN = "plan.chosen"
LEFT = "plan.left"


def choose(pairs: Pairs) -> None:
    """Remember what was clicked: the plan may be another one by the time the page is drawn again."""
    st.session_state[CHOSEN] = tuple(pairs)
    st.session_state.pop(LEFT, None)


def carry_out(visit: Visit, channel: Channel) -> None:
    """Ask those who were chosen, and keep the sentence of each line that was not possible."""
    chosen = st.session_state.get(CHOSEN)
    if not chosen:
        return
    key = f"plan.{crc32(repr(chosen).encode())}"
    done = perform(visit, key, ask_planned, chosen, channel)
    del st.session_state[CHOSEN]
    left = left_out(visit.office.read(visit.actor), visit.actor, visit.office.now, chosen)
    st.session_state[LEFT] = left
    if done:
        finish(key, "Asked: {count}. Record the answers as soon as they are there.", count=len(chosen) - len(left))


def show_left_out() -> None:
    """Say of each line that could not be asked why."""
    for request, sentence in st.session_state.get(LEFT, ()):
        st.warning(f"**{plain(request)}**: {tell(sentence)}")


def summary(plan: Plan) -> None:
    """Say what the plan does, what it promises, and that this has been checked."""
    st.markdown(
        say(
            "Planned: **{planned}** · waiting for an answer: **{waiting}** · staying open: **{uncovered}**",
            planned=len(plan.lines),
            waiting=len(plan.waiting),
            uncovered=len(plan.uncovered),
        )
    )
    with st.expander(_("What this plan promises"), icon=":material/verified:", key="promises.fold"):
        st.markdown(
            _(
                "No request stays open that could be served by giving up one that comes later: first by urgency, then "
                "by how long it has waited. Among all plans of that kind, none has more points. The same records "
                "always give the same plan; between equals a fixed lottery decides, not who came first."
            )
        )
        if check(plan):
            st.error(_("The check found a mistake in this plan. Please do not use it, and tell us."))
        else:
            st.markdown(
                _(
                    "Checked just now: nobody has more than they can take, nobody has two appointments at once, no "
                    "exchange would bring more points, and no request that stays open could get somebody."
                )
            )


def one_line(plan: Plan, line: Candidate) -> None:
    """Show one request, the volunteer planned for it with reasons, and the button to ask."""
    with st.container(border=True):
        left, right = st.columns([4, 1], vertical_alignment="center")
        points = say("{points} of 100 points", points=line.points)
        left.markdown(f"{plain(request_title(line.request))}  \n**{plain(line.person.full_name)}** · {points}")
        left.caption(" · ".join(tell(one.sentence) for one in line.reasons))
        better = instead(plan, line)
        if better:
            left.caption(f":material/info: {tell(better)}")
        pair = (line.request.id, line.person.id)
        right.button(_("Ask"), key=f"plan.ask.{pair[0]}.{pair[1]}", on_click=choose, args=((pair,),), width="stretch")


def lines(plan: Plan) -> None:
    """Show every line; all can be asked at once."""
    st.header(_("Who could help whom"), anchor=False)
    if not plan.lines:
        st.info(_("Nobody can be planned at the moment. Below stands what is missing."))
        return
    pairs = [(line.request.id, line.person.id) for line in plan.lines]
    st.button(say("Ask all {count}", count=len(pairs)), key="plan.all", type="primary", on_click=choose, args=(pairs,))
    for line in plan.lines[:FIRST]:
        one_line(plan, line)
    if plan.lines[FIRST:] and st.toggle(say("Show {count} more", count=len(plan.lines) - FIRST), key="plan.more"):
        for line in plan.lines[FIRST:]:
            one_line(plan, line)


def waiting(visit: Visit, found: Sequence[Standing]) -> None:
    """Show who is asked already, and what a plan without these questions would do."""
    if not found:
        return
    st.header(_("Asked already"), anchor=False)
    st.caption(_("The plan keeps everybody who is asked free until the answer; it takes no question back."))
    for one in found:
        asked = ", ".join(_asked(visit, offer) for offer in one.offers)
        text = f"- {plain(request_title(one.request))}: {asked}"
        if one.afresh:
            text += "  \n" + say("Without this question the plan would choose {name}.", name=one.afresh.full_name)
        st.markdown(text)


def _asked(visit: Visit, offer: Offer) -> str:
    person = visit.workbook.find(Person, offer.person)
    name = person.full_name if person else offer.person
    return say("{name} (since {day})", name=name, day=offer.asked_at.date())


def uncovered(plan: Plan) -> None:
    """Show what stays open and why, under whom to look for; each request once."""
    if not plan.uncovered:
        return
    st.header(_("What stays open"), anchor=False)
    for one in wanted(plan):
        if len(one.gaps) == 1:
            st.markdown(say("**{who}** is missing for this request:", who=one.sentence))
        else:
            count = len(one.gaps)
            st.markdown(
                say("**{who}** is missing for one or more of these {count} requests:", who=one.sentence, count=count)
            )
        _listed(one.gaps)
    others = [gap for gap in plan.uncovered if not gap.cover]
    if others:
        st.markdown(_("Nobody further would help here:"))
        _listed(others)


def _listed(gaps: Sequence[Gap]) -> None:
    st.markdown("\n".join(f"- {plain(request_title(gap.request))}: {tell(gap.why)}" for gap in gaps))


def second_guides(visit: Visit, without: Sequence[Request]) -> None:
    """Say for which requests the plan leaves the second guide out, and open one to ask somebody."""
    if not without:
        return
    st.header(_("Second guides this plan leaves out"), anchor=False)
    st.caption(
        _(
            "These requests need two people. The plan gives every request one: ask for the second one here once the "
            "first has said yes. Whoever is asked already keeps the place free."
        )
    )
    for request in without:
        label = f"{plain(request_title(request))} · {_second(visit, request)}"
        if st.button(label, key=f"plan.second.{request.id}", type="tertiary", icon=":material/group_add:"):
            st.session_state["matching.request"] = request.id
            st.switch_page(MATCHING)


def _second(visit: Visit, request: Request) -> str:
    """Say how far the second seat of a request is."""
    if request.status is RequestStatus.SEARCHING:
        return _("nobody has said yes yet")
    asked = [one for one in offers_of(visit.workbook, request.id) if one.status is OfferStatus.ASKED]
    seconds = [one for one in asked if one.seat is Seat.SECOND]
    if not seconds:
        return _("the first has said yes, nobody is asked to be the second")
    return say("asked to be the second: {names}", names=", ".join(_asked(visit, one) for one in seconds))


visit = guard(Right.MATCH)
st.title(_("Best plan"), anchor=False)
st.markdown(_("All open requests at once. The plan only proposes: nobody is asked before you say so."))
way = st.selectbox(_("How"), [Channel.PHONE, Channel.EMAIL, Channel.IN_PERSON], format_func=shown, key="plan.way")
carry_out(visit, way)
show_left_out()
try:
    plan = best_plan(visit.workbook, visit.today)
except PlanNotProven:
    st.error(_("This plan failed its own check and is not shown. Under “Matching” each request has its proposals."))
    st.stop()
if plan.lines or plan.waiting or plan.uncovered:
    summary(plan)
    lines(plan)
    waiting(visit, standing(visit.workbook, plan, visit.today))
    uncovered(plan)
else:
    st.info(_("No request is waiting for somebody. New ones are taken in under “Requests”."))
second_guides(visit, without_second(visit.workbook, visit.today))
