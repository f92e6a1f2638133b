"""The order (Beauftragung) and the confirmation of an assignment: one A4 page each, with the office's letterhead."""

from datetime import date
from typing import Final

from fpdf import FPDF

from services.delivery.letterhead import LEFT, WIDTH, heading, letterhead, paragraph, signatures, table
from services.delivery.paper import Words, bytes_of, day_of, document, number_of
from services.model.words import N_
from services.orders import Order

EMPTY: Final = 6  # lines for days nobody has entered yet
MOST_DAYS: Final = 12
LIMITS: Final = N_(
    "Not part of this order: legal or tax advice, interpreting before courts, at official hearings or at medical "
    "consultations, giving or lending money, acting as a legal representative."
)


def order_pdf(order: Order, day: date, words: Words) -> bytes:
    """Give the dated order; `day` is today, `words` translates into the language of the paper."""
    title = words(N_("Order for a voluntary assignment"))
    pdf = _begin(order, day, title, words)
    assignment, office = order.assignment, order.programme.office or order.programme.name
    text = words(N_("{office} asks {name} to carry out the following task as a volunteer:"))
    paragraph(pdf, text.format(office=office, name=order.name))
    until = assignment.ended_on or assignment.interrupted_until
    told = {
        words(N_("Assignment")): f"{assignment.id} ({words(N_('Request'))} {assignment.request})",
        words(N_("Task")): _task(order, words),
        words(N_("District")): order.district,
        words(N_("Appointment")): _appointment(order),
        words(N_("Mandated on")): day_of(assignment.mandated_on),
        words(N_("Ended on")): day_of(until) if assignment.ended_on else "",
    }
    _facts(pdf, told)
    paragraph(
        pdf,
        words(
            N_(
                "The office organises, assigns and supervises this work. It is voluntary. This order is "
                "kept as proof for the accident and liability insurance of volunteers: the task named above and the "
                "ways there and back."
            )
        ),
    )
    paragraph(pdf, words(LIMITS))
    paragraph(
        pdf,
        words(
            N_(
                "What becomes known on the way is confidential, also after the end. Accidents and damage are reported "
                "to the office at once."
            )
        ),
    )
    signatures(
        pdf,
        day_of(assignment.mandated_on),
        (words(N_("For the office")), f"{words(N_('Volunteer'))}: {order.name}"),
        words,
    )
    return bytes_of(pdf)


def confirmation_pdf(order: Order, day: date, words: Words) -> bytes:
    """Give the sheet on which whoever asked confirms the days: those entered, and empty lines to fill in by hand."""
    pdf = _begin(order, day, words(N_("Confirmation of an assignment")), words)
    text = words(N_("{name} was with us as a volunteer of the programme “{programme}” on the following days."))
    paragraph(pdf, text.format(name=order.name, programme=order.programme.name))
    _facts(
        pdf,
        {
            words(N_("Assignment")): f"{order.assignment.id} ({words(N_('Request'))} {order.assignment.request})",
            words(N_("Task")): _task(order, words),
        },
    )
    visits = order.visits[-MOST_DAYS:]
    rows = [(day_of(one.day), number_of(one.hours), "") for one in visits] + [("", "", "")] * EMPTY
    heads = (words(N_("Day")), words(N_("Hours")), words(N_("Confirmed (initials)")))
    table(pdf, (40.0, 30.0, WIDTH - 70.0), heads, rows)
    paragraph(pdf, words(N_("Please do not name the accompanied person on this sheet.")))
    signatures(pdf, "", (words(N_("Stamp and signature of the institution")),), words)
    return bytes_of(pdf)


def _begin(order: Order, day: date, title: str, words: Words) -> FPDF:
    pdf = document("portrait", day, f"{title} {order.assignment.id}")
    letterhead(pdf, order.programme, words)
    heading(pdf, title)
    return pdf


def _task(order: Order, words: Words) -> str:
    parts = (words(order.kind.label) if order.kind else "", ", ".join(words(one.label) for one in order.topics))
    return ": ".join(part for part in parts if part)


def _appointment(order: Order) -> str:
    return " ".join(part for part in (day_of(order.day), f"{order.at:%H:%M}" if order.at else "") if part)


def _facts(pdf: FPDF, told: dict[str, str]) -> None:
    pdf.ln(1)
    for label, value in told.items():
        if value:
            paragraph(pdf, f"{label}: {value}", left=LEFT + 6, gap=1.0)
    pdf.ln(2)
