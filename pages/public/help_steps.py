"""The three steps of a call for help: what for, when and where, how to reach you. Each says at once where it ends."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from pages.shared.language import _, plain, say, shown, tell
from pages.shared.live import Live
from pages.shared.visit import Visit
from services.model.lists import Answer, ClientUnit, RejectReason, RequesterKind, RequestKind, Topic, Wish
from services.model.records import Organisation
from services.model.request_forms import OVER_TIME, PRIVATE, HelpForm
from services.model.words import N_
from services.programme import programme
from services.roster import known_districts
from services.scope import doubts, places_instead, why

TOPICS: Final[Mapping[Topic, str]] = {
    Topic.ORIENTATION: "explore",
    Topic.EVERYDAY: "shopping_basket",
    Topic.FAMILY: "family_restroom",
    Topic.PARENTING: "child_care",
    Topic.AUTHORITIES: "account_balance",
    Topic.INSTITUTIONS: "apartment",
    Topic.SCHOOL: "school",
    Topic.HEALTH: "stethoscope",
    Topic.HOUSING: "home",
    Topic.TENANCY: "real_estate_agent",
    Topic.GERMAN: "translate",
    Topic.CULTURE: "diversity_3",
    Topic.CONFLICT: "forum",
    Topic.PARTICIPATION: "sports_soccer",
    Topic.WORK: "work",
    Topic.TUTORING: "menu_book",
    Topic.OTHER: "more_horiz",
}
KINDS: Final[Mapping[RequestKind, str]] = {
    RequestKind.APPOINTMENT: "event",
    RequestKind.ONGOING: "autorenew",
    RequestKind.LANGUAGE: "translate",
    RequestKind.GROUP: "groups",
    RequestKind.MEDIATION: "forum",
    RequestKind.PUBLIC: "newspaper",
}
ANSWERS: Final[Mapping[Answer, str]] = {Answer.NO: "close", Answer.YES: "check", Answer.UNKNOWN: "question_mark"}
UNITS: Final[Mapping[ClientUnit, str]] = {
    ClientUnit.PERSON: "person",
    ClientUnit.FAMILY: "family_restroom",
    ClientUnit.GROUP: "groups",
}
WISHES: Final[Mapping[Wish, str]] = {Wish.NONE: "done_all", Wish.FEMALE: "woman", Wish.MALE: "man"}


def what_for(visit: Visit, live: Live[HelpForm]) -> None:
    """Ask for topics and the kind of help, and whether it is a talk that is not for guides."""
    offered = programme(visit.workbook).topics or tuple(Topic)
    live.pick("topics", tuple(dict.fromkeys((*offered, Topic.OTHER))), TOPICS, several=True)
    live.pick("kind", tuple(KINDS), KINDS)
    live.pick("legal_effect", tuple(ANSWERS), ANSWERS)
    turn_elsewhere(visit, live, RejectReason.LEGAL)
    if Topic.HEALTH in (live.values["topics"] or ()):
        live.pick("interpreting", tuple(ANSWERS), ANSWERS)
        turn_elsewhere(visit, live, RejectReason.INTERPRETER)


def leave_out_hidden(live: Live[HelpForm]) -> None:
    """Drop what was filled in before another answer took its field away."""
    over_time = live.values["kind"] in OVER_TIME
    live.leave_out(*(("day", "at", "hours") if over_time else ("times",)))
    if Topic.HEALTH not in (live.values["topics"] or ()):
        live.leave_out("interpreting")
    if live.values["requester_kind"] is RequesterKind.SELF:
        live.leave_out("client", "agreed")
    if live.values["requester_kind"] in PRIVATE:
        live.leave_out("contact")


def when_and_where(visit: Visit, live: Live[HelpForm]) -> None:
    """Ask for day or free times, place, languages and who comes.

    What comes and goes has a place of its own: what stands below keeps its place, and what is being typed into it.
    """
    with st.container():
        if live.values["kind"] in OVER_TIME:
            live.draw("times")
        else:
            live.draw("day", "at", "hours", across=3)
            turn_elsewhere(visit, live, RejectReason.TOO_LATE)
    live.choices = {"district": known_districts(visit.workbook)}
    live.draw("district", "place", across=2)
    live.draw("languages", "min_level", across=2)
    live.pick("unit", tuple(UNITS), UNITS)
    with st.container():
        if live.values["unit"] is not ClientUnit.PERSON:
            live.draw("people")
    live.draw("minors")
    live.pick("wish", tuple(WISHES), WISHES)


def how_to_reach(_visit: Visit, live: Live[HelpForm]) -> None:
    """Ask who asks and how to reach them; the accompanied person stays without a name."""
    typed = live.so_far()
    told = (typed.kind, *typed.topics, typed.day, typed.at, typed.district, *typed.languages)
    st.markdown(_("Your request so far:") + " **" + plain(" · ".join(shown(one) for one in told if one)) + "**")
    live.draw("requester_kind")
    kind = live.values["requester_kind"]
    with st.container():
        if kind is not RequesterKind.SELF:
            st.caption(_("The person you ask for stays without a name here."))
    live.draw("name", *(() if kind in PRIVATE else ("contact",)), across=2)
    live.draw("phone", "email", across=2)
    st.caption(_("Phone or e-mail: one of the two is enough."))
    with st.container():
        if kind is not RequesterKind.SELF:
            live.draw("client", across=2)
    live.draw("note")
    with st.container():
        if kind is not RequesterKind.SELF:
            live.draw("agreed")
    live.draw("consent")


def turn_elsewhere(visit: Visit, live: Live[HelpForm], reason: RejectReason) -> None:
    """Say at once that guides cannot do this, and who can; sending it all the same stays possible."""
    typed = live.so_far()
    if reason not in doubts(visit.workbook, typed, visit.today):
        return
    places = places_instead(visit.workbook, reason, typed.topics)
    lines = [tell(why(visit.workbook, reason))]
    if places:
        lines += ["", _("Who can help you:"), *(f"- {_place(one)}" for one in places)]
    ours = programme(visit.workbook)
    contact = " · ".join(plain(part) for part in (ours.office, ours.phone, ours.email) if part)
    lines += ["", say("You may send your request all the same: we look at it and call you.") + " " + contact]
    st.warning("\n".join(lines), icon=":material/alt_route:")


def _place(place: Organisation) -> str:
    told = (place.phone, place.email, place.address, place.opening, place.task)
    return f"**{plain(place.name)}**" + "".join(f" · {plain(part)}" for part in told if part)


STEPS: Final[tuple[tuple[str, Callable[[Visit, Live[HelpForm]], None]], ...]] = (
    (N_("Step 1 of 3: What for?"), what_for),
    (N_("Step 2 of 3: When and where?"), when_and_where),
    (N_("Step 3 of 3: How do we reach you?"), how_to_reach),
)
