"""The office's own details."""

from services.model.access import Right
from services.model.draft import Draft
from services.model.forms import ProgrammeForm
from services.model.records import Programme
from services.model.weights import WeightsForm
from services.model.workbook import Workbook


def programme(workbook: Workbook) -> Programme:
    """Give the office's own details; neutral ones while nobody has entered any."""
    return next(iter(workbook.all(Programme)), Programme(id="S-0001"))


def describe(draft: Draft, seen: Programme, form: ProgrammeForm) -> Programme:
    """Enter or change the office's own details; raises `ChangedMeanwhile`."""
    draft.must(Right.KEEP_PROGRAMME)
    if not draft.workbook.all(Programme):
        return draft.add(Programme, form)
    return draft.replace(seen, **dict(form))


def keep_logo(draft: Draft, seen: Programme, picture: str) -> Programme:
    """Keep the office's logo (PNG as base64), or take it away (""); raises `ChangedMeanwhile`."""
    draft.must(Right.KEEP_PROGRAMME)
    if not draft.workbook.all(Programme):
        return draft.add(Programme, logo=picture)
    return draft.replace(seen, logo=picture)


def weigh(draft: Draft, seen: Programme, form: WeightsForm) -> Programme:
    """Set what counts how much when volunteers are proposed; raises `ChangedMeanwhile`."""
    draft.must(Right.KEEP_PROGRAMME)
    if not draft.workbook.all(Programme):
        return draft.add(Programme, form)
    return draft.replace(seen, **dict(form))
