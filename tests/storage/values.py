"""Values of every record kind for hypothesis, nasty ones among them."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from services.model.course_lists import Presence
from services.model.languages import Language, LanguageSkill, Level
from services.model.marks import Mark
from services.model.record import Kept, Record, columns
from services.model.words import Word

NASTY = (
    '=IMPORTXML("http://x.example";"//a")',
    "'quoted",
    "+49 2362 123456",
    "-1+1",
    "@SUM(1)",
    "<script>alert(1)</script>",
    "Ümläute ßáçñ Україна العربية",
    "👩🏽‍🏫 🇺🇦",
    "007",
    "1-2",
    "1.5",
    "1,5",
    "TRUE",
    "ja",
    "#REF!",
    "null",
    "P-0001",
    '"',
    "\\",
    "%s {name} $1",
)
NASTY_TEXT = (*NASTY, "x" * 4000, "first\nsecond\n\n  fourth\twith a tab", "a; b; c", "=1\n=2")
COUNTS = {"required": (0, 100), **dict.fromkeys(("lead_days", "ask_again_days", "silent_days"), (1, 90))}
LIMITS = {"hours": ("0.25", "24"), "amount": ("0.01", "10000"), "km": ("0", "999")}
_VISIBLE = st.characters(exclude_categories=("Cs", "Cc"))


def values_of(kind: type[Record]) -> st.SearchStrategy[dict[str, Any]]:
    """Valid values for every field of a record kind but its number."""
    return st.fixed_dictionaries({name: _values(kept) for name, kept in columns(kind).items() if name != "id"}).map(
        _consistent
    )


def _consistent(values: dict[str, Any]) -> dict[str, Any]:
    """Keep the rules across fields: consent given, the end not before the beginning."""
    if isinstance(values.get("consent"), bool):
        values["consent"] = True
    if values.get("starts") and values.get("ends"):
        values["starts"], values["ends"] = time(9), time(12, 30)
    for first, last in (("starts_on", "ends_on"), ("valid_from", "valid_until")):
        if values.get(first) and values.get(last):
            values[first], values[last] = sorted((values[first], values[last]))
    return values


def _values(kept: Kept) -> st.SearchStrategy[Any]:
    one = _one(kept)
    if kept.many:
        return (
            st.lists(one, max_size=4).map(tuple)
            if not kept.required
            else st.lists(one, min_size=1, max_size=4).map(tuple)
        )
    return st.none() | one if kept.optional and kept.name != "phone" else one


def _one(kept: Kept) -> st.SearchStrategy[Any]:
    if issubclass(kept.kind, Word):
        return st.sampled_from(list(kept.kind))
    if kept.kind is str:
        return _text(kept)
    return {
        Mark: st.builds(
            Mark,
            session=st.integers(1, 30).map(lambda number: f"U-{number:04d}"),
            presence=st.sampled_from(Presence),
        ),
        bool: st.booleans(),
        int: st.integers(*COUNTS.get(kept.name, (0, 100_000))),
        Decimal: st.decimals(*LIMITS.get(kept.name, (0, 10_000)), places=2),
        datetime: st.datetimes(datetime(1950, 1, 1), datetime(2999, 1, 1)).map(lambda at: at.replace(microsecond=0)),  # noqa: DTZ001
        date: st.dates(date(1800, 1, 1), date(2999, 1, 1)),
        time: st.times().map(lambda at: at.replace(second=0, microsecond=0)),
        LanguageSkill: st.builds(
            LanguageSkill, language=st.sampled_from(Language), level=st.none() | st.sampled_from(Level)
        ),
    }[kept.kind]


def _text(kept: Kept) -> st.SearchStrategy[str]:
    if kept.column.refers:
        return st.integers(1, 30).map(lambda number: f"{kept.column.refers}-{number:04d}")
    if "email" in kept.name:
        return st.sampled_from(["anna@example.org", "o'neill+x@müller.example", "=a@example.org"])
    if kept.name in {"phone", "fax", "requester_phone"}:
        return st.sampled_from(["02362 123456", "+380 44 1234567", "0491 7012345", "0170 1234567"])
    if kept.name == "about":
        return st.integers(1, 30).map(lambda number: f"T-{number:04d}")
    if kept.name == "logo":
        return st.sampled_from(["iVBORw0KGgo=", "A" * 40_000])
    if kept.multiline:
        return st.sampled_from(NASTY_TEXT) | st.text(_VISIBLE | st.just("\n"), max_size=300)
    line = st.sampled_from(NASTY) | st.text(_VISIBLE, min_size=1, max_size=60)
    return line.filter(_shows) if kept.required or kept.default else line


def _shows(text: str) -> bool:
    return any(letter.isprintable() and not letter.isspace() for letter in text)
