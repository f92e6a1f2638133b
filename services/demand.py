"""Languages against demand: what open requests ask for, and how many volunteers who can be asked speak it."""

from collections import Counter

from services.intake import OPEN
from services.model.languages import Language
from services.model.records import Request
from services.model.workbook import Workbook
from services.roster import AVAILABLE, everybody


def languages_needed(workbook: Workbook) -> tuple[tuple[Language, int, int], ...]:
    """Give each language open requests ask for: requests, and ready or active volunteers; the scarcest first."""
    wanted = Counter(one for request in workbook.all(Request) if request.status in OPEN for one in request.languages)
    ready = (person for person in everybody(workbook) if person.status in AVAILABLE)
    offered = Counter(skill.language for person in ready for skill in person.languages)
    needed = [(language, count, offered[language]) for language, count in wanted.items()]
    return tuple(sorted(needed, key=lambda one: (one[2] / one[1], -one[1], one[0].rank)))
