"""Who may stand on the roster twice: the same phone, e-mail or name, or names that are nearly the same."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import Final

from services.alike import letters, nearly
from services.model.access import Right
from services.model.draft import Draft
from services.model.records import Person
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.roster import everybody

CROWD: Final = 300  # so many people with one first name are not compared with each other


@dataclass(frozen=True)
class Pair:
    """Two people of the roster who may be one, the one entered first in front, and what speaks for it."""

    first: Person
    second: Person
    reason: Sentence


def pairs(workbook: Workbook) -> tuple[Pair, ...]:
    """Give who may be entered twice, surest first; pairs the office said are two people are left out."""
    people = everybody(workbook)
    found: dict[tuple[str, str], Pair] = {}
    for reason, keys in _sure(people):
        for group in keys.values():
            for first, second in combinations(group, 2):
                found.setdefault((first.id, second.id), Pair(first, second, reason))
    for first, second in _similar(people):
        found.setdefault((first.id, second.id), Pair(first, second, Sentence(N_("similar name"))))
    return tuple(one for one in found.values() if not known_apart(one.first, one.second))


def known_apart(first: Person, second: Person) -> bool:
    """Say whether the office has said that these are two people."""
    return second.id in first.distinct_from or first.id in second.distinct_from


def not_the_same(draft: Draft, first: Person, second: Person) -> Person:
    """Remember that two entries are two people; raises `ChangedMeanwhile`."""
    draft.must(Right.KEEP_ROSTER)
    draft.workbook.get(Person, second.id)
    return draft.replace(first, distinct_from=tuple(dict.fromkeys((*first.distinct_from, second.id))))


def _sure(people: Iterable[Person]) -> tuple[tuple[Sentence, Mapping[str, list[Person]]], ...]:
    """Group people by what they have in common, each with its words, the surest first."""
    names = {one.id: letters(one.full_name) for one in people}
    return (
        (Sentence(N_("same name and phone")), _grouped(people, lambda one: one.phone and names[one.id] + one.phone)),
        (Sentence(N_("same name and e-mail")), _grouped(people, lambda one: one.email and names[one.id] + one.email)),
        (Sentence(N_("same phone")), _grouped(people, lambda one: one.phone)),
        (Sentence(N_("same e-mail")), _grouped(people, lambda one: one.email and one.email.casefold())),
        (Sentence(N_("same name")), _grouped(people, lambda one: names[one.id])),
    )


def _grouped(people: Iterable[Person], key: Callable[[Person], str | None]) -> Mapping[str, list[Person]]:
    groups: dict[str, list[Person]] = {}
    for one in people:
        if value := key(one):
            groups.setdefault(value, []).append(one)
    return groups


def _similar(people: Iterable[Person]) -> Iterable[tuple[Person, Person]]:
    """Give pairs whose names are nearly the same; those who share not even one name are not compared."""
    sharing: dict[str, list[Person]] = {}
    for one in people:
        for word in letters(one.full_name).split():
            sharing.setdefault(word, []).append(one)
    for group in sharing.values():
        for at, first in enumerate(group if len(group) <= CROWD else ()):
            compared = SequenceMatcher(None, "", letters(first.full_name), autojunk=False)
            for second in group[at + 1 :]:
                compared.set_seq1(letters(second.full_name))
                if nearly(compared):
                    yield first, second
