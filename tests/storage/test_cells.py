import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.model.course_records import Course
from services.model.errors import Problem
from services.model.records import RECORDS, Person
from services.model.words import Sentence
from services.storage.cells import cells_of, record_of
from tests.storage.values import values_of


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_cells_of_a_record_give_the_record_back(kind, data):
    record = kind.model_validate({**data.draw(values_of(kind)), "id": f"{kind.prefix}-0001"})
    assert record_of(kind, cells_of(record), row="Zeile 2") == record


def test_cells_spelled_by_hand_are_understood():
    cells = {
        "id": "K-0001",
        "title": " Basiskurs ",
        "status": "anmeldung OFFEN",
        "starts_on": "3.9.2026",
        "ends_on": "24. 9. 26",
        "hours": "22,5 h",
        "waiting_list": "Ja",
    }
    typed = {
        "title": "Basiskurs",
        "status": "Anmeldung offen",
        "starts_on": "03.09.2026",
        "ends_on": "24.09.2026",
        "hours": "22.5",
    }
    assert record_of(Course, cells, row="Zeile 2") == Course.model_validate(
        {"id": "K-0001", "waiting_list": True, **typed}
    )


def test_cells_that_cannot_be_read_become_a_problem_with_the_typed_text():
    cells = {"id": "P-0001", "first_name": "Olena", "last_name": "Beispiel", "phone": "unbekannt"}
    reason = Sentence(
        "“{typed}” cannot be read: {reason}",
        typed="unbekannt",
        reason=Sentence("This is no phone number. Write it with its area code, like 02362 123456."),
    )
    assert record_of(Person, cells, row="Zeile 7") == Problem("Personen", "Zeile 7", "Telefon", reason)


def test_cells_without_a_needed_value_become_a_problem():
    missing = Problem("Kurse", "Zeile 3", "Titel", Sentence("This cell is empty, but the entry needs it."))
    assert record_of(Course, {"id": "K-0002"}, row="Zeile 3") == missing


def test_cells_with_a_word_off_the_list_become_a_problem():
    reason = Sentence("“{typed}” is not on the list of this column.", typed="geplant")
    expected = Problem("Kurse", "Zeile 3", "Stand", reason)
    assert record_of(Course, {"id": "K-0002", "title": "Kurs", "status": "geplant"}, row="Zeile 3") == expected
