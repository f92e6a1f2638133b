"""The cohorts since the first course, what is counted beside what sources say, and the funnel of the one opened."""

import streamlit as st

from pages.office.funnel_view import show_funnel
from pages.shared import tables
from pages.shared.language import _, plain, say
from pages.shared.visit import Visit
from services.cohorts import CohortRow, cohorts, sums
from services.model.course_records import Registration
from services.programme import programme


def cohort_table(visit: Visit) -> None:
    """Show all cohorts; below, the funnel of the opened one or of everybody."""
    st.header(_("Cohorts"), anchor=False)
    st.markdown(_("Totals of earlier years stand as their source states them and are never added to counted people."))
    rows = cohorts(visit.workbook)
    if not rows:
        st.info(_("No cohort yet: it appears with the first registration."))
    first = programme(visit.workbook).first_year
    if first:
        st.caption(say("The first course was in {year}.", year=first))
    opened = tables.choose("cohorts", [_line(row) for row in rows], [_name(row) for row in rows]) if rows else ""
    row = next((row for row in rows if _name(row) == opened), None)
    _counted_together(rows)
    _overlaps(rows)
    everybody = visit.workbook.all(Registration)
    if row is None or not row.courses:
        st.header(_("From interest to the first assignment"), anchor=False)
        st.caption(
            _("All courses together, without people of old lists, whose way is not known. Open a cohort for its own.")
        )
        show_funnel(visit, "funnel", tuple(one for one in everybody if not one.from_old_list), everybody=True)
    else:
        st.header(say("From interest to the first assignment: {cohort}", cohort=row.cohort), anchor=False)
        show_funnel(visit, f"funnel.{row.courses[0]}", tuple(one for one in everybody if one.course in row.courses))


def _line(row: CohortRow) -> dict[str, object]:
    return {
        _("Cohort"): row.cohort,
        _("Groups"): len(row.courses) or None,
        _("Registered"): row.registered,
        _("With certificate"): row.certified,
        _("Left"): row.dropped,
        _("Qualified"): row.qualified,
        _("Source"): row.source or _("counted here"),
    }


def _name(row: CohortRow) -> str:
    return f"{row.cohort} {row.source} {' '.join(row.courses)}"


def _counted_together(rows: tuple[CohortRow, ...]) -> None:
    """Say the sums of counted people, and how they are counted."""
    if not any(row.courses for row in rows):
        return
    total = sums(rows)
    st.markdown(
        say(
            "Counted here together: **{registered}** registered, **{certified}** with certificate, **{dropped}** left. "
            "Totals with a source are not in it; parallel groups of a cohort are. Somebody in two cohorts counts in "
            "both. Registered are those with a place; left are those who withdrew, stopped or did not appear.",
            registered=total.registered,
            certified=total.certified,
            dropped=total.dropped,
        )
    )


def _overlaps(rows: tuple[CohortRow, ...]) -> None:
    """Point out totals that count people who are counted here as well."""
    lines = [
        f"- **{plain(row.cohort)}** ({plain(row.source)}): {plain(', '.join(row.overlaps))}"
        for row in rows
        if row.overlaps
    ]
    if lines:
        st.info(_("These totals may count people a second time who are counted here:") + "\n" + "\n".join(lines))
