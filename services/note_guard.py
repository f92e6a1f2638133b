"""The guard of the notes: warns when a text looks as if it named somebody or told what does not belong there.

It may be wrong both ways, so it only warns; whoever writes decides. It looks for what German offices type: nothing here
can recognise every name.
"""

import re
from typing import Final

from services.model.words import N_, Sentence

_DAY_OR_TIME = re.compile(r"\b\d{1,2}\.\s?\d{1,2}\.(\s?\d{2,4})?|\b\d{1,2}[:.]\d{2}\b|\b\d{4}-\d\d-\d\d\b")
_PHONE = re.compile(
    r"(?<![\w.,-])(?:\+|0)\d(?:[\s/()-]*\d){5,}|\b(?:tel|telefon|handy|mobil|phone)\b\W{0,3}\d[\d\s/-]{3,}",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.\w{2,}")
_SALUTED = re.compile(r"\b(?:Frau|Herrn?|Familie|Fam\.|Mrs?\.?|Ms\.?|Mme)\s+(?:Dr\.\s+)?(?!Dr\.)[^\W\d_a-zß][^\W\d_]+")
_CALLED = re.compile(r"\b(?:heißt|heisst|namens|genannt|(?i:name)(?:\s+ist|\s+is|:))\s+[^\W\d_a-zß][^\W\d_]+")
_HEALTH = re.compile(
    r"\b(?:diagnos|krebs|tumor|hiv\b|aids\b|depress|psychos|psychiat|traumat|ptbs|epilep|diabet|schwanger|behinder|suizid"
    r"|suchtkrank|alkohol|drogen|hepatitis|tuberkul|autis|adhs|demen[zt]|schlaganfall|herzinfarkt|erkrank|krankheit"
    r"|cancer|pregnan|disab|illness|disease|addict)\w*",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"\b(?:asyl|duldung|geduldet|aufenthalts(?:titel|erlaubnis|status|gestattung|recht)|niederlassungserlaubnis|abschieb"
    r"|abgeschoben|ausreisepflicht|fiktionsbescheinigung|subsidiär|flüchtlingseigenschaft|illegal|deport|undocumented"
    r"|residence (?:permit|status))\w*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Given names that are often met and are no German words.
_GIVEN: Final = """
Abdul Abdullah Ahmad Ahmed Aisha Aleksandra Ali Aliya Amina Amir Andrij Anna Ayse Ayşe Bilal Daria Dmytro Elena
Emine Ewa Farid Fatima Fatma Hamid Hamza Hanna Hassan Hatice Hussein Ibrahim Ines Irina Ivan Iwan Jamal Jan Julia
Kateryna Khaled Khalid Layla Leila Lena Mahmoud Malika Maria Mariam Marta Maryam Mehmet Michael Mohamad Mohamed
Mohammad Mohammed Muhammad Mustafa Nadia Natalia Natalija Nour Oksana Olena Olga Omar Osman Peter Rahel Rania Reza
Samir Samira Sara Sergej Serhij Sofia Svetlana Tatjana Tesfay Thomas Viktoria Volodymyr Yasmin Youssef Yusuf Zahra
Zeynep Özgür Stefan Sabine Petra Andreas Susanne
"""
_NAMES: Final = frozenset(_GIVEN.split())
_ABBREVIATED: Final = frozenset(
    {"Fam", "Familie", "Fall", "Gruppe", "Haus", "Kind", "Klient", "Klientin", "Person", "Nr"}
)
_SHORTEST_NAME: Final = 3


def suspicious(text: str, own_name: str = "") -> tuple[Sentence, ...]:
    """Give what in a note looks as if it did not belong there, each with the words that look so; () is usual.

    `own_name` is whom the note is about, when it stands in their own entry: that name is no foreign one there.
    """
    without_days = _DAY_OR_TIME.sub(" ", text)
    found = (
        (N_("“{found}” could be a name."), _name_in(_without(own_name, text))),
        (N_("“{found}” looks like a phone number."), _first(_PHONE, without_days)),
        (N_("“{found}” looks like an e-mail address."), _first(_EMAIL, text)),
        (N_("“{found}” sounds like health."), _first(_HEALTH, text)),
        (N_("“{found}” sounds like residence status."), _first(_STATUS, text)),
    )
    return tuple(Sentence(template, found=words) for template, words in found if words)


def suspicious_code(code: str) -> tuple[Sentence, ...]:
    """Do the same for the code of an accompanied person, where a whole word is a name rather than a code."""
    told = suspicious(code)
    words = [word for word in _WORD.findall(code) if word not in _ABBREVIATED]
    whole = [word for word in words if len(word) >= _SHORTEST_NAME and word.istitle()]
    if told or not whole:
        return told
    return (Sentence(N_("“{found}” could be a name."), found=" ".join(whole)),)


def _without(name: str, text: str) -> str:
    """Write a name small wherever it stands: names are looked for among words that begin with a capital."""
    own = {*_WORD.findall(name), *_WORD.findall(name.replace("-", " "))}
    return _WORD.sub(lambda word: word[0].lower() if word[0] in own else word[0], text)


def _name_in(text: str) -> str:
    called = _first(_SALUTED, text) or _first(_CALLED, text)
    return called or next((word for word in _WORD.findall(text) if word in _NAMES), "")


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0].strip() if found else ""
