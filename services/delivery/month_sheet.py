"""A volunteer's month on paper: own visits with hours and kilometres, to be signed by both sides."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from services.delivery.letterhead import WIDTH, heading, letterhead, paragraph, signatures, table
from services.delivery.paper import Words, bytes_of, day_of, document, number_of
from services.model.assignment_records import LoggedVisit
from services.model.words import N_
from services.orders import MonthSheet
from services.visits import approved, hours_in, kilometres_in

WIDTHS: Final = (28.0, 28.0, WIDTH - 134.0, 22.0, 22.0, 34.0)
LINES: Final = 18  # visits on a page


def month_pdf(sheet: MonthSheet, day: date, words: Words) -> bytes:
    """Give as many pages as the month's visits need, the sum and the lines to sign on the last one."""
    title = words(N_("Hours and kilometres in {month}")).format(month=f"{sheet.month:%m/%Y}")
    pdf = document("portrait", day, f"{title} {sheet.name}")
    pages = [sheet.visits[start : start + LINES] for start in range(0, len(sheet.visits), LINES)] or [()]
    heads = [words(one) for one in (N_("Day"), N_("Request"), N_("What"), N_("Hours"), N_("km"), N_("Status"))]
    for part in pages:
        letterhead(pdf, sheet.programme, words)
        heading(pdf, title)
        paragraph(pdf, f"{words(N_('Volunteer'))}: {sheet.name}")
        table(pdf, WIDTHS, heads, [_row(one, sheet, words) for one in part])
    paragraph(pdf, _sum(sheet.visits, words))
    signatures(pdf, "", (f"{words(N_('Volunteer'))}: {sheet.name}", words(N_("For the office"))), words)
    return bytes_of(pdf)


def _row(one: LoggedVisit, sheet: MonthSheet, words: Words) -> tuple[str, ...]:
    request = sheet.requests.get(one.assignment, one.assignment)
    km = number_of(one.km) if one.km else ""
    return day_of(one.day), request, words(one.what.label), number_of(one.hours), km, words(one.status.label)


def _sum(visits: Sequence[LoggedVisit], words: Words) -> str:
    text = words(N_("Together {hours} hours and {km} km; of these approved: {approved} hours and {approved_km} km."))
    counted = approved(visits)
    return text.format(
        hours=number_of(hours_in(visits)),
        km=number_of(kilometres_in(visits)),
        approved=number_of(hours_in(counted)),
        approved_km=number_of(kilometres_in(counted)),
    )
