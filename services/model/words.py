"""Fixed lists of words, and sentences with gaps: what the screens translate and the sheet holds."""

from enum import StrEnum
from typing import Self


def N_(text: str) -> str:  # noqa: N802 - gettext's own word
    """Mark `text` for translation where it is written; the screen translates it where it is shown."""
    return text


class Word(StrEnum):
    """One word of a fixed list.

    Its value is the German word as it stands in the sheet (stored data, so it never changes), its `label` the
    English message that the screens translate. The order of the members is the order of every list and drop-down.
    """

    label: str
    rank: int  # position in the list, from 0

    def __new__(cls, german: str, label: str = "") -> Self:
        """Make the member whose stored value is `german`; reading one by its value needs no label."""
        word = str.__new__(cls, german)
        word._value_ = german
        word.label = label
        word.rank = len(cls.__members__)
        return word

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        """Read a hand-typed word: any case, German or English."""
        typed = str(value).strip().casefold()
        for word in cls:
            if typed in (word.value.casefold(), word.label.casefold()):
                return word
        return None


class Sentence:
    """An English sentence with named gaps and what goes into them; `str()` is readable in a log.

    The screens translate the template, then each value: a Word by its label, a date in the reader's spelling.
    """

    def __init__(self, template: str, **values: object) -> None:
        """Keep `template` (the gettext message) and the values of its gaps."""
        self.template = template
        self.values = values

    def __str__(self) -> str:
        """Fill the gaps in English."""
        return self.template.format(**{name: _plain(value) for name, value in self.values.items()})

    def __repr__(self) -> str:
        """Show the sentence itself: tests and logs read it."""
        return f"Sentence({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        """Compare by wording and values."""
        return isinstance(other, Sentence) and (self.template, self.values) == (other.template, other.values)

    def __hash__(self) -> int:
        """Hash by the wording."""
        return hash(self.template)


def _plain(value: object) -> object:
    if isinstance(value, Word):
        return value.label
    if isinstance(value, tuple):
        return ", ".join(str(_plain(part)) for part in value)
    return value
