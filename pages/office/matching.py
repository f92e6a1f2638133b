"""Matching: for one request the best volunteers with reasons, the others with what is missing, and the answers."""

import streamlit as st

from pages.office.one_answer import answers
from pages.shared.facts import request_facts, request_title
from pages.shared.language import _, plain, say, shown, tell
from pages.shared.visit import Visit, finish, guard, perform
from services.intake import by_urgency
from services.matching.suggest import Candidate, suggest
from services.model.access import Right
from services.model.lists import Channel, RequestStatus
from services.model.records import Request
from services.offers import ask

BEST = 5


def proposal(visit: Visit, request: Request, candidate: Candidate) -> None:
    """Show one proposed volunteer: points, reasons, and the button to ask."""
    with st.container(border=True):
        name = candidate.person.full_name
        st.markdown(f"**{plain(name)}** · " + say("{points} of 100 points", points=candidate.points))
        st.markdown("\n".join(f"- {tell(one.sentence)} ({one.points}/{one.of})" for one in candidate.reasons))
        key = f"ask.{request.id}.{candidate.person.id}"
        way, button = st.columns([2, 1], vertical_alignment="bottom")
        channel = way.selectbox(
            _("How"), [Channel.PHONE, Channel.EMAIL, Channel.IN_PERSON], format_func=shown, key=f"{key}.way"
        )
        if button.button(_("Ask"), key=f"{key}.button", type="primary", width="stretch") and perform(
            visit, key, ask, request.id, candidate.person.id, channel
        ):
            finish(key, "{name} is asked. Record the answer as soon as it is there.", name=name)


def others(visit: Visit, request: Request, candidates: tuple[Candidate, ...]) -> None:
    """Show who is not proposed and why; somebody may be asked all the same, with a reason."""
    with st.expander(say("Not proposed: {count}", count=len(candidates)), icon=":material/person_off:"):
        lines = [
            f"- **{plain(one.person.full_name)}**: " + "; ".join(tell(obstacle.sentence) for obstacle in one.obstacles)
            for one in candidates
        ]
        st.markdown("\n".join(lines) or _("Everybody fits."))
        possible = {one.person.id: one for one in candidates if not any(obstacle.final for obstacle in one.obstacles)}
        if not possible:
            return
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
        if st.button(_("Ask"), key=f"{key}.button", disabled=chosen is None) and perform(
            visit, key, ask, request.id, chosen, Channel.PHONE, why
        ):
            name = possible[str(chosen)].person.full_name
            finish(key, "{name} is asked. Record the answer as soon as it is there.", name=name)


def suggestions(visit: Visit, request: Request) -> None:
    """Show the best, the rest who fit, and everybody else."""
    found = suggest(visit.workbook, request, visit.today)
    st.header(_("The best matches"), anchor=False)
    if not found.proposed:
        st.warning(_("Nobody fits all conditions. Below stands what is missing with each person."))
    for candidate in found.proposed[:BEST]:
        proposal(visit, request, candidate)
    rest = found.proposed[BEST:]
    if rest:
        with st.expander(say("{count} more who fit", count=len(rest))):
            for candidate in rest:
                proposal(visit, request, candidate)
    others(visit, request, found.others)


visit = guard(Right.MATCH)
st.title(_("Matching"), anchor=False)
searching = [one for one in by_urgency(visit.workbook) if one.status is RequestStatus.SEARCHING]
if searching:
    st.page_link("pages/office/best_plan.py", label=_("The best plan for all open requests"), icon=":material/route:")
    titles = {one.id: request_title(one) for one in searching}
    wanted = st.session_state.pop("matching.request", "")
    if wanted in titles:
        st.session_state["matching.choice"] = wanted
    picked = st.selectbox(_("Request"), list(titles), format_func=titles.__getitem__, key="matching.choice")
    request = visit.workbook.get(Request, picked)
    request_facts(request)
    answers(visit, request)
    suggestions(visit, request)
else:
    st.info(_("No request is waiting for somebody. New ones are taken in under “Requests”."))
