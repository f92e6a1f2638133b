"""A volunteer's papers: how each stands, slips to sign, and when what was seen."""

from typing import Final

import streamlit as st

from pages.shared.language import DEFAULT, _, catalogue, say, shown, tell
from pages.shared.visit import Visit
from services.delivery.paper import unprintable
from services.delivery.slips import TO_SIGN, slips_pdf
from services.model.person_lists import Light
from services.model.records import Person
from services.papers import light, next_police_check, standings
from services.programme import programme

SYMBOLS: Final = {Light.GREEN: ":green[:material/check_circle:]", Light.AMBER: ":orange[:material/schedule:]"}
MISSING: Final = ":red[:material/cancel:]"


def summary(visit: Visit, person: Person) -> None:
    """Say in one box how the papers stand, with what is missing or runs out in words."""
    barring, open_ones = (_told(visit, person, one) for one in (Light.RED, Light.AMBER))
    worst = light(person, visit.today)
    if worst is Light.RED:
        besides = f". {_('Still open besides:')} {open_ones}" if open_ones else ""
        st.warning(f"{_('The papers are not enough for assignments yet:')} {barring}{besides}", icon=":material/rule:")
    elif worst is Light.AMBER:
        st.info(f"{_('The papers are enough for assignments. Still open:')} {open_ones}", icon=":material/schedule:")
    else:
        st.success(_("All papers are there."), icon=":material/verified:")


def _told(visit: Visit, person: Person, wanted: Light) -> str:
    """Name the papers with this light, each with how it stands."""
    found = (one for one in standings(person, visit.today) if one.light is wanted)
    return "; ".join(f"{_(one.paper.label)}: {tell(one.sentence)}" for one in found)


def draw(visit: Visit, person: Person) -> None:
    """List the papers with their lights, and offer what is to be signed."""
    lines = [
        f"{SYMBOLS.get(one.light, MISSING)} **{_(one.paper.label)}**: {tell(one.sentence)} ({shown(one.light)})"
        for one in standings(person, visit.today)
    ]
    st.markdown("  \n".join(lines))
    if person.with_minors and person.police_seen_on:
        st.caption(
            say(
                "Seen on {day}, relevant entry: {entry}. Usually shown again by {next}.",
                day=person.police_seen_on,
                entry=person.police_entry,
                next=next_police_check(person.police_seen_on),
            )
        )
    st.caption(_("The days are entered under “Change the entry”. Copies of papers are never kept."))
    ours = programme(visit.workbook)
    missing = {one.paper for one in standings(person, visit.today) if one.light is not Light.GREEN}
    open_ones = tuple(paper for paper in TO_SIGN if paper in missing)
    st.download_button(
        _("Slips to sign (PDF)"),
        data=lambda: slips_pdf(ours, person, open_ones or TO_SIGN, visit.today, catalogue(DEFAULT).gettext),
        file_name=f"Unterschriften-{person.id}.pdf",
        mime="application/pdf",
        on_click="ignore",
        icon=":material/draw:",
    )
    if lost := unprintable(person.full_name):
        st.warning(say("These letters cannot be printed: {letters}", letters=lost))
