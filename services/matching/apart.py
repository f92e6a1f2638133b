"""Whom the office never brings together: what stands with a volunteer, held against a request."""

from services.model.records import Person, Request
from services.model.workbook import Workbook


def names_of(request: Request) -> frozenset[str]:
    """Give what a request may be named by: its number, the person's code, whoever asks."""
    told = (request.id, request.client, request.requester, request.organisation)
    return frozenset(filter(None, map(spelled, told)))


def kept_from(workbook: Workbook, person: Person) -> frozenset[str]:
    """Give whom a volunteer is kept from; a request's number also means the person it was for."""
    found = set()
    for told in person.apart:
        earlier = workbook.find(Request, told)
        found |= {spelled(told), spelled(earlier.client if earlier else "")}
    return frozenset(found - {""})


def spelled(name: str) -> str:
    """Give a name as it is compared: in whatever case and spacing it was typed."""
    return " ".join(name.casefold().split())
