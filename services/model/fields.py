"""Kinds of value a person types or a cell holds: each reads the German spelling or says what is right."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Final, TypeVar
from unicodedata import normalize

import phonenumbers
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, validate_email
from pydantic_core import PydanticCustomError

from services.model.words import N_

# Control characters (tab and line break aside) and lone surrogates: no store and no screen can show them. Invisible
# marks and changes of direction: they make one name look like another. (Persian and emoji need the two joiners.)
_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_HOURS = re.compile(
    r"((?P<hours>\d{1,5}):(?P<minutes>[0-5]?\d)|(?P<number>\d*[.,]\d+|\d+))\s*(h|std\.?|stunden?)?", re.IGNORECASE
)
_MINUTES = re.compile(
    r"((?P<hours>\d{1,2})\s*(h|std\.?|stunden?)\s*(und\s*)?)?(?P<minutes>\d{1,4})\s*(m|min\.?|minuten?)", re.IGNORECASE
)
_KILOMETRES = re.compile(r"(?P<number>\d{1,5}([.,]\d{1,2})?)\s*(km|kilometer)?", re.IGNORECASE)

HOURS_A_DAY = 24

T = TypeVar("T")


@dataclass(frozen=True)
class Column:
    """What a field is called: `header` in the sheet (stored, never changes), `label` and `help` on the screen.

    `personal` columns hold what may identify somebody: they are blanked for everybody who does not need them and
    never copied into the journal. `refers` names the tab whose number stands in the cell.
    """

    header: str
    label: str
    help: str = ""
    personal: bool = False
    refers: str = ""


class _Marker:
    """A remark on a field type that the screens look at."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


MULTILINE = _Marker("MULTILINE")


def _shown(value: object) -> object:
    if not isinstance(value, str):
        return value
    # One spelling of each letter: an ü copied from a PDF is often a u with a separate diaeresis.
    return _UNSHOWABLE.sub("", normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")).strip()


def _one_line(value: object) -> object:
    shown = _shown(value)
    return " ".join(shown.split()) if isinstance(shown, str) else shown


def _blank_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


# The same addresses and numbers are read again and again: on the screen, in the action, from the store.
@lru_cache(maxsize=8192)
def _email(value: str) -> str:
    try:
        return validate_email(value)[1]
    except PydanticCustomError:
        raise PydanticCustomError("email", N_("This is no e-mail address. Write it like name@example.org.")) from None


@lru_cache(maxsize=8192)
def _phone(value: str) -> str:
    try:
        number = phonenumbers.parse(value, "DE")
    except phonenumbers.NumberParseException:
        number = None
    # Without an area code the number says nothing outside its town, and short ones pass as such.
    complete = value.lstrip("( ").startswith(("0", "+"))
    if number is None or not complete or not phonenumbers.is_possible_number(number):
        raise PydanticCustomError(
            "phone", N_("This is no phone number. Write it with its area code, like 02362 123456.")
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _parsed(formats: tuple[str, ...], text: str) -> datetime | None:
    for spelling in formats:
        try:
            return datetime.strptime(text, spelling)  # noqa: DTZ007 - a day or a time of day, never an instant
        except ValueError:
            continue
    return None


def _day(value: object) -> object:
    if not isinstance(value, str) or not value.strip():
        return _blank_is_none(value)
    found = _parsed(("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"), value.replace(" ", ""))
    if found is None:
        raise PydanticCustomError("day", N_("This is no date. Write it like 03.09.2026."))
    return found.date()


def _clock(value: object) -> object:
    if not isinstance(value, str) or not value.strip():
        return _blank_is_none(value)
    text = value.strip().casefold().removesuffix("uhr").strip()
    found = _parsed(("%H:%M", "%H.%M", "%H", "%H:%M:%S"), text)
    if found is None:
        raise PydanticCustomError("clock", N_("This is no time of day. Write it like 14:30."))
    return found.time()


def _hours(value: object) -> object:
    if not isinstance(value, str) or not value.strip():
        return _blank_is_none(value)
    found = _HOURS.fullmatch(value.strip())
    if found is None:
        raise PydanticCustomError("hours", N_("These are no hours. Write them like 1,5 or 1:30."))
    if found["minutes"]:
        return (Decimal(found["hours"]) + Decimal(found["minutes"]) / 60).quantize(Decimal("0.01"))
    return Decimal(found["number"].replace(",", "."))


def _duration(value: object) -> object:
    """Read hours as ever, and minutes: 90 min, 1 Std. 20 Min. Two places of an hour are exact to the minute."""
    found = _MINUTES.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return _hours(value)
    return ((Decimal(found["hours"] or 0) * 60 + Decimal(found["minutes"])) / 60).quantize(Decimal("0.01"))


def _within_a_day(hours: Decimal) -> Decimal:
    if not 0 < hours <= HOURS_A_DAY:
        raise PydanticCustomError("within_a_day", N_("A visit lasts up to 24 hours. Write minutes like 90 min."))
    return hours


def _kilometres(value: object) -> object:
    if not isinstance(value, str) or not value.strip():
        return _blank_is_none(value)
    found = _KILOMETRES.fullmatch(value.strip())
    if found is None:
        raise PydanticCustomError("kilometres", N_("These are no kilometres. Write them like 12,5."))
    return Decimal(found["number"].replace(",", "."))


def _amount(value: object) -> object:
    if not isinstance(value, str) or not value.strip():
        return _blank_is_none(value)
    found = re.fullmatch(r"(\d{1,6}([.,]\d{1,2})?)\s*(€|euro|eur|h|std\.?|stunden?)?", value.strip(), re.IGNORECASE)
    if found is None:
        raise PydanticCustomError("amount", N_("Write a number here, like 276 or 5,50."))
    return Decimal(found[1].replace(",", "."))


def _count(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"\s*\d{1,9}\s*", value):
        raise PydanticCustomError("count", N_("Write a whole number here, like 12."))
    return int(value)


def _deadline(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"\s*(?:[1-9]|[1-8]\d|90)\s*", value):
        raise PydanticCustomError("deadline", N_("Please write a number of days from 1 to 90."))
    return int(value)


def _yes_no(value: object) -> object:
    answers = {
        "ja": True,
        "nein": False,
        "": False,
        "x": True,
        "wahr": True,
        "falsch": False,
        "true": True,
        "false": False,
    }
    return answers.get(value.strip().casefold(), value) if isinstance(value, str) else value


def _parts(value: object) -> object:
    """Take a cell apart at its semicolons (or commas) and drop empty parts."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list | tuple):
        return value
    parts = [part for typed in value for part in (re.split(r"[;,]", typed) if type(typed) is str else (typed,))]
    return tuple(part.strip() if type(part) is str else part for part in parts if str(part).strip())


def _once(values: tuple[T, ...]) -> tuple[T, ...]:
    """Drop what stands there twice, also in two spellings."""
    return tuple(dict.fromkeys(values))


def _reference(value: object) -> object:
    """Keep the number of `P-0012 Olena Beispiel`: only the number counts, the name is there for people."""
    return value.split(maxsplit=1)[0] if isinstance(value, str) and value.strip() else value


# The constraint stands before the reader, or pydantic speaks of "items" instead of characters.
Line = Annotated[str, StringConstraints(max_length=200), BeforeValidator(_one_line)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100), BeforeValidator(_one_line)]
MOST_LETTERS: Final = 4000  # of a text
Text = Annotated[str, StringConstraints(max_length=MOST_LETTERS), BeforeValidator(_shown), MULTILINE]
Email = Annotated[str, StringConstraints(max_length=254), BeforeValidator(_one_line), AfterValidator(_email)]
Phone = Annotated[str, StringConstraints(max_length=60), BeforeValidator(_one_line), AfterValidator(_phone)]
Day = Annotated[date, BeforeValidator(_day)]
Clock = Annotated[time, BeforeValidator(_clock)]
Hours = Annotated[Decimal, BeforeValidator(_hours), Field(ge=0, le=10_000, max_digits=7, decimal_places=2)]
Duration = Annotated[
    Decimal, BeforeValidator(_duration), Field(max_digits=7, decimal_places=2), AfterValidator(_within_a_day)
]
Kilometres = Annotated[Decimal, BeforeValidator(_kilometres), Field(ge=0, le=2_000, max_digits=6, decimal_places=2)]
Amount = Annotated[Decimal, BeforeValidator(_amount), Field(gt=0, le=100_000, max_digits=8, decimal_places=2)]
Count = Annotated[int, BeforeValidator(_count), Field(ge=0, le=100_000)]
Deadline = Annotated[int, BeforeValidator(_deadline), Field(ge=1, le=90)]  # in days
Percent = Annotated[int, BeforeValidator(_count), Field(ge=0, le=100)]
# A small picture as text (PNG, base64): what a cell can hold.
Picture = Annotated[str, StringConstraints(max_length=40_000, pattern=r"^[A-Za-z0-9+/=]*$"), BeforeValidator(_shown)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Reference = Annotated[str, StringConstraints(max_length=20), BeforeValidator(_reference)]
Maybe = Annotated[T | None, BeforeValidator(_blank_is_none)]
Several = Annotated[tuple[T, ...], BeforeValidator(_parts), AfterValidator(_once), Field(max_length=100)]
Lines = Several[Line]
