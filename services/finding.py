"""Finding volunteers on the roster: by what they can do, and by words typed in any spelling."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from services.model.languages import Language
from services.model.lists import PersonStatus, Topic
from services.model.records import Person
from services.model.slots import Slot
from services.model.workbook import Workbook
from services.papers import missing_papers
from services.roster import everybody, helps_in
from services.spellings import languages_like, searchable, seeker
from services.stages import stage


@dataclass(frozen=True)
class Filters:
    """What to look for; an empty filter lets everybody through. `complete`: True only full papers, False only gaps."""

    words: str = ""
    languages: frozenset[Language] = frozenset()
    topics: frozenset[Topic] = frozenset()
    districts: frozenset[str] = frozenset()
    statuses: frozenset[PersonStatus] = frozenset()
    times: frozenset[Slot] = frozenset()
    complete: bool | None = None
    today: date = field(default=date.min)

    @property
    def used(self) -> int:
        """Say how many filters narrow the list, the words left aside: those stand in sight."""
        lists = (self.languages, self.topics, self.districts, self.statuses, self.times)
        return sum(map(bool, lists)) + (self.complete is not None)


def search(workbook: Workbook, filters: Filters) -> tuple[Person, ...]:
    """Give the volunteers that meet every filter (within one filter any of its values), by last name."""
    asked = [(seeker(word), languages_like(word)) for word in filters.words.split()]
    found = [
        person
        for person in everybody(workbook)
        if _meets(person, filters) and all(_mentions(person, *one) for one in asked)
    ]
    return tuple(sorted(found, key=lambda one: (one.last_name.casefold(), one.first_name.casefold(), one.id)))


def _meets(person: Person, filters: Filters) -> bool:
    spoken = {skill.language for skill in person.languages}
    complete = filters.complete is None or filters.complete is not bool(missing_papers(person, filters.today))
    return (
        (not filters.languages or bool(filters.languages & spoken))
        and (not filters.topics or bool(filters.topics & set(person.topics)))
        and (not filters.districts or bool(filters.districts & set(helps_in(person))))
        and (not filters.statuses or stage(person, filters.today) in filters.statuses)
        and (not filters.times or bool(filters.times & set(person.free_times)))
        and complete
    )


def _mentions(person: Person, seeks: Callable[[str], bool], languages: frozenset[Language]) -> bool:
    """Say whether a word typed stands in a name, number, topic or district, or is a language they speak."""
    return seeks(_text(person.id, person.full_name, helps_in(person), person.topics)) or any(
        skill.language in languages for skill in person.languages
    )


# The same thousands of people are looked through at each letter typed.
@lru_cache(maxsize=20_000)
def _text(number: str, name: str, places: tuple[str, ...], topics: tuple[Topic, ...]) -> str:
    return searchable(number, name, *places, *(text for topic in topics for text in (topic.value, topic.label)))
