"""The organisations the office works with: who asks for guides, and where people turn to instead."""

from services.model.access import Right
from services.model.draft import Draft
from services.model.lists import OrganisationKind
from services.model.records import Organisation
from services.model.request_errors import OrganisationKnown
from services.model.request_forms import OrganisationForm, RequestForm
from services.model.workbook import Workbook


def keep_organisation(draft: Draft, form: OrganisationForm) -> Organisation:
    """Enter an organisation; raises `OrganisationKnown` when one of this name is there."""
    draft.must(Right.TAKE_REQUESTS)
    _must_be_new(draft.workbook, form.name)
    return draft.add(Organisation, form)


def change_organisation(draft: Draft, seen: Organisation, form: OrganisationForm) -> Organisation:
    """Change an organisation; raises `OrganisationKnown`, `ChangedMeanwhile`."""
    draft.must(Right.TAKE_REQUESTS)
    _must_be_new(draft.workbook, form.name, but=seen.id)
    return draft.replace(seen, **dict(form))


def by_name(workbook: Workbook) -> tuple[Organisation, ...]:
    """Give all organisations in the order of their names."""
    return tuple(sorted(workbook.all(Organisation), key=lambda one: (one.name.casefold(), one.id)))


def who_asks(workbook: Workbook) -> tuple[Organisation, ...]:
    """Give the organisations to choose from when a request comes in: those that ask for guides come first."""
    known = [one for one in by_name(workbook) if one.kind is not OrganisationKind.INSTEAD]
    return tuple(sorted(known, key=lambda one: one.kind is not OrganisationKind.REQUESTER))


def known_as(workbook: Workbook, name: str) -> Organisation | None:
    """Give the organisation of this name, in whatever case and spacing it was typed."""
    wanted = _spelled(name)
    return next((one for one in by_name(workbook) if wanted and _spelled(one.name) == wanted), None)


def contact_of(form: RequestForm) -> OrganisationForm:
    """Give what a request says about the organisation that asks."""
    return OrganisationForm(
        name=form.requester[:100],
        kind=OrganisationKind.REQUESTER,
        contact_person=form.requester_contact,
        phone=form.requester_phone,
        email=form.requester_email,
        asks_as=form.requester_kind,
    )


def _must_be_new(workbook: Workbook, name: str, but: str = "") -> None:
    known = known_as(workbook, name)
    if known and known.id != but:
        raise OrganisationKnown(name=known.name, id=known.id)


def _spelled(name: str) -> str:
    return " ".join(name.casefold().split())
