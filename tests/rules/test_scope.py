from datetime import date

import pytest

from services.model.lists import Answer, OrganisationKind, RejectReason, Topic
from services.model.partial import so_far
from services.model.request_forms import HelpForm
from services.refusals import redirected_by_place, refused_by_reason
from services.scope import doubts, places_instead, redirects
from tests.rules.cast import TODAY, help_form, ids, organisation, request, request_form, workbook

LEGAL = (RejectReason.LEGAL,)


@pytest.mark.parametrize("form", [request_form, help_form])
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ()),
        ({"day": None}, ()),
        ({"day": date(2026, 9, 1)}, ()),
        ({"day": date(2026, 9, 2)}, (RejectReason.TOO_LATE,)),
        ({"day": date(2026, 9, 6)}, (RejectReason.TOO_LATE,)),
        ({"day": date(2026, 9, 7)}, ()),
        ({"legal_effect": Answer.NO, "interpreting": Answer.NO}, ()),
        ({"legal_effect": Answer.YES}, LEGAL),
        ({"interpreting": Answer.YES}, (RejectReason.INTERPRETER,)),
        (
            {"day": date(2026, 9, 3), "legal_effect": Answer.YES, "interpreting": Answer.YES},
            (RejectReason.TOO_LATE, RejectReason.LEGAL, RejectReason.INTERPRETER),
        ),
    ],
)
def test_doubts_are_short_notice_legal_effect_and_exact_translation(form, values, expected):
    assert doubts(workbook(), form(**values), TODAY) == expected


PLACES = workbook(
    organisation("O-0001", name="Volkshochschule", kind=OrganisationKind.PROVIDER),
    organisation("O-0002", name="Rechtsrat", kind=OrganisationKind.INSTEAD, helps_with=LEGAL),
    organisation(
        "O-0003", name="Mietrat", kind=OrganisationKind.INSTEAD, helps_with=LEGAL, topics=(Topic.TENANCY, Topic.HOUSING)
    ),
    organisation(
        "O-0004", name="Dolmetschdienst", kind=OrganisationKind.INSTEAD, helps_with=(RejectReason.INTERPRETER,)
    ),
    organisation("O-0005", name="Anlaufstelle", kind=OrganisationKind.PARTNER, helps_with=LEGAL),
)


@pytest.mark.parametrize(
    ("reason", "topics", "expected"),
    [
        (RejectReason.LEGAL, (), ["O-0005", "O-0002"]),
        (RejectReason.LEGAL, (Topic.SCHOOL,), ["O-0005", "O-0002"]),
        (RejectReason.LEGAL, (Topic.TENANCY, Topic.SCHOOL), ["O-0003", "O-0005", "O-0002"]),
        (RejectReason.INTERPRETER, (), ["O-0004"]),
        (RejectReason.TOO_LATE, (), []),
    ],
)
def test_places_instead_fit_reason_and_topic(reason, topics, expected):
    assert ids(places_instead(PLACES, reason, topics)) == expected


def test_redirects_begin_with_the_fitting_places():
    assert redirects(PLACES, RejectReason.LEGAL, (Topic.TENANCY,)) == (
        "Mietrat",
        "Anlaufstelle",
        "Rechtsrat",
        "Dolmetschdienst",
    )


def test_redirects_of_an_empty_list_are_none():
    assert redirects(workbook(), RejectReason.LEGAL, ()) == ()


def test_refusals_are_counted_by_reason_and_place():
    book = workbook(
        request("A-0001", reject_reason=RejectReason.LEGAL, redirected_to="Rechtsrat"),
        request("A-0002", reject_reason=RejectReason.LEGAL, redirected_to="Mietrat"),
        request("A-0003", reject_reason=RejectReason.TOO_LATE),
        request("A-0004", reject_reason=RejectReason.OTHER_SERVICE, redirected_to="Mietrat"),
        request("A-0005"),
    )
    assert refused_by_reason(book) == (
        (RejectReason.LEGAL, 2),
        (RejectReason.TOO_LATE, 1),
        (RejectReason.OTHER_SERVICE, 1),
    )
    assert redirected_by_place(book) == (("Mietrat", 2), ("Rechtsrat", 1))


# A form that is still being typed -------------------------------------------------------------------------------------


def test_form_so_far_holds_what_can_be_read():
    typed = {
        "day": "03.09.2026",
        "at": "halb drei",
        "phone": "12",
        "topics": [Topic.SCHOOL],
        "legal_effect": Answer.YES,
    }
    read = so_far(HelpForm, typed)
    assert (read.day, read.at, read.phone, read.topics, read.legal_effect, read.name, read.consent) == (
        date(2026, 9, 3),
        None,
        None,
        (Topic.SCHOOL,),
        Answer.YES,
        "",
        False,
    )


def test_form_so_far_of_nothing_is_the_empty_form():
    assert so_far(HelpForm, {}) == so_far(HelpForm, {"hours": "viele", "people": "-"})
