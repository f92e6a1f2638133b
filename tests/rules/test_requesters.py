from datetime import date, datetime

import pytest

from services.intake import correct, take_in
from services.model.errors import ChangedMeanwhile
from services.model.lists import Consent, OrganisationKind, RequesterKind, RequestStatus, Topic
from services.model.records import Organisation
from services.model.request_errors import OrganisationKnown
from services.model.request_forms import OrganisationForm
from services.repeats import likely_repeats
from services.requesters import by_name, change_organisation, keep_organisation, known_as, who_asks
from tests.rules.cast import TODAY, draft, ids, organisation, request, request_form, workbook

SCHOOL = organisation("O-0002", name="Grüne Schule", kind=OrganisationKind.REQUESTER)
INSTEAD = organisation("O-0003", name="Mietrat", kind=OrganisationKind.INSTEAD)
OF_SCHOOL = {"requester": "Grüne Schule", "requester_kind": RequesterKind.SCHOOL}


def received(day):
    return datetime.fromisoformat(f"{day} 09:00")


# Organisations --------------------------------------------------------------------------------------------------------


def test_organisation_is_entered_under_the_next_number():
    kept = keep_organisation(draft(SCHOOL), OrganisationForm(name="Klinik", phone="02362 123456"))
    assert kept == Organisation(id="O-0003", name="Klinik", phone="+49 2362 123456")


@pytest.mark.parametrize("name", ["Grüne Schule", "grüne  schule", " GRÜNE SCHULE"])
def test_organisation_is_entered_once(name):
    with pytest.raises(OrganisationKnown) as refusal:
        keep_organisation(draft(SCHOOL), OrganisationForm(name=name))
    assert refusal.value.sentence.values == {"name": "Grüne Schule", "id": "O-0002"}


def test_organisation_is_changed_and_keeps_its_name():
    kept = change_organisation(draft(SCHOOL), SCHOOL, OrganisationForm(name="grüne Schule", task="fragt oft"))
    assert (kept.id, kept.name, kept.task) == ("O-0002", "grüne Schule", "fragt oft")


def test_organisation_takes_no_other_ones_name():
    with pytest.raises(OrganisationKnown):
        change_organisation(draft(SCHOOL, INSTEAD), INSTEAD, OrganisationForm(name="Grüne Schule"))


def test_organisation_changed_by_somebody_else_is_left_alone():
    with pytest.raises(ChangedMeanwhile):
        change_organisation(draft(SCHOOL.model_copy(update={"task": "neu"})), SCHOOL, OrganisationForm(name="Schule"))


def test_organisations_that_ask_stand_first_and_those_instead_not_at_all():
    book = workbook(organisation(name="Amt"), organisation("O-0004", name="älteste Kita"), SCHOOL, INSTEAD)
    assert ids(by_name(book)) == ["O-0001", "O-0002", "O-0003", "O-0004"]
    assert ids(who_asks(book)) == ["O-0002", "O-0001", "O-0004"]


def test_organisation_is_known_by_its_name_and_nobody_by_none():
    book = workbook(organisation(name="Amt"), SCHOOL)
    assert (known_as(book, "grüne schule "), known_as(book, "Schule"), known_as(book, "  ")) == (SCHOOL, None, None)


# Who asks, in a request -----------------------------------------------------------------------------------------------


def test_request_of_a_known_organisation_carries_its_number():
    assert take_in(draft(SCHOOL), request_form(**OF_SCHOOL)).organisation == "O-0002"


@pytest.mark.parametrize("kind", [RequesterKind.SELF, RequesterKind.RELATIVE, RequesterKind.VOLUNTEER])
def test_request_of_a_private_person_carries_none(kind):
    assert take_in(draft(SCHOOL), request_form(**{**OF_SCHOOL, "requester_kind": kind})).organisation == ""


def test_request_keeps_a_new_organisation_with_its_contact():
    here = draft()
    form = request_form(**OF_SCHOOL, requester_contact="Sekretariat")
    kept = take_in(here, form, True)
    assert here.workbook.all(Organisation) == (
        organisation(
            name="Grüne Schule",
            kind=OrganisationKind.REQUESTER,
            contact_person="Sekretariat",
            phone="+49 2362 555555",
            email="brigitte.sommer@example.org",
            asks_as=RequesterKind.SCHOOL,
        ),
    )
    assert kept.organisation == "O-0001"


@pytest.mark.parametrize(
    ("known", "keep", "named"), [(True, True, {}), (False, False, {}), (False, True, {"requester": ""})]
)
def test_request_keeps_no_organisation_twice_or_unasked(known, keep, named):
    here = draft(*([SCHOOL] if known else []))
    take_in(here, request_form(**{**OF_SCHOOL, **named}), keep)
    assert here.workbook.all(Organisation) == ((SCHOOL,) if known else ())


def test_request_corrected_to_another_requester_changes_its_number():
    seen = request(**OF_SCHOOL, organisation="O-0002")
    assert correct(draft(seen, SCHOOL), seen, request_form(requester="Omar")).organisation == ""


def test_children_make_minors_and_a_consent_has_its_day():
    kept = take_in(draft(), request_form(children=2, consent_on="01.08.2026"))
    assert (kept.minors, kept.consent_on, kept.received_by) == (True, date(2026, 8, 1), "Ute Kaltenbach")
    assert take_in(draft(), request_form(consent=Consent.PENDING, consent_on="01.08.2026")).consent_on is None


# Likely repeats -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("earlier", "typed", "expected"),
    [
        ({}, {}, True),
        ({}, {"client": "kli 77", "requester": "", "requester_phone": None, "requester_email": None}, True),
        ({}, {"client": "KLI-78"}, False),
        ({"client": ""}, {"client": ""}, True),
        ({"client": ""}, {"client": "KLI-77"}, True),
        ({"client": ""}, {"topics": (Topic.SCHOOL,)}, False),
        ({"client": ""}, {"day": "12.09.2026"}, True),
        ({"client": ""}, {"day": "13.09.2026"}, False),
        ({"client": "", "day": None}, {}, True),
        ({"client": "", "day": None, "received_at": received("2026-08-25")}, {}, False),
        ({"client": ""}, {"requester": "Omar", "requester_phone": None}, True),
        ({"client": ""}, {"requester": "Omar", "requester_phone": None, "requester_email": None}, False),
        ({"client": "", "requester": " brigitte  SOMMER", "requester_phone": None, "requester_email": None}, {}, True),
        ({"status": RequestStatus.CLOSED}, {}, True),
        ({"status": RequestStatus.CLOSED, "received_at": received("2026-08-02")}, {}, False),
        ({"received_at": received("2026-01-01")}, {}, True),
    ],
)
def test_repeat_is_the_same_code_or_the_same_requester_topic_and_time(earlier, typed, expected):
    book = workbook(request(**earlier))
    assert ids(likely_repeats(book, request_form(**typed), TODAY)) == (["A-0001"] if expected else [])


def test_repeats_are_the_newest_three_and_never_the_request_itself():
    days = {f"A-000{n}": received(f"2026-08-2{n}") for n in range(1, 6)}
    book = workbook(*(request(number, received_at=at) for number, at in days.items()))
    assert ids(likely_repeats(book, request_form(), TODAY, but="A-0005")) == ["A-0004", "A-0003", "A-0002"]


def test_nothing_typed_repeats_nothing():
    nothing = {"client": "", "requester": "", "requester_phone": None, "requester_email": None}
    assert likely_repeats(workbook(request(**nothing)), request_form(**nothing), TODAY) == ()
