"""Spellings: whatever is looked for is found in any spelling of it, a language under any of its names."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final

from services.model.language_names import bare, folded, language_called, names_of
from services.model.languages import Language

SHORT: Final = 3  # letters: a shorter word, like a code, stands in too many others
PARTED: Final = re.compile(r"[^\w\s]+")


def searchable(*texts: str) -> str:
    """Put texts into one that a `seeker` looks through: each in both spellings, and in parts where signs part them."""
    return f" {' '.join(spelling for text in texts if text for spelling in _spellings(text))}"


def seeker(word: str) -> Callable[[str], bool]:
    """Give what says whether a `searchable` text holds a word that was typed; a short one has to begin a word."""
    begins = " " if len(word) < SHORT else ""
    spellings = {f"{begins}{folded(word)}", f"{begins}{bare(word)}"}
    return lambda text: any(spelling in text for spelling in spellings)


def languages_like(word: str) -> frozenset[Language]:
    """Give the languages one of whose names holds this word, or whose code it is."""
    seeks, called = seeker(word), language_called(word)
    return frozenset(one for one in Language if one is called or seeks(_all_names(one)))


@cache
def _all_names(language: Language) -> str:
    """Give the names of a language to look through; its codes would be found in too many words."""
    return searchable(*(name for name in names_of(language) if len(name) > SHORT or not name.isascii()))


@lru_cache(maxsize=50_000)
def _spellings(text: str) -> tuple[str, ...]:
    words = " ".join(dict.fromkeys((text, PARTED.sub(" ", text))))
    return tuple(dict.fromkeys((folded(words), bare(words))))
