"""Who may be somebody we know already: same phone, same e-mail, or a name that is nearly the same."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final
from unicodedata import combining, normalize

from services.model.course_records import ERASED, Interest, Registration
from services.model.forms import Contact
from services.model.records import Person
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.roster import everybody

NEARLY: Final = 0.85  # share of letters two names have in common, in their order
MOST: Final = 8
SUREST: Final = 0  # the rank of the same phone or e-mail

Known = Interest | Registration | Person


@dataclass(frozen=True)
class Likeness:
    """Somebody known who may be the same person, and what speaks for it."""

    known: Known
    reason: Sentence


def alike(workbook: Workbook, form: Contact) -> tuple[Likeness, ...]:
    """Give up to eight people among interested, registered and on the roster who may be this one, surest first.

    Somebody who stands in several lists is given once: on the roster rather than with an interest or a registration.
    """
    typed = SequenceMatcher(None, "", letters(form.full_name), autojunk=False)
    found: list[tuple[int, Likeness]] = []
    seen: set[tuple[str, str | None, str | None]] = set()
    known_people: list[Known] = [*everybody(workbook), *workbook.all(Interest), *reversed(workbook.all(Registration))]
    for known in known_people:
        who = (known.full_name.casefold(), known.email, known.phone)
        if ERASED in known.full_name or who in seen:
            continue
        rank, reason = _reason(form, known, typed)
        if reason:
            seen.add(who)
            found.append((rank, Likeness(known, reason)))
    return tuple(one for _rank, one in sorted(found, key=lambda pair: pair[0])[:MOST])


def unlinked(workbook: Workbook, person: Person) -> tuple[Likeness, ...]:
    """Give interests and registrations with the e-mail or phone of a volunteer that nothing ties to anybody.

    Whoever shares a phone stands there too: whether it is the same person, somebody has to say.
    """
    typed = SequenceMatcher(None, "", letters(person.full_name), autojunk=False)
    tied = {one.interest for one in workbook.all(Registration) if one.person}
    found: list[Likeness] = []
    written_down: list[Interest | Registration] = [*workbook.all(Interest), *workbook.all(Registration)]
    for known in written_down:
        free = known.id not in tied if isinstance(known, Interest) else not (known.person or known.interest in tied)
        if free and ERASED not in known.full_name:
            rank, reason = _reason(person, known, typed)
            found += [Likeness(known, reason)] if reason and rank == SUREST else []
    return tuple(found)


def _reason(form: Contact, known: Known, typed: SequenceMatcher[str]) -> tuple[int, Sentence | None]:
    """Give what speaks for the same person with its rank, the surest first; nothing speaks for it: None.

    `typed` holds the letters of the name that was typed; it is made once, to be compared with everybody's.
    """
    name = letters(known.full_name)
    same_name = name == letters(form.full_name)
    if form.phone and form.phone == known.phone:
        return SUREST, Sentence(N_("same name and phone")) if same_name else Sentence(N_("same phone"))
    if form.email and form.email.casefold() == (known.email or "").casefold():
        return SUREST, Sentence(N_("same name and e-mail")) if same_name else Sentence(N_("same e-mail"))
    if same_name:
        return 1, Sentence(N_("same name"))
    if not form.first_name and letters(form.last_name) == letters(known.last_name):
        return 2, Sentence(N_("same last name"))
    typed.set_seq1(name)
    if nearly(typed):
        return 2, Sentence(N_("similar name"))
    return 3, None


def nearly(compared: SequenceMatcher[str]) -> bool:
    """Say whether two names are nearly the same."""
    return compared.real_quick_ratio() >= NEARLY and compared.quick_ratio() >= NEARLY and compared.ratio() >= NEARLY


@lru_cache(maxsize=5000)
def letters(name: str) -> str:
    """Spell a name without accents, and with its parts in the order of the alphabet: people swap first and last."""
    bare = "".join(one for one in normalize("NFKD", name) if not combining(one))
    return " ".join(sorted(bare.casefold().replace("-", " ").split()))
