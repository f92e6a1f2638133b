"""Papers as a gate: which ones a volunteer needs before the first assignment, and which are missing."""

from datetime import date

from services.model.forms import PersonForm
from services.model.lists import Paper


def missing_papers(person: PersonForm, today: date) -> tuple[Paper, ...]:
    """Give the missing papers in the order of the list.

    The police certificate is needed only for work with minors (SGB VIII § 72a) and counts until its day.
    """
    there = {
        Paper.CERTIFICATE: person.certified_on is not None,
        Paper.CONFIDENTIALITY: person.confidentiality_on is not None,
        Paper.BRIEFING: person.briefing_on is not None,
        Paper.POLICE_CHECK: not person.with_minors or has_police_check(person, today),
    }
    return tuple(paper for paper, is_there in there.items() if not is_there)


def has_police_check(person: PersonForm, on: date) -> bool:
    """Say whether a police certificate was seen and is valid on that day."""
    return person.police_check_until is not None and person.police_check_until >= on
