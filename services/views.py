"""Views of the roster: filters as they stand in the address of the page, and the ones the office has saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar
from urllib.parse import parse_qs, urlencode

from services.finding import Filters
from services.model.access import Right
from services.model.draft import Draft
from services.model.errors import NotFound
from services.model.languages import Language
from services.model.lists import PersonStatus, Topic
from services.model.records import Programme
from services.model.roster_errors import NameMissing, NothingFiltered
from services.model.slots import Slot
from services.model.words import Word
from services.model.workbook import Workbook
from services.programme import programme

W = TypeVar("W", bound=Word)

Query = Mapping[str, Sequence[str]]

# What stands in the address for each filter; stored with the views, so these words never change.
WORDS: Final = "suche"
LANGUAGES: Final = "sprache"
TOPICS: Final = "thema"
DISTRICTS: Final = "stadtteil"
STATUSES: Final = "stand"
TIMES: Final = "zeit"
PAPERS: Final = "papiere"
COMPLETE: Final = {"vollständig": True, "unvollständig": False}
NAMES: Final = (WORDS, LANGUAGES, TOPICS, DISTRICTS, STATUSES, TIMES, PAPERS)


@dataclass(frozen=True)
class View:
    """Filters that the office uses again and again, under a name."""

    name: str
    query: str


def query_of(filters: Filters) -> dict[str, list[str]]:
    """Give what stands in the address for these filters; a filter that is not used is not there."""
    papers = [word for word, complete in COMPLETE.items() if complete is filters.complete]
    query = {
        WORDS: [filters.words] if filters.words.strip() else [],
        LANGUAGES: sorted(map(str, filters.languages)),
        TOPICS: sorted(map(str, filters.topics)),
        DISTRICTS: sorted(filters.districts),
        STATUSES: sorted(map(str, filters.statuses)),
        TIMES: sorted(map(str, filters.times)),
        PAPERS: papers,
    }
    return {name: values for name, values in query.items() if values}


def filters_of(query: Query, today: date) -> Filters:
    """Give the filters of an address; what it does not know there is left out: addresses are typed and outdated."""
    return Filters(
        words=" ".join(query.get(WORDS, ())),
        languages=_known(Language, query.get(LANGUAGES, ())),
        topics=_known(Topic, query.get(TOPICS, ())),
        districts=frozenset(query.get(DISTRICTS, ())),
        statuses=_known(PersonStatus, query.get(STATUSES, ())),
        times=_known(Slot, query.get(TIMES, ())),
        complete=next((COMPLETE[word] for word in query.get(PAPERS, ()) if word in COMPLETE), None),
        today=today,
    )


def views(workbook: Workbook) -> tuple[View, ...]:
    """Give the saved views in the order of their names."""
    lines = (line.partition("=") for line in programme(workbook).views.splitlines())
    found = [View(name.strip(), query.strip()) for name, _, query in lines if name.strip() and query.strip()]
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def filters_in(view: View, today: date) -> Filters:
    """Give the filters of a saved view."""
    return filters_of(parse_qs(view.query), today)


def save_view(draft: Draft, name: str, filters: Filters) -> Programme:
    """Save filters under a name for everybody of the office; the name's earlier filters go.

    Words that were searched for are no part of a view: they may be somebody's name.
    Raises `NameMissing`, `NothingFiltered`.
    """
    draft.must(Right.KEEP_ROSTER)
    name = " ".join(name.replace("=", " ").split())[:60]
    query = urlencode(query_of(replace(filters, words="")), doseq=True)
    if not name:
        raise NameMissing
    if not query:
        raise NothingFiltered
    others = [one for one in views(draft.workbook) if one.name.casefold() != name.casefold()]
    return _keep(draft, [*others, View(name, query)])


def drop_view(draft: Draft, name: str) -> Programme:
    """Take a saved view away; raises `NotFound` when it is not there any more."""
    draft.must(Right.KEEP_ROSTER)
    there = views(draft.workbook)
    others = [one for one in there if one.name != name]
    if len(others) == len(there):
        raise NotFound(id=name)
    return _keep(draft, others)


def _keep(draft: Draft, kept: Sequence[View]) -> Programme:
    lines = "\n".join(f"{one.name} = {one.query}" for one in sorted(kept, key=lambda one: one.name.casefold()))
    if not draft.workbook.all(Programme):
        return draft.add(Programme, views=lines)
    return draft.replace(programme(draft.workbook), views=lines)


def _known(kind: type[W], words: Sequence[str]) -> frozenset[W]:
    stored = {word.value: word for word in kind}
    return frozenset(stored[word] for word in words if word in stored)
