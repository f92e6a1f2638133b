"""Which column of an old list holds what: guessed from its titles, corrected by the person at the screen."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.model.past_forms import PastForm
from services.model.record import columns
from services.model.words import N_

Rows = Sequence[Sequence[str]]

LOOKED_AT: Final = 15  # rows among which the titles stand
# What a column may hold, with the label of the screen: the fields of a person, the whole name in one cell, and which
# course the row belongs to when a list holds several.
FULL_NAME: Final = "full_name"
COURSE: Final = "course"
FIELDS: Final[Mapping[str, str]] = {
    FULL_NAME: N_("Whole name in one cell"),
    **{name: kept.column.label for name, kept in columns(PastForm).items()},
    COURSE: N_("Course or cohort of the row"),
}
TITLES: Final[Mapping[str, tuple[str, ...]]] = {
    "last_name": ("nachname", "familienname", "zuname"),
    "first_name": ("vorname", "vornamen", "rufname"),
    FULL_NAME: ("name", "namen", "vorundnachname", "vornamenachname", "namevorname", "nachnamevorname", "teilnehmer",
                "teilnehmerin", "teilnehmende", "teilnehmendein", "lotsin", "lotse"),
    "email": ("email", "mail", "emailadresse", "mailadresse"),
    "phone": ("telefon", "tel", "telefonnummer", "telefonnr", "mobil", "handy", "handynummer", "rufnummer", "telnr"),
    "certificate": ("zertifikatnr", "zertifikatsnr", "zertifikatnummer", "zertifikatsnummer", "zertnr", "zertifikat",
                    "urkundennr", "urkundennummer"),
    "certified_on": ("zertifikatvom", "zertifiziertam", "zertifikatsdatum", "zertifikatam", "datum", "ausgestelltam",
                     "ausstellungsdatum"),
    COURSE: ("kurs", "jahrgang", "kursjahr", "lehrgang", "kurstitel", "jahr"),
}  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """Where the titles stand (row from 0, None without titles), and the column (from 0) of each field that is there."""

    header: int | None
    columns: Mapping[str, int]

    @property
    def first(self) -> int:
        """Give the first row of people."""
        return 0 if self.header is None else self.header + 1


def guess(rows: Rows, titles: Mapping[str, Sequence[str]] = TITLES) -> Layout:
    """Guess the layout: the titles are the row that names most fields; without any, an @ shows the e-mail column."""
    named = [_named(row, titles) for row in rows[:LOOKED_AT]]
    most = max(map(len, named), default=0)
    if most:
        header = next(at for at, found in enumerate(named) if len(found) == most)
        return Layout(header, named[header])
    width = len(rows[0]) if rows else 0
    mail = [at for at in range(width) if any("@" in row[at] for row in rows[:LOOKED_AT])]
    return Layout(None, {"email": mail[0]} if mail else {})


def layout_under(rows: Rows, header: int | None, titles: Mapping[str, Sequence[str]] = TITLES) -> Layout:
    """Give the layout when the titles stand in this row."""
    if header is None:
        return Layout(None, guess(rows, titles).columns)
    return Layout(header, _named(rows[header], titles))


def plain_title(title: str) -> str:
    """Give the letters of a title alone: “Tel.-Nr.” and “Tel Nr” are the same."""
    return re.sub(r"[^a-zäöüß]", "", title.casefold())


def _named(row: Sequence[str], titles: Mapping[str, Sequence[str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        title = plain_title(cell)
        field = next((name for name, known in titles.items() if title and title in known), "")
        if field and field not in found:
            found[field] = at
    # Beside a column of first names, “Name” means the last name.
    if "first_name" in found and "last_name" not in found and FULL_NAME in found:
        found["last_name"] = found.pop(FULL_NAME)
    return found
