"""The roster as a list to take along: who was found, only columns the role may see, each time noted in the journal."""

from collections.abc import Mapping, Sequence
from typing import Final

from services.model.access import Actor, Right
from services.model.draft import Draft
from services.model.errors import NothingChosen
from services.model.record import Kept, columns
from services.model.records import Person

# What a list usually needs; how to reach somebody is added on purpose.
USUAL: Final = ("last_name", "first_name", "status", "languages", "topics", "district", "districts", "free_times")
# What the programme keeps for itself, and what no list needs: its consent covers the office alone.
NEVER: Final = frozenset(
    {
        *("gone", "taken_from", "distinct_from", "note", "apart", "origins"),
        *("police_check_until", "police_seen_on", "police_entry"),
        "buddy",  # somebody else's name
    }
)
NAMES: Final = frozenset({"last_name", "first_name"})


def columns_for(actor: Actor) -> Mapping[str, Kept]:
    """Give the columns of the roster that this actor may take along, by field; names stand first."""
    whole = actor.may(Right.KEEP_ROSTER)
    may = {
        name: kept
        for name, kept in columns(Person).items()
        if name not in NEVER and (whole or not kept.column.personal)
    }
    return dict(sorted(may.items(), key=lambda one: one[0] not in NAMES))


def pass_on_people(draft: Draft, people: Sequence[str], chosen: Sequence[str]) -> Person:
    """Have the journal say who took out which columns of how many people; changes nothing. Gives the first of them.

    Raises `NothingChosen` without people or columns, `NotAllowed`, `NotFound`.
    """
    draft.must(Right.PASS_ON_LISTS)
    may = columns_for(draft.actor)
    taken = [may[name].column.header for name in chosen if name in may]
    if not people or not taken:
        raise NothingChosen
    first = draft.workbook.get(Person, people[0])
    draft.note(f"Lotsenliste heruntergeladen: {len(people)} Personen; {', '.join(taken)}")
    return first
