import pytest

from services.model.errors import ChangedMeanwhile
from services.model.forms import ProgrammeForm
from services.model.records import Programme
from services.programme import describe, programme
from tests.rules.cast import draft, workbook

OURS = Programme(id="S-0001", name="Lotsen Musterstadt", phone="02362 123456")


def test_programme_is_neutral_before_anybody_describes_it():
    assert programme(workbook()) == Programme(id="S-0001", name="Integrationslotsen")


def test_programme_is_what_the_office_has_entered():
    assert programme(workbook(OURS)) == OURS


def test_programme_is_described_first():
    here = draft()
    describe(here, programme(here.workbook), ProgrammeForm(name="Lotsen Musterstadt", phone="02362/123456"))
    assert here.workbook.all(Programme) == (OURS,)


def test_programme_is_described_again_in_the_same_row():
    here = draft(OURS)
    describe(here, OURS, ProgrammeForm(name="Lotsen Neustadt", districts="Altstadt; Hervest"))
    assert here.workbook.all(Programme) == (
        Programme(id="S-0001", name="Lotsen Neustadt", districts=("Altstadt", "Hervest")),
    )


@pytest.mark.parametrize("seen", [Programme(id="S-0001"), OURS.model_copy(update={"fax": "+49 2362 1"})])
def test_programme_described_by_somebody_else_meanwhile_is_left_alone(seen):
    here = draft(OURS)
    with pytest.raises(ChangedMeanwhile):
        describe(here, seen, ProgrammeForm(name="Meins"))
    assert here.changes == ()
