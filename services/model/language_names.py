"""Every way a language is called, German, English, its own, its code; and letters made alike for comparing.

The names and codes of languages come from the Unicode CLDR (Babel).
"""

from functools import cache, lru_cache
from typing import Final
from unicodedata import combining, normalize

from babel import Locale, UnknownLocaleError

from services.model.languages import Language

UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
STROKES: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss"})
# What people write and CLDR does not know. Kurdish, Afghan or Serbo-Croatian alone may be several languages: not here.
OTHER_NAMES: Final = {
    Language.PERSIAN: ("fa", "Persisch", "Persian", "Farsi", "Iranisch", "فارسی"),
    Language.DARI: ("prs",),
    Language.KURMANJI: ("kmr", "Kurmandschi", "Kurmanji", "Kurmancî", "Nordkurdisch"),
    Language.SORANI: ("ckb", "Sorani", "Zentralkurdisch", "سۆرانی"),
    Language.SLOVENE: ("sl", "Slovenian", "slovenščina"),
    Language.PASHTO: ("Paschto", "Pashtu", "Paschtunisch"),
    Language.ROMANI: ("rom", "Romanes", "Romany"),
    Language.TIGRINYA: ("Tigrigna", "Tigrinja", "Tigrinisch"),
    Language.AMHARIC: ("Amarinya",),
    Language.SOMALI: ("Somalisch",),
    Language.SWAHILI: ("Kisuaheli",),
    Language.BELARUSIAN: ("Weißrussisch",),
    Language.AZERBAIJANI: ("Aseri", "Azeri"),
    Language.SERBIAN: ("Srpski",),
    Language.HEBREW: ("Iwrit", "Ivrit"),
    Language.HAUSA: ("ha", "Haussa"),
    Language.FULA: ("ff", "Fulfulde", "Fulani"),
    Language.MANDINKA: ("mnk", "Mandingo"),
    Language.BERBER: ("ber", "Berberisch", "Berber", "Tamazight"),
    Language.PUNJABI: ("pa", "Panjabi"),
    Language.BENGALI: ("bn", "Bangla"),
    Language.NEPALI: ("ne", "Nepalesisch"),
    Language.CHINESE: ("Mandarin",),
    Language.DUTCH: ("Holländisch", "Flämisch"),
    Language.GERMAN_SIGN: ("gsg", "DGS", "Gebärdensprache"),
}


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """Spell a text so that Müller and Mueller, José and Jose are the same."""
    return bare(text.casefold().translate(UMLAUTS))


@lru_cache(maxsize=50_000)
def bare(text: str) -> str:
    """Spell a text without accents: Müller becomes muller, Żółkiewska zolkiewska."""
    plain = normalize("NFKD", text.casefold().translate(STROKES))
    return " ".join("".join(sign for sign in plain if not combining(sign)).split())


@cache
def names_of(language: Language) -> tuple[str, ...]:
    """Give every name of a language that is known, and its code of two or three letters."""
    code = _codes().get(language.label.casefold(), "")
    names = (language.value, language.label, _own_name(code), *OTHER_NAMES.get(language, ()), code)
    return tuple(dict.fromkeys(name for name in names if name))


def language_called(text: str) -> Language | None:
    """Give the language that has exactly this name or code in any spelling; None when none has, or more than one."""
    found = _by_name().get(folded(text), set())
    return next(iter(found)) if len(found) == 1 else None


@cache
def _codes() -> dict[str, str]:
    """Give the code of each language by its English name in small letters."""
    return {name.casefold(): code for code, name in reversed(list(Locale("en").languages.items())) if "_" not in code}


@cache
def _by_name() -> dict[str, set[Language]]:
    found: dict[str, set[Language]] = {}
    for language in Language:
        for name in names_of(language):
            found.setdefault(folded(name), set()).add(language)
            found.setdefault(bare(name), set()).add(language)
    return found


def _own_name(code: str) -> str:
    try:
        return str(Locale(code).languages.get(code, "")) if code else ""
    except UnknownLocaleError:
        return ""
