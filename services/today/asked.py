"""Lines of the morning list about volunteers who were asked for a request."""

from collections.abc import Iterator
from datetime import date

from services.asked import ask_again_on, silent, want_a_call
from services.model.records import Offer, Person
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.today.line import Line


def wanted_calls(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give the volunteers who want to talk before they answer."""
    for one in want_a_call(workbook):
        since = one.call_back_at.date() if one.call_back_at else today
        told = Sentence(N_("{name} wants a call about {request}"), name=_name(workbook, one), request=one.request)
        yield Line(told, Sentence(N_("Call and take down the answer")), one.id, since)


def silent_volunteers(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give the volunteers who were asked long enough ago and have not answered."""
    for one in silent(workbook, today):
        told = Sentence(
            N_("{name} has not answered about {request} (asked on {day})"),
            name=_name(workbook, one),
            request=one.request,
            day=one.asked_at.date(),
        )
        yield Line(told, Sentence(N_("Ask again or ask others")), one.id, ask_again_on(workbook, one))


def _name(workbook: Workbook, offer: Offer) -> str:
    found = workbook.find(Person, offer.person)
    return found.full_name if found else offer.person
