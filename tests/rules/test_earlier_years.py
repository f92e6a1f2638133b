import pytest

from services.earlier_years import change_total, enter_total, totals
from services.model.course_errors import SourceMissing, YearsNotInOrder
from services.model.course_lists import Counted
from services.model.course_records import EarlierTotal
from services.model.errors import ChangedMeanwhile
from services.model.past_forms import EarlierTotalForm
from tests.rules.cast import again, draft, form_of, ids, total, workbook

SEEN = total("F-0001", "Kurs 2009", 17, Counted.QUALIFIED)


def form(**values):
    return form_of(EarlierTotalForm, SEEN, **values)


def test_total_is_entered_with_its_source():
    entered = enter_total(draft(), form(first_year=2009, last_year=2022, people=180))
    assert entered == EarlierTotal(
        id="F-0001", cohort="Kurs 2009", first_year=2009, last_year=2022, counted=Counted.QUALIFIED, people=180,
        source="Bericht der Stadt",
    )  # fmt: skip


@pytest.mark.parametrize(("first", "last"), [(2012, 2011), (2026, 2027), (209, 2022), (0, 0)])
def test_years_are_in_order_and_in_the_past(first, last):
    here = draft()
    with pytest.raises(YearsNotInOrder) as refusal:
        enter_total(here, form(first_year=first, last_year=last))
    assert (refusal.value.sentence.values, here.changes) == ({"first": first, "last": last}, ())


@pytest.mark.parametrize("source", ["", "2012", "–"])
def test_source_is_named_in_words(source):
    with pytest.raises(SourceMissing):
        enter_total(draft(), form(source=source))
    with pytest.raises(SourceMissing):
        change_total(draft(SEEN), SEEN, form(source=source))


def test_total_is_changed_unless_somebody_was_first():
    here = draft(SEEN)
    assert change_total(here, SEEN, form(people=18)).people == 18
    with pytest.raises(ChangedMeanwhile):
        change_total(again(here), SEEN, form(people=19))


def test_totals_stand_by_year():
    listed = (
        total("F-0001", "C", 1, Counted.CERTIFIED, first_year=2010, last_year=2011),
        total("F-0002", "A", 2, Counted.CERTIFIED, first_year=2007, last_year=2007),
        total("F-0003", "B", 3, Counted.CERTIFIED, first_year=2007, last_year=2012),
    )
    assert ids(totals(workbook(*listed))) == ["F-0002", "F-0003", "F-0001"]
