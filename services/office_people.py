"""The people of the office: who gets in, in which roles, until when. Those in the secrets always get in."""

from collections.abc import Sequence

from services.model.access import Actor, Right, Role
from services.model.draft import Draft
from services.model.lists import OfficeRole
from services.model.office_people import Colleague, ColleagueForm, ColleagueKnown, LastAdministrator, NamedInSecrets
from services.model.workbook import Workbook
from services.settings import OfficePerson


def address_of(email: str) -> str:
    """Spell an address so that two spellings of one are the same."""
    # Not casefold: straße.example and strasse.example belong to different people.
    return email.strip().lower()


def colleague(one: Colleague) -> Actor:
    """Give the actor of somebody of the office; the first role of the list stands before the others."""
    first, *others = (Role(role) for role in OfficeRole if role in one.roles)
    return Actor(first, one.name, also=frozenset(others))


def by_access(workbook: Workbook) -> tuple[Colleague, ...]:
    """Give everybody entered, those who get in first, in the order of their names."""
    return tuple(sorted(workbook.all(Colleague), key=lambda one: (one.until is not None, one.name.casefold(), one.id)))


def enter_colleague(draft: Draft, form: ColleagueForm, named: Sequence[OfficePerson]) -> Colleague:
    """Let somebody of the office in; `named` are those in the secrets. Raises `ColleagueKnown`, `NamedInSecrets`."""
    draft.must(Right.KEEP_OFFICE)
    _must_be_new(draft.workbook, form, named)
    return draft.add(Colleague, form.model_copy(update={"since": form.since or draft.today}))


def change_colleague(draft: Draft, seen: Colleague, form: ColleagueForm, named: Sequence[OfficePerson]) -> Colleague:
    """Change roles, address or time of access; the last administrator stays.

    Raises `ColleagueKnown`, `NamedInSecrets`, `LastAdministrator`, `ChangedMeanwhile`.
    """
    draft.must(Right.KEEP_OFFICE)
    _must_be_new(draft.workbook, form, named, but=seen.id)
    changed = draft.replace(seen, **dict(form))
    _must_leave_an_administrator(draft.workbook, seen, named)
    return changed


def end_access(draft: Draft, seen: Colleague, named: Sequence[OfficePerson]) -> Colleague:
    """Let somebody in no more, from their next click on; raises `LastAdministrator`, `ChangedMeanwhile`."""
    draft.must(Right.KEEP_OFFICE)
    ended = draft.replace(seen, until=draft.today)
    _must_leave_an_administrator(draft.workbook, seen, named)
    return ended


def _must_be_new(workbook: Workbook, form: ColleagueForm, named: Sequence[OfficePerson], but: str = "") -> None:
    wanted = address_of(form.email)
    for one in named:
        if address_of(one.email) == wanted:
            raise NamedInSecrets(name=one.name)
    for other in workbook.all(Colleague):
        if other.id != but and other.until is None and address_of(other.email) == wanted:
            raise ColleagueKnown(name=other.name)


def _must_leave_an_administrator(workbook: Workbook, seen: Colleague, named: Sequence[OfficePerson]) -> None:
    """Refuse to take the role from the last one who has it for good; the first one in the secrets always has it."""
    if not _administers(seen) or any(address_of(one.email) for one in named):
        return
    if not any(_administers(one) for one in workbook.all(Colleague)):
        raise LastAdministrator(name=seen.name)


def _administers(one: Colleague) -> bool:
    return OfficeRole.ADMINISTRATOR in one.roles and one.until is None
