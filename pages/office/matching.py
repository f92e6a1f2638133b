"""Matching: for one request the best volunteers with reasons, the others with what is missing, and the answers."""

from datetime import date

import streamlit as st

from pages.office.ask_chosen import ask_chosen, way
from pages.office.one_answer import answers
from pages.shared.facts import request_facts, request_title
from pages.shared.forms import unfolded
from pages.shared.language import _, plain, say, shown, tell
from pages.shared.visit import Visit, finish, guard, perform
from services.intake import by_urgency
from services.matching.suggest import Candidate, suggest
from services.model.access import Right
from services.model.lists import RequestStatus, Seat
from services.model.records import Person, Request
from services.model.workbook import Workbook
from services.offers import ask, offers_of
from services.seats import learners, open_seats, without_second

BEST = 5


def waiting(workbook: Workbook, today: date, also: str) -> list[Request]:
    """Give the requests to choose from: those somebody is searched for, and those `also` opened from elsewhere."""
    lacking = {one.id for one in without_second(workbook, today)}
    return [
        one
        for one in by_urgency(workbook)
        if one.status is RequestStatus.SEARCHING
        or one.id in lacking
        or (one.status is RequestStatus.MATCHED and one.id == also)
    ]


def proposal(request: Request, candidate: Candidate, seat: Seat) -> bool:
    """Show one proposed volunteer with points and reasons; says whether they are ticked."""
    with st.container(border=True):
        points = say("{points} of 100 points", points=candidate.points)
        ticked = st.checkbox(
            f"**{plain(candidate.person.full_name)}** · {points}",
            key=f"choose.{request.id}.{seat.name}.{candidate.person.id}",
        )
        st.markdown("\n".join(f"- {tell(one.sentence)} ({one.points}/{one.of})" for one in candidate.reasons))
    return ticked


def others(visit: Visit, request: Request, candidates: tuple[Candidate, ...], seat: Seat) -> None:
    """Show who is not proposed and why, once somebody opens it: among 2,000 that takes 0.1 s, each time."""
    label = say("Not proposed: {count}", count=len(candidates))
    fold = unfolded(label, f"others.{request.id}", ":material/person_off:")
    if not fold:
        return
    with fold:
        lines = [
            f"- **{plain(one.person.full_name)}**: " + "; ".join(tell(obstacle.sentence) for obstacle in one.obstacles)
            for one in candidates
        ]
        st.markdown("\n".join(lines) or _("Everybody fits."))
        possible = {one.person.id: one for one in candidates if not any(obstacle.final for obstacle in one.obstacles)}
        if possible:
            exception(visit, request, possible, seat)


def exception(visit: Visit, request: Request, possible: dict[str, Candidate], seat: Seat) -> None:
    """Let the office ask somebody all the same, with a reason."""
    key = f"exception.{request.id}"
    chosen = st.selectbox(
        _("Ask somebody all the same"),
        list(possible),
        index=None,
        format_func=lambda number: possible[number].person.full_name,
        key=f"{key}.who",
        placeholder=_("Choose"),
    )
    why = st.text_input(
        _("Why?"), placeholder=_("For example: is free after all, we spoke on the phone"), key=f"{key}.why"
    )
    channel = way(st.container(), request, key)
    if st.button(_("Ask"), key=f"{key}.button", disabled=chosen is None) and perform(
        visit, key, ask, request.id, chosen, channel, why, seat
    ):
        name = possible[str(chosen)].person.full_name
        finish(key, "{name} is asked. Record the answer as soon as it is there.", name=name)


def suggestions(visit: Visit, request: Request, seat: Seat) -> None:
    """Show the best, the rest who fit, and everybody else; those ticked are asked together."""
    found = suggest(visit.workbook, request, visit.today)
    st.header(_("The best matches"), anchor=False)
    if not found.proposed and offers_of(visit.workbook, request.id):
        st.info(_("Everybody who fits has been asked. Below stands what is missing with the others."))
    elif not found.proposed:
        st.warning(_("Nobody fits all conditions. Below stands what is missing with each person."))
    chosen = [one.person for one in found.proposed[:BEST] if proposal(request, one, seat)]
    rest = found.proposed[BEST:]
    if rest:
        with st.expander(say("{count} more who fit", count=len(rest)), key=f"rest.{request.id}.fold"):
            chosen += [one.person for one in rest if proposal(request, one, seat)]
    if found.proposed:
        ask_chosen(visit, request, chosen, seat)
    others(visit, request, found.others, seat)


def going_along(visit: Visit, request: Request) -> None:
    """Show who may go along to learn."""
    st.header(_("Who goes along to learn"), anchor=False)
    names = {one.id: one.full_name for one in learners(visit.workbook, request, visit.today)}
    if not names:
        st.info(_("Nobody can go along: it needs the confidentiality pledge and the data-protection briefing."))
        return
    chosen = st.multiselect(
        _("Volunteers and people in training"),
        list(names),
        format_func=names.__getitem__,
        key=f"learners.{request.id}",
        placeholder=_("Choose"),
        select_all=False,
    )
    ask_chosen(visit, request, [visit.workbook.get(Person, one) for one in chosen], Seat.SHADOW)


def seat_to_fill(request: Request, seats: tuple[Seat, ...]) -> Seat | None:
    """Let the office choose what somebody is asked to be, where there is a choice."""
    if request.status is RequestStatus.SEARCHING or not seats:
        return next(iter(seats), None)
    return st.selectbox(_("Somebody has said yes. Search for"), seats, format_func=shown, key=f"seat.{request.id}")


visit = guard(Right.MATCH)
st.title(_("Matching"), anchor=False)
wanted = st.session_state.pop("matching.request", "")
also = st.session_state.setdefault("matching.also", "")
if wanted:
    also = st.session_state["matching.also"] = wanted
listed = waiting(visit.workbook, visit.today, also)
if listed:
    st.page_link("pages/office/best_plan.py", label=_("The best plan for all open requests"), icon=":material/route:")
    titles = {one.id: request_title(one) for one in listed}
    if wanted in titles:
        st.session_state["matching.choice"] = wanted
    picked = st.selectbox(_("Request"), list(titles), format_func=titles.__getitem__, key="matching.choice")
    request = visit.workbook.get(Request, picked)
    request_facts(request)
    answers(visit, request)
    seat = seat_to_fill(request, open_seats(visit.workbook, request))
    if seat is Seat.SHADOW:
        going_along(visit, request)
    elif seat:
        suggestions(visit, request, seat)
else:
    st.info(_("No request is waiting for somebody. New ones are taken in under “Requests”."))
