"""Which column of the office's list holds what: known titles, and those the office has matched before."""

from collections.abc import Mapping, Sequence
from typing import Final

from services.model.draft import Draft
from services.model.forms import PersonForm
from services.model.record import columns
from services.model.records import Person, Programme
from services.model.words import N_
from services.model.workbook import Workbook
from services.past.layout import FULL_NAME, Layout, plain_title
from services.past.layout import TITLES as PAST
from services.programme import programme

# Origins are in people's own words or not at all: no list is asked for them.
NOT_ASKED: Final = frozenset({"origins"})
FIELDS: Final[Mapping[str, str]] = {
    FULL_NAME: N_("Whole name in one cell"),
    **{name: kept.column.label for name, kept in columns(PersonForm).items() if name not in NOT_ASKED},
    "certificate": columns(Person)["certificate"].column.label,
}
MORE: Final[Mapping[str, tuple[str, ...]]] = {
    "status": ("status", "stand"),
    "languages": ("sprachen", "sprache", "sprachkenntnisse", "fremdsprachen"),
    "topics": ("themen", "themenbereiche", "einsatzbereiche", "schwerpunkte"),
    "district": ("stadtteil", "ortsteil", "wohnort", "ort", "wohntin"),
    "free_times": ("zeiten", "verfügbarkeit", "verfügbar", "zeit", "freiezeiten", "einsatzzeiten"),
    "gender": ("geschlecht", "mw", "anrede"),
    "active_since": ("dabeiseit", "aktivseit", "eintritt", "seit"),
    "police_check_until": ("führungszeugnisbis", "führungszeugnisgültigbis"),
    "note": ("notiz", "notizen", "bemerkung", "bemerkungen", "anmerkung"),
}


def titles(workbook: Workbook) -> Mapping[str, tuple[str, ...]]:
    """Give the titles by field: what the office matched before goes before what everybody writes."""
    remembered = remembered_titles(workbook)
    known: dict[str, tuple[str, ...]] = {}
    for name in FIELDS:
        own = tuple(title for title, field in remembered.items() if field == name)
        usual = (*_own_header(name), *PAST.get(name, ()), *MORE.get(name, ()))
        known[name] = (*own, *(title for title in usual if remembered.get(title, name) == name))
    return known


def remembered_titles(workbook: Workbook) -> Mapping[str, str]:
    """Give the field of each title the office has matched by hand before."""
    lines = (line.rpartition("=") for line in programme(workbook).list_titles.splitlines())
    return {plain_title(title): name.strip() for title, _, name in lines if name.strip() in FIELDS}


def remember_titles(draft: Draft, titled: Mapping[str, str]) -> None:
    """Keep which field each title of a list stood for; raises nothing."""
    kept = {**remembered_titles(draft.workbook), **{plain_title(title): name for title, name in titled.items()}}
    lines = "\n".join(f"{title} = {name}" for title, name in sorted(kept.items()) if title)[:4000]
    if not draft.workbook.all(Programme):
        draft.add(Programme, list_titles=lines)
    else:
        draft.replace(programme(draft.workbook), list_titles=lines)


def titled(rows: Sequence[Sequence[str]], layout: Layout) -> Mapping[str, str]:
    """Give the title of each column that is used, with its field."""
    header = rows[layout.header] if layout.header is not None else ()
    return {header[at]: name for name, at in layout.columns.items() if at < len(header) and header[at].strip()}


def _own_header(name: str) -> tuple[str, ...]:
    column = columns(Person)[name].column if name in columns(Person) else None
    return (plain_title(column.header),) if column else ()
