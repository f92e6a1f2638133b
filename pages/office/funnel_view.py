"""The funnel on the screen: a picture, a table whose rows open their people, and how each step is counted."""

from collections.abc import Sequence

import streamlit as st

from pages.shared import tables
from pages.shared.language import _, say, shown, tell
from pages.shared.visit import Visit
from services.funnel import Leaving, Stage, funnel, leavings
from services.model.access import Right
from services.model.course_records import Course, Interest, Registration
from services.model.words import N_, Sentence

NO_REASON = N_("no reason noted")
LABELS = {"labelLimit": 190, "labelFontSize": 13, "labelColor": "#0a0f16", "ticks": False, "domain": False}
BAR = {"type": "bar", "cornerRadius": 2, "color": "#0b5cad"}
NUMBER = {"type": "text", "align": "left", "dx": 4, "fontSize": 14, "color": "#0a0f16"}


def show_funnel(visit: Visit, key: str, registrations: tuple[Registration, ...], *, everybody: bool = False) -> None:
    """Show how far these people came and why some left; `everybody`: with all interest, also without a registration."""
    stages = funnel(visit.workbook, registrations, everybody=everybody)
    if not any(stage.entries for stage in stages):
        st.caption(_("Nobody has shown interest or registered yet, so there is nothing to count."))
        return
    _picture(stages)
    with st.expander(_("How is this counted?"), key=f"{key}.fold"):
        st.markdown("\n".join(f"- **{tell(stage.label)}**: {tell(stage.counted)}" for stage in stages))
    _opening(visit, f"{key}.stages", _("Step"), [(stage.label, stage.entries) for stage in stages])
    left = leavings(registrations)
    st.subheader(_("Who left, and why"), anchor=False)
    if left:
        _opening(visit, f"{key}.left", _("Left"), [(_reason(one), one.entries) for one in left])
    else:
        st.caption(_("Nobody has left so far."))


def _picture(stages: Sequence[Stage]) -> None:
    values = [{"step": shown(stage.label), "people": len(stage.entries)} for stage in stages]
    steps = {
        "field": "step",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": LABELS,
    }
    people = {"field": "people", "type": "quantitative", "title": None, "axis": None}
    st.vega_lite_chart(
        {
            "data": {"values": values},
            "height": {"step": 28},
            "encoding": {"y": steps, "x": people},
            "layer": [{"mark": BAR}, {"mark": NUMBER, "encoding": {"text": {"field": "people"}}}],
        },
        width="stretch",
        alt=", ".join(f"{one['step']}: {one['people']}" for one in values),
    )


def _reason(one: Leaving) -> Sentence:
    return Sentence("{status}: {reason}", status=one.status, reason=one.reason or Sentence(NO_REASON))


def _opening(visit: Visit, key: str, title: str, lines: Sequence[tuple[Sentence, tuple[str, ...]]]) -> None:
    """Show the numbers; whoever may see names opens a row to see whose they are."""
    rows = [{title: shown(label), _("People"): len(entries)} for label, entries in lines]
    if not visit.actor.may(Right.PLAN_COURSES):
        tables.show(rows)
        return
    opened = tables.choose(key, rows, [label.template + shown(label) for label, _entries in lines])
    chosen = next(((label, entries) for label, entries in lines if label.template + shown(label) == opened), None)
    if chosen is None:
        st.caption(_("Open a row to see who it is."))
        return
    st.markdown(say("**{step}: {count}**", step=chosen[0], count=len(chosen[1])))
    if chosen[1]:
        tables.show([_who(visit, number) for number in chosen[1]])


def _who(visit: Visit, number: str) -> dict[str, object]:
    one = visit.workbook.find(Registration, number) or visit.workbook.get(Interest, number)
    course = visit.workbook.find(Course, one.course) if isinstance(one, Registration) else None
    return {
        _("No."): number,
        _("Name"): one.full_name,
        _("Status"): one.status,
        _("Course"): course.title if course else "",
    }
