"""What people write into cells, of their own lists and of the sheet: “Russisch, etwas Polnisch”, “Mo und Mi vormittag”.

Whatever can be understood in one way only is read; the rest is given back as it is, with the reason.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any, Final

from pydantic import ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from services.model.fields import Several
from services.model.language_names import folded, language_called
from services.model.languages import LanguageSkill, Level
from services.model.lists import Gender, Topic
from services.model.slots import Slot
from services.model.words import N_, Sentence

Unread = tuple[str, Sentence]  # the words, and why they are not read or not wholly

LEVEL: Final = re.compile(r"\b(A1|A2|B1|B2|C1|C2|muttersprach\w*|native)\b", re.IGNORECASE)
# How well somebody speaks, in words that name no level.
VAGUE: Final = frozenset(
    "etwas ein bisschen wenig gut gute sehr fliessend grundkenntnisse kenntnisse perfekt verhandlungssicher "  # noqa: SIM905 - words read better in a line
    "auch anfaenger".split()
)
DAYS: Final = ("mo", "di", "mi", "do", "fr", "sa", "so")
WHOLE_DAYS: Final = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
PARTS: Final = {"vormittag": 0, "morgen": 0, "nachmittag": 1, "abend": 2}
GENDERS: Final = {"w": Gender.FEMALE, "f": Gender.FEMALE, "frau": Gender.FEMALE, "m": Gender.MALE,
                  "mann": Gender.MALE, "herr": Gender.MALE, "d": Gender.DIVERSE}  # fmt: skip


def languages_in(text: str) -> tuple[tuple[LanguageSkill, ...], tuple[Unread, ...]]:
    """Read languages with their levels; a level is read only where it is one of the European Framework's."""
    skills: list[LanguageSkill] = []
    unread: list[Unread] = []
    for part in _language_parts(text):
        skill, remark = _skill(part)
        skills += [skill] if skill else []
        unread += [(part, remark)] if remark else []
    return tuple({one.language: one for one in reversed(skills)}.values())[::-1], tuple(unread)


def times_in(text: str) -> tuple[tuple[Slot, ...], tuple[Unread, ...]]:
    """Read half-days: days, single or from one to another, each followed by its parts."""
    found: list[Slot] = []
    unread: list[Unread] = []
    for part in filter(None, (one.strip() for one in re.split(r"[;\n]", text))):
        slots = _slots(re.findall(r"[a-zäöüß]+|[-–]|\d+|\S", part.casefold()))
        found += slots
        if not slots:
            unread.append((part, Sentence(N_("Write free times like “Mo vormittags; Mi abends”."))))
    return tuple(dict.fromkeys(found)), tuple(unread)


def topics_in(text: str) -> tuple[tuple[Topic, ...], tuple[Unread, ...]]:
    """Read topics by their name, or by the beginning of a word that only one of them has."""
    found: list[Topic] = []
    unread: list[Unread] = []
    for part in filter(None, (one.strip() for one in re.split(r"[,;\n]", text))):
        exact = [one for one in Topic if folded(part) in (folded(one.value), folded(one.label))]
        like = exact or [one for one in Topic if f" {folded(part)}" in f" {folded(one.value)}"]
        found += like if len(like) == 1 else []
        if len(like) != 1:
            unread.append((part, Sentence(N_("No topic, or more than one, is called this."))))
    return tuple(dict.fromkeys(found)), tuple(unread)


def gender_in(text: str) -> str:
    """Give the stored word of a gender written in short; anything else as it is."""
    return GENDERS.get(text.strip().casefold().rstrip("."), text)


def _all_skills(text: str) -> tuple[LanguageSkill, ...]:
    """Give the languages of a cell if each part of it names one; “etwas” names no level, so none is read."""
    skills = [_skill(part)[0] for part in _language_parts(text)]
    return tuple(one for one in skills if one) if all(skills) else ()


def _all_slots(text: str) -> tuple[Slot, ...]:
    slots, unread = times_in(text)
    return () if unread else slots


def _else(read: Callable[[str], Sequence[Any]]) -> WrapValidator:
    """Read a cell that is not written as the programme writes it by hand, if nothing of it is left unread."""

    def by_hand(value: object, as_written: ValidatorFunctionWrapHandler) -> object:
        try:
            return as_written(value)
        except ValidationError:
            found = read(value) if isinstance(value, str) else ()
            if found:
                return as_written(tuple(found))
            raise

    return WrapValidator(by_hand)


Skills = Annotated[Several[LanguageSkill], _else(_all_skills)]
HalfDays = Annotated[Several[Slot], _else(_all_slots)]


def _language_parts(text: str) -> Iterator[str]:
    return filter(None, (one.strip() for one in re.split(r"[,;/\n+&]|\bund\b", text)))


def _skill(part: str) -> tuple[LanguageSkill | None, Sentence | None]:
    """Give the language of a part, and why it or its level is not read; of two levels (B1–B2) neither is."""
    levels = {_level(one) for one in LEVEL.findall(part)}
    bare = re.sub(r"\(\s*\)", " ", LEVEL.sub(" ", part)).strip(" :-–")
    words = re.sub(r"[():–-]", " ", bare).split()
    named = " ".join(word for word in words if folded(word) not in VAGUE)
    language = language_called(bare) or language_called(named)
    if language is None:
        return None, Sentence(N_("No language, or more than one, is called this."))
    level = next(iter(levels)) if len(levels) == 1 else None
    vague = levels or any(folded(word) in VAGUE for word in words)
    remark = Sentence(N_("Read as {language} without a level."), language=language) if vague and not level else None
    return LanguageSkill(language=language, level=level), remark


def _level(text: str) -> Level:
    return Level(text.upper()) if len(text) == len("A1") else Level.NATIVE


def _slots(tokens: Sequence[str]) -> list[Slot]:
    """Give the half-days of days and parts in their order; nothing when any token is neither."""
    found: list[Slot] = []
    days: list[int] = []
    parts: list[int] = []
    through = False
    for word in tokens:
        day, part = _day(word), _part(word)
        if day is not None:
            if parts and through:
                return []  # from Monday morning to Wednesday: who knows what of Tuesday
            if parts:
                found += _crossed(days, parts)
                days, parts = [], []
            days += _from_to(days[-1], day, 7) if through and days else [day]
        elif part is not None:
            parts += _from_to(parts[-1], part, 3) if through and parts else [part]
        elif word not in ("-", "–", "bis", "und", ",", "/", ".", "&", "+"):
            return []
        through = word in ("-", "–", "bis") or (through and word == ".")
    return [*found, *_crossed(days, parts)] if days and parts else []


def _from_to(first: int, last: int, around: int) -> Iterator[int]:
    """Give what comes after the first, up to and with the last; after Sunday comes Monday."""
    return ((first + step) % around for step in range(1, (last - first) % around + 1))


def _crossed(days: Sequence[int], parts: Sequence[int]) -> Iterator[Slot]:
    every = list(Slot)
    return (every[day * 3 + part] for day in days for part in parts)


def _day(token: str) -> int | None:
    bare = token.removesuffix("s")
    return DAYS.index(token) if token in DAYS else WHOLE_DAYS.index(bare) if bare in WHOLE_DAYS else None


def _part(token: str) -> int | None:
    return PARTS.get(token.removesuffix("s"))
