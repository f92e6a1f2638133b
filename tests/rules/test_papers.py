from datetime import date

import pytest

from services.model.lists import Paper
from services.papers import has_police_check, missing_papers
from tests.rules.cast import TODAY, TOMORROW, YESTERDAY, person


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ()),
        ({"certified_on": None}, (Paper.CERTIFICATE,)),
        ({"confidentiality_on": None}, (Paper.CONFIDENTIALITY,)),
        ({"briefing_on": None}, (Paper.BRIEFING,)),
        ({"with_minors": True}, (Paper.POLICE_CHECK,)),
        ({"with_minors": True, "police_check_until": YESTERDAY}, (Paper.POLICE_CHECK,)),
        ({"with_minors": True, "police_check_until": TODAY}, ()),
        ({"with_minors": True, "police_check_until": TOMORROW}, ()),
        ({"with_minors": False, "police_check_until": YESTERDAY}, ()),
        (
            {"certified_on": None, "confidentiality_on": None, "briefing_on": None, "with_minors": True},
            (Paper.CERTIFICATE, Paper.CONFIDENTIALITY, Paper.BRIEFING, Paper.POLICE_CHECK),
        ),
    ],
)
def test_papers_missing_are_named_in_the_order_of_the_list(values, expected):
    assert missing_papers(person(**values), TODAY) == expected


@pytest.mark.parametrize(
    ("until", "on", "expected"),
    [
        (None, TODAY, False),
        (date(2026, 9, 2), date(2026, 9, 2), True),
        (date(2026, 9, 2), date(2026, 9, 3), False),
        (date(2030, 1, 1), TODAY, True),
    ],
)
def test_police_check_counts_until_its_day(until, on, expected):
    assert has_police_check(person(police_check_until=until), on) is expected
