"""Lines of the morning list about the roster's entries: what volunteers changed themselves."""

from collections.abc import Iterator
from datetime import date

from services.model.own_records import OwnChange
from services.model.person_lists import ChangeStatus
from services.model.records import Person
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.own_entry import field_of
from services.today.line import Line


def own_changes(workbook: Workbook, _today: date) -> Iterator[Line]:
    """Give one line for everybody who changed their own entry, until the office has looked at it."""
    changed: dict[str, list[OwnChange]] = {}
    for one in workbook.where(OwnChange, status=ChangeStatus.NEW):
        changed.setdefault(one.person, []).append(one)
    for number, changes in changed.items():
        person = workbook.find(Person, number)
        if person is None:
            continue
        columns = (field_of(one) for one in changes)
        fields = tuple(Sentence(kept.column.label) for kept in columns if kept)
        told = Sentence(N_("{name} changed their entry: {fields}"), name=person.full_name, fields=fields)
        yield Line(told, Sentence(N_("Look at it")), number, min(one.at for one in changes).date())
