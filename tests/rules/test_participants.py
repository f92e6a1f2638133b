import pytest

from services.model.access import Right
from services.model.course_lists import RegistrationStatus
from services.model.errors import NothingChosen
from services.model.records import JournalEntry
from services.participants import for_provider, pass_on
from tests.rules.cast import UTE, course, draft, ids, office, registration, workbook

LISTED = [
    registration(f"T-00{n:02d}", f"Name {chr(90 - n)}", status=status, share=True)
    for n, status in enumerate(RegistrationStatus, 1)
]


def test_list_holds_those_with_a_place_who_agreed_by_name():
    silent = registration("T-0099", "Ada Still", status=RegistrationStatus.CONFIRMED)
    found = for_provider(workbook(course(), *LISTED, silent), "K-0001")
    assert [(one.last_name, one.status) for one in found.agreed] == [
        ("T", RegistrationStatus.CERTIFIED),
        ("U", RegistrationStatus.CONFIRMED),
        ("X", RegistrationStatus.REGISTERED),
    ]
    assert found.others == 1


def test_taking_the_list_out_stands_in_the_journal_and_changes_nothing_else():
    here = office(course(), registration(share=True))
    before = here.read(UTE)
    assert here.perform(UTE, pass_on, "K-0001", once="click") == course()
    here.perform(UTE, pass_on, "K-0001", once="click")
    (entry,) = here.read(UTE).all(JournalEntry)
    assert (entry.actor, entry.deed, entry.entries, entry.changed) == (
        UTE.name,
        Right.PASS_ON_LISTS,
        ("K-0001",),
        "Liste für den Bildungsträger heruntergeladen: 1 Personen",
    )
    assert {**here.read(UTE).records, JournalEntry: {}} == before.records


def test_list_of_nobody_is_not_taken_out():
    with pytest.raises(NothingChosen):
        pass_on(draft(course(), registration()), "K-0001")
    assert ids(for_provider(workbook(course()), "K-0001").agreed) == []
