"""Words on the screen: gettext for the visitor's language, German spelling of days, times and numbers."""

import gettext
import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import local
from typing import Final

import streamlit as st
from babel.dates import format_date, format_datetime, format_time, get_day_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from services.model import access, assignment_lists, course_lists, languages, lists, person_lists, post, slots
from services.model.assignment_forms import EndForm
from services.model.languages import LanguageSkill
from services.model.record import columns
from services.model.records import RECORDS
from services.model.request_forms import HelpForm
from services.model.words import Sentence, Word
from services.storage.sheets import findings

LOCALE: Final = Path(__file__).parents[2] / "locale"
NAMES: Final = {"de": "Deutsch", "en": "English"}
DEFAULT: Final = "de"
LARGE: Final = 10_000  # numbers from here on are read in groups of three; a year is not
_run = local()  # each run of a page has a thread of its visitor's own
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$:&@/])")
_PHONE: Final = re.compile(r"\+\d[\d ]*\d")  # as it is stored: +49 2362 123456


class _StoredWords(gettext.NullTranslations):
    """German for the labels of lists and columns: the words that stand in the sheet, so both say the same."""

    def gettext(self, message: str) -> str:
        return stored_words().get(message, message)


@cache
def stored_words() -> dict[str, str]:
    """Give the German word of every label that a list or a column of the records has."""
    kinds = (*RECORDS, HelpForm, EndForm)
    words = {kept.column.label: kept.column.header for kind in kinds for kept in columns(kind).values()}
    modules = (access, assignment_lists, course_lists, languages, lists, person_lists, post, slots, findings)
    for module in modules:
        for found in vars(module).values():
            if isinstance(found, type) and issubclass(found, Word):
                words.update({word.label: word.value for word in found})
    return words


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Read the texts of a language; they are compiled here, so that no built file has to be kept in step."""
    path = LOCALE / language / "LC_MESSAGES" / "lotsenbuch.po"
    if not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        texts = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, texts)
    compiled.seek(0)
    translations = gettext.GNUTranslations(compiled)
    if language == "de":
        translations.add_fallback(_StoredWords())
    return translations


def settle_language(chosen: str = "") -> None:
    """Find out the visitor's language at the beginning of a run: asking the session anew for each word is slow.

    What runs later in another thread, as a download does, has no session: it is given the language `chosen` before.
    """
    _run.language = chosen or _wanted_language()


def language() -> str:
    """Give the visitor's language: chosen on the page or by `?lang=en`."""
    return getattr(_run, "language", "") or _wanted_language()


def _wanted_language() -> str:
    wanted = str(st.session_state.get("language") or st.query_params.get("lang", DEFAULT))
    return wanted if wanted in NAMES else DEFAULT


def _(message: str) -> str:
    """Translate a text of the screens."""
    return catalogue(language()).gettext(message) if message else ""


def shown(value: object) -> str:
    """Spell a value for the reader, as plain text."""
    locale = language()
    if value is None or value == "":
        return "–"
    if isinstance(value, Sentence):
        return _(value.template).format(**{name: shown(part) for name, part in value.values.items()})
    if isinstance(value, Word):
        return _(value.label)
    if isinstance(value, LanguageSkill):
        return f"{_(value.language.label)} ({_(value.level.label)})" if value.level else _(value.language.label)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return ", ".join(shown(part) for part in value) or "–"
    if isinstance(value, datetime):
        return format_datetime(value, "dd.MM.yyyy HH:mm", locale=locale)
    if isinstance(value, date):
        return format_date(value, "dd.MM.yyyy", locale=locale)
    if isinstance(value, time):
        return format_time(value, "HH:mm", locale=locale)
    if isinstance(value, int) and value >= LARGE:
        return str(format_decimal(value, locale=locale))
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", "," if locale == "de" else ".")
    return str(value)


def weekday(number: int) -> str:
    """Give the name of a day of the week, 0 for Monday."""
    return str(get_day_names("wide", locale=language())[number])


def in_german(value: object) -> str:
    """Spell a value in German, whoever reads the page: what is stored or sent is German."""
    before = language()
    _run.language = DEFAULT
    try:
        return shown(value)
    finally:
        _run.language = before


def typed(value: object) -> str:
    """Spell a value as a person would type it into a field."""
    if isinstance(value, tuple):
        return "; ".join(shown(part) for part in value)
    return "" if value is None else shown(value) if value != "" else ""


def plain(text: object) -> str:
    """Escape what somebody typed, so that Markdown shows it as it is: no image, no link, no formatting.

    A phone number stays on one line: a no-break space stands between its parts.
    """
    whole = _PHONE.sub(lambda number: number[0].replace(" ", "\N{NO-BREAK SPACE}"), str(text))
    return _MARKDOWN.sub(r"\\\1", whole).replace("\n", " ")


def say(message: str, **values: object) -> str:
    """Translate a text and fill in values; what was typed by people stays plain text in Markdown."""
    return _(message).format(**{name: plain(shown(value)) for name, value in values.items()})


def tell(sentence: Sentence) -> str:
    """Translate a sentence for Markdown."""
    return say(sentence.template, **sentence.values)
