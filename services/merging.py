"""Two entries of the roster that are one person become one; everything that refers to either refers to the one kept."""

from collections.abc import Set as AbstractSet
from typing import Any, Final

from services.model.access import Right
from services.model.draft import Draft
from services.model.errors import RowUnreadable
from services.model.fields import MOST_LETTERS
from services.model.languages import LanguageSkill
from services.model.lists import Gender
from services.model.record import columns
from services.model.records import Person
from services.model.roster_errors import NotesTooLong, NotTwoPeople
from services.own_links import withdraw_all
from services.references import entries_about
from services.roster import gate, taken_off
from services.today.rests import put_off_about

# The programme's own remarks about an entry: they are no property of the person.
OWN: Final = frozenset({"id", "taken_from", "distinct_from", "gone"})
# Of these one is right, but the other may still be needed, as the name on a certificate: what the note calls it.
FURTHER: Final = {
    "first_name": "Weiterer Vorname",
    "last_name": "Weiterer Nachname",
    "certificate": "Weiteres Zertifikat",
    "phone": "Weiteres Telefon",
    "email": "Weitere E-Mail",
    "district": "Weiterer Wohnort",
}
EMPTY: Final = (None, "", (), Gender.NOT_STATED)


def differing(kept: Person, other: Person) -> tuple[str, ...]:
    """Give the fields in which both say something else, so that somebody has to choose; lists are joined."""
    return tuple(
        name
        for name, column in columns(Person).items()
        if name not in OWN
        and not column.many
        and name != "note"
        and getattr(kept, name) not in EMPTY
        and getattr(other, name) not in EMPTY
        and getattr(kept, name) != getattr(other, name)
    )


def joined(kept: Person, other: Person, from_other: AbstractSet[str]) -> dict[str, Any]:
    """Give what stands in the one entry: what either says, all of lists and notes, else what was chosen.

    What was not chosen of names, of the certificate number and of how somebody is reached is not lost: it stands in the
    note, and so does another level of a language.
    """
    values: dict[str, Any] = {}
    for name, column in columns(Person).items():
        mine, theirs = getattr(kept, name), getattr(other, name)
        if name in OWN:
            continue
        if name == "languages":
            values[name] = _languages(kept, other)
        elif column.many:
            values[name] = tuple(dict.fromkeys((*mine, *theirs)))
        else:
            values[name] = theirs if mine in EMPTY or (theirs not in EMPTY and name in from_other) else mine
    further = [
        f"{words}: {getattr(one, name)}"
        for name, words in FURTHER.items()
        for one in (kept, other)
        if getattr(one, name) not in ("", None, values[name])
    ]
    further += [f"Weiteres Sprachniveau: {one}" for one in other.languages if _level_lost(one, values["languages"])]
    notes = dict.fromkeys(filter(None, (kept.note, other.note, *further)))
    return {**values, "note": "\n".join(notes)}


def merge(draft: Draft, kept: Person, other: Person, from_other: frozenset[str]) -> Person:
    """Make two entries one, in one step; `from_other` are the fields in which the other one is right.

    The number of the other stays taken and its row says where it went. Its personal links open nothing any more:
    whoever holds one would come into the entry of both.
    Raises `NotTwoPeople`, `RowUnreadable`, `NotesTooLong`, `PapersMissing`, `ChangedMeanwhile`.
    """
    draft.must(Right.KEEP_ROSTER)
    if kept.id == other.id or kept.gone or other.gone:
        raise NotTwoPeople
    unreadable = next((one for one in draft.workbook.problems if other.id in one.refers), None)
    if unreadable:
        raise RowUnreadable(tab=unreadable.tab, id=other.id)
    values = joined(kept, other, from_other)
    if len(values["note"]) > MOST_LETTERS:
        raise NotesTooLong(most=MOST_LETTERS)
    one = draft.replace(kept, **values)
    gate(one, one.status, draft.today)
    withdraw_all(draft, other.id)
    draft.replace(other, **taken_off(f"Zusammengeführt mit {kept.id}"))
    moved = list(entries_about(draft.workbook, other.id))
    for record, name in moved:
        draft.replace(draft.workbook.get(type(record), record.id), **{name: kept.id})
    for rest in put_off_about(draft.workbook, other.id):
        draft.replace(rest, line=f"{rest.line.removesuffix(other.id)}{kept.id}")
    one = _keep_apart(draft, one, other)
    draft.note(f"{other.id} mit {kept.id} zusammengeführt; {len(moved)} Einträge umgehängt")
    return one


def _keep_apart(draft: Draft, one: Person, other: Person) -> Person:
    """Keep what is known about who is somebody else, of both entries."""
    for person in draft.workbook.all(Person):
        if other.id in person.distinct_from and person.id != one.id:
            named = (one.id if number == other.id else number for number in person.distinct_from)
            draft.replace(person, distinct_from=tuple(dict.fromkeys(named)))
    apart = [number for number in (*one.distinct_from, *other.distinct_from) if number not in (one.id, other.id)]
    return draft.replace(one, distinct_from=tuple(dict.fromkeys(apart)))


def _languages(kept: Person, other: Person) -> tuple[LanguageSkill, ...]:
    """Join languages: once each, with a level if either entry has one."""
    skills: dict[str, LanguageSkill] = {}
    for skill in (*kept.languages, *other.languages):
        known = skills.get(skill.language)
        if known is None or known.level is None:
            skills[skill.language] = skill
    return tuple(skills.values())


def _level_lost(skill: LanguageSkill, stays: tuple[LanguageSkill, ...]) -> bool:
    return skill.level is not None and skill not in stays
