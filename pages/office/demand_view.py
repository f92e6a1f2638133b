"""Demand against supply on the screen: a picture and the same figures as a table, and the words for the next course."""

from collections.abc import Sequence

import streamlit as st

from pages.shared import tables
from pages.shared.language import _, in_german, say, shown
from pages.shared.visit import Visit
from services.demand import FEWEST, WEEKS, Need, Side, advert, merged, needs, weeks
from services.model.access import Right
from services.model.words import N_

COLOURS = {"range": ["#0b5cad", "#c9560a"]}
LABELS = {"labelLimit": 190, "labelFontSize": 13, "labelColor": "#0a0f16"}
# One below the other, so that both are whole on a phone.
LEGEND = {"title": None, "orient": "top", "direction": "vertical", "labelFontSize": 13, "labelColor": "#0a0f16"}
FIRST = 12  # so many bars are still told apart
BY_WEEK = N_("Week")


def show_demand(visit: Visit) -> None:
    """Show what is asked for against who could help; whoever may not match sees small numbers put together."""
    st.header(_("Demand and supply"), anchor=False)
    sides = [*(one.value for one in Side), BY_WEEK]
    chosen = st.segmented_control(
        _("Compare by"), sides, format_func=_, default=sides[0], required=True, key="demand.side"
    )
    outside = not visit.actor.may(Right.MATCH)
    if chosen == BY_WEEK:
        _weeks(visit, outside=outside)
    else:
        _needs(visit, Side(chosen), outside=outside)
    st.subheader(_("For the next course advert"), anchor=False)
    st.code(in_german(advert(visit.workbook, visit.today)), language=None, wrap_lines=True)
    st.caption(
        say(
            "Named is what was asked for at least {count} times in {weeks} weeks, and more often than there are ready "
            "or active volunteers for it.",
            count=FEWEST,
            weeks=WEEKS,
        )
    )


def _needs(visit: Visit, side: Side, *, outside: bool) -> None:
    rows = needs(visit.workbook, side, visit.today)
    rows = merged(rows) if outside else rows
    st.caption(_("Requests of the last twelve weeks against ready or active volunteers; one may count several times."))
    if not rows:
        st.info(_("No request in the last twelve weeks, so there is nothing to compare."))
        return
    _picture([(shown(one.what), one.wanted, one.offered or 0) for one in rows[:FIRST]])
    tables.show([_row(side, one) for one in rows])
    if outside:
        st.caption(_("–: fewer than three, or not told, so that no number points at one person."))


def _row(side: Side, one: Need) -> dict[str, object]:
    return {
        _(side.value): shown(one.what),
        _("Requests"): one.wanted,
        _("Of these open"): shown(None) if one.still_open is None else one.still_open,
        _("Ready volunteers"): shown(None) if one.offered is None else one.offered,
    }


def _weeks(visit: Visit, *, outside: bool) -> None:
    found = weeks(visit.workbook, visit.today)
    st.caption(_("Requests by the week in which they came in, and what has become of them."))
    values = [{"week": shown(one.monday), "requests": one.received} for one in found]
    st.vega_lite_chart(
        {
            "data": {"values": values},
            "mark": {"type": "bar", "color": COLOURS["range"][0]},
            "encoding": {
                "x": {"field": "week", "type": "nominal", "sort": None, "title": None},
                "y": {"field": "requests", "type": "quantitative", "title": None, "axis": {"tickMinStep": 1}},
            },
        },
        width="stretch",
        height=220,
        alt=", ".join(f"{one['week']}: {one['requests']}" for one in values),
    )
    rows = [{_("Week from"): one.monday, _("Requests"): one.received} for one in found]
    if not outside:
        more = [
            {_("Placed"): one.placed, _("Still open"): one.still_open, _("Not placed"): one.refused} for one in found
        ]
        rows = [{**row, **counts} for row, counts in zip(rows, more, strict=True)]
    tables.show(rows)


def _picture(rows: Sequence[tuple[str, int, int]]) -> None:
    asked, ready = _("Requests"), _("Ready volunteers")
    values = [
        {"what": what, "kind": kind, "count": count}
        for what, wanted, offered in rows
        for kind, count in ((asked, wanted), (ready, offered))
    ]
    kind = {"field": "kind", "type": "nominal", "sort": None}
    st.vega_lite_chart(
        {
            "data": {"values": values},
            "height": {"step": 14},
            "mark": {"type": "bar", "cornerRadius": 2},
            "encoding": {
                "y": {"field": "what", "type": "nominal", "sort": None, "title": None, "axis": LABELS},
                "yOffset": kind,
                "x": {"field": "count", "type": "quantitative", "title": None, "axis": {"tickMinStep": 1}},
                "color": {**kind, "scale": COLOURS, "legend": LEGEND},
            },
        },
        width="stretch",
        alt=", ".join(f"{what}: {asked} {wanted}, {ready} {offered}" for what, wanted, offered in rows),
    )
