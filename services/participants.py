"""The list of participants for the training provider: only those who agreed, and who got it when."""

from dataclasses import dataclass

from services.model.access import Right
from services.model.course_records import Course, Registration
from services.model.draft import Draft
from services.model.errors import NothingChosen
from services.model.workbook import Workbook
from services.waiting_list import HAS_PLACE, registrations


@dataclass(frozen=True)
class ProviderList:
    """Those with a place who agreed that the provider gets their details, by name; how many others did not agree."""

    agreed: tuple[Registration, ...]
    others: int


def for_provider(workbook: Workbook, course: str) -> ProviderList:
    """Give who may stand on the list for the provider of a course."""
    with_place = [one for one in registrations(workbook, course) if one.status in HAS_PLACE]
    agreed = sorted(
        (one for one in with_place if one.share), key=lambda one: (one.last_name.casefold(), one.first_name.casefold())
    )
    return ProviderList(tuple(agreed), len(with_place) - len(agreed))


def pass_on(draft: Draft, course: str) -> Course:
    """Have the journal say that the list was taken out; changes nothing. Raises `NothingChosen` when it is empty."""
    draft.must(Right.PASS_ON_LISTS)
    found = draft.workbook.get(Course, course)
    agreed = for_provider(draft.workbook, course).agreed
    if not agreed:
        raise NothingChosen
    draft.note(f"Liste für den Bildungsträger heruntergeladen: {len(agreed)} Personen")
    return found
