from datetime import timedelta

import pytest

from services.call_for_help import MOST_AN_HOUR, ask_for_help, sent_too_often
from services.model.course_lists import MessageKind, MessageStatus
from services.model.languages import Level
from services.model.letters import Message, TemplateForm
from services.model.lists import (
    Answer,
    Channel,
    ClientUnit,
    Consent,
    OrganisationKind,
    RequesterKind,
    RequestKind,
    RequestStatus,
    Topic,
    Urgency,
)
from services.model.records import Programme, Request
from services.model.request_errors import DayIsPast, FilledByMachine, NoTopic, TooManyCalls
from services.model.request_forms import HelpForm
from services.model.sight import seen_by
from services.texts import keep
from tests.rules.cast import (
    NOW,
    TODAY,
    TOMORROW,
    VISITOR,
    YESTERDAY,
    again,
    draft,
    help_form,
    organisation,
    refused,
    request,
)

OURS = Programme(id="S-0001", contact_person="Ute Kaltenbach", phone="+49 2362 100200", email="lotsen@example.org")


def asked(*records, **values):
    return ask_for_help(draft(*records, actor=VISITOR), help_form(**values))


def test_call_for_help_becomes_a_request_that_is_searched_for():
    assert asked() == Request(
        id="A-0001",
        topics=(Topic.SCHOOL,),
        languages=help_form().languages,
        day=help_form().day,
        at=help_form().at,
        client="G. S.",
        requester_kind=RequesterKind.SCHOOL,
        requester="Grüne Schule",
        requester_contact="Sekretariat",
        requester_phone="+49 2362 777777",
        channel=Channel.FORM,
        consent=Consent.VIA_REQUESTER,
        consent_on=TODAY,
        status=RequestStatus.SEARCHING,
        received_at=NOW,
    )


def test_person_who_asks_for_themselves_is_kept_as_initials():
    kept = asked(requester_kind=RequesterKind.SELF, name="olena maria Hnatiuk", client="Olena")
    assert (kept.client, kept.requester, kept.consent) == ("O. M. H.", "olena maria Hnatiuk", Consent.WRITTEN)


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"agreed": False}, RequestStatus.NEW),
        ({"languages": ()}, RequestStatus.NEW),
        ({"at": None}, RequestStatus.NEW),
        ({"kind": RequestKind.ONGOING, "day": None, "at": None}, RequestStatus.SEARCHING),
        ({"kind": RequestKind.PUBLIC, "topics": (), "languages": ()}, RequestStatus.SEARCHING),
    ],
)
def test_call_for_help_with_gaps_is_kept_for_the_office_to_complete(values, status):
    assert asked(**values).status is status


@pytest.mark.parametrize(
    ("day", "urgency"),
    [
        (TODAY, Urgency.TODAY),
        (TOMORROW, Urgency.WEEK),
        (TODAY + timedelta(days=5), Urgency.NORMAL),
        (None, Urgency.NORMAL),
    ],
)
def test_call_for_help_is_as_urgent_as_its_day(day, urgency):
    assert asked(day=day).urgency is urgency


@pytest.mark.parametrize(
    ("values", "people"),
    [
        ({"people": 5}, 1),
        ({"unit": ClientUnit.FAMILY}, 2),
        ({"unit": ClientUnit.FAMILY, "people": 5}, 5),
    ],
)
def test_call_for_help_counts_the_people_of_a_family(values, people):
    assert asked(**values).people == people


def test_call_for_help_keeps_what_speaks_against_it():
    kept = asked(legal_effect=Answer.YES, interpreting=Answer.NO, minors=True)
    assert (kept.legal_effect, kept.interpreting, kept.minors) == (Answer.YES, Answer.NO, True)


def test_call_for_help_of_a_known_organisation_carries_its_number():
    assert asked(organisation(name="Grüne Schule", kind=OrganisationKind.REQUESTER)).organisation == "O-0001"


def test_call_for_help_with_an_address_is_confirmed_by_mail_and_tells_nothing_of_the_person():
    here = draft(OURS, actor=VISITOR)
    place = {"place": "Bismarckstraße 5", "district": "Altstadt", "note": "Klingel defekt", "minors": True}
    kept = ask_for_help(here, help_form(email="sekretariat@example.org", hours="1,5", **place))
    (letter,) = here.workbook.all(Message)
    assert (letter.kind, letter.about, letter.status, letter.to, letter.email) == (
        MessageKind.HELP_RECEIVED,
        kept.id,
        MessageStatus.WAITING,
        "Grüne Schule",
        "sekretariat@example.org",
    )
    lines = letter.text.splitlines()
    for line in ("Aufgabe: Schule und Kita", "Tag: 09.09.2026", "Uhrzeit: 14:30 Uhr", "Dauer: 1,5 Stunden"):
        assert line in lines
    assert (letter.subject, "Ute Kaltenbach" in lines, "+49 2362 100200" in lines) == (
        "Ihre Anfrage A-0001",
        True,
        True,
    )
    private = ("G. S.", "Bismarckstraße", "Altstadt", "Klingel", "Arabisch", "Sekretariat", "777777", "{")
    assert [word for word in private if word in letter.subject + letter.text] == []


def test_call_for_help_without_an_address_needs_no_letter():
    here = draft(actor=VISITOR)
    ask_for_help(here, help_form(email=None))
    assert here.workbook.all(Message) == ()


def test_call_for_help_that_is_refused_confirms_nothing():
    here = draft(actor=VISITOR)
    with pytest.raises(NoTopic):
        ask_for_help(here, help_form(topics=(), email="sekretariat@example.org"))
    assert here.workbook.all(Message) == ()


def test_confirmation_is_worded_by_the_office():
    here = draft()
    own = TemplateForm(subject="Danke, {Name}", text="Nummer {Nummer}, {Aufgabe}")
    keep(here, MessageKind.HELP_RECEIVED, Channel.EMAIL, None, own)
    asking = again(here, actor=VISITOR)
    ask_for_help(asking, help_form(email="sekretariat@example.org"))
    assert [(one.subject, one.text) for one in asking.workbook.all(Message)] == [
        ("Danke, Grüne Schule", "Nummer A-0001, Schule und Kita")
    ]


def test_call_for_help_is_seen_by_nobody_in_the_public():
    here = draft(actor=VISITOR)
    ask_for_help(here, help_form())
    assert seen_by(here.workbook, VISITOR).all(Request) == ()


@pytest.mark.parametrize(
    ("values", "refusal"), [({"topics": ()}, NoTopic), ({"day": YESTERDAY}, DayIsPast)], ids=["topic", "day"]
)
def test_call_for_help_that_makes_no_sense_is_refused(values, refusal):
    here = draft(actor=VISITOR)
    with pytest.raises(refusal):
        ask_for_help(here, help_form(**values))
    assert here.changes == ()


@pytest.mark.parametrize("trap", ["http://x.example", " x "])
def test_call_for_help_of_a_machine_is_refused(trap):
    with pytest.raises(FilledByMachine):
        ask_for_help(draft(actor=VISITOR), help_form(), trap)


@pytest.mark.parametrize(
    ("count", "channel", "minutes", "taken"),
    [
        (MOST_AN_HOUR - 1, Channel.FORM, 1, True),
        (MOST_AN_HOUR, Channel.FORM, 59, False),
        (MOST_AN_HOUR, Channel.FORM, 60, True),
        (MOST_AN_HOUR, Channel.PHONE, 1, True),
    ],
)
def test_calls_for_help_are_limited_for_an_hour(count, channel, minutes, taken):
    at = NOW - timedelta(minutes=minutes)
    book = [request(f"A-{number:04d}", channel=channel, received_at=at) for number in range(1, count + 1)]
    if taken:
        assert asked(*book).id == f"A-{count + 1:04d}"
    else:
        with pytest.raises(TooManyCalls):
            asked(*book)


def test_visitor_sends_three_an_hour():
    assert [sent_too_often((NOW,) * count, NOW) for count in range(5)] == [False, False, False, True, True]
    assert sent_too_often((NOW - timedelta(hours=1),) * 5, NOW) is False


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"name": "Ada"}, {"*": "unreachable"}),
        ({"name": "Ada", "phone": "02362 123456"}, {"*": "consent"}),
        ({"name": "Ada", "email": "ada@example.org", "consent": True}, {}),
        ({"consent": True, "phone": "12"}, {"name": "missing", "phone": "phone"}),
    ],
)
def test_form_for_help_asks_for_name_contact_and_consent(typed, expected):
    assert refused(HelpForm, **typed) == expected


def test_call_for_help_keeps_the_level_of_the_language():
    assert asked(min_level=Level.B2).min_level is Level.B2
