from datetime import date, timedelta

import pytest

from services.assignments import end
from services.links import address, link_of, message_of, own_address
from services.model.access import Actor, Role
from services.model.assignment_forms import EndForm
from services.model.assignment_records import LoggedVisit
from services.model.course_lists import MessageKind, MessageStatus
from services.model.errors import NotAllowed
from services.model.letters import Message
from services.model.lists import PersonStatus, RequestStatus
from services.model.own_errors import (
    LinkBroken,
    NoAddressForLink,
    NotOnRoster,
    OwnLinkTooOld,
    OwnLinkWithdrawn,
)
from services.model.own_records import PersonalLink
from services.model.records import Assignment, Person, Programme, Request
from services.model.sight import seen_by
from services.offers import accept, call_me, decline
from services.outbox import ready
from services.own_links import entered, make_link, send_link, withdraw_link, working_link
from services.visits import enter
from tests.rules.cast import (
    NEXT_WEEK,
    NOW,
    TODAY,
    YESTERDAY,
    again,
    assignment,
    draft,
    ids,
    logged,
    offer,
    office,
    olena,
    own_link,
    request,
    samir,
    told,
    visit_form,
    workbook,
)

WEB = "https://lotsen.example.org"


# The address ----------------------------------------------------------------------------------------------------------


def token(number="Z-0001", key="geheim"):
    return own_address(WEB, key, number).partition("?z=")[2]


def test_address_leads_to_the_link_and_names_nobody():
    made = own_address(f"{WEB}/", "geheim", "Z-0001")
    assert made == f"{WEB}/eintrag?z={token()}"
    assert link_of("geheim", token()) == "Z-0001"


@pytest.mark.parametrize(
    "altered", [token()[:-1], "x" + token(), token().replace(".", ".A"), "", "Z-0001", token(key="anders")]
)
def test_altered_or_cut_off_address_leads_nowhere(altered):
    assert link_of("geheim", altered) == ""


def test_links_to_answers_and_to_own_pages_do_not_stand_for_each_other():
    answer = address(WEB, "geheim", "Z-0001").partition("?t=")[2]
    assert (link_of("geheim", answer), message_of("geheim", token())) == ("", "")


@pytest.mark.parametrize(("web", "key"), [("", "geheim"), (WEB, "")])
def test_without_page_or_key_there_is_no_address(web, key):
    assert own_address(web, key, "Z-0001") == ""
    assert link_of("", token()) == ""


# Coming in ------------------------------------------------------------------------------------------------------------


def test_whoever_follows_the_link_is_that_volunteer():
    expected = Actor(Role.VOLUNTEER, "Olena Hnatiuk (persönlicher Link)", "P-0001", "Z-0001")
    assert entered(workbook(olena(), own_link()), "Z-0001", TODAY) == expected
    assert office(olena(), own_link()).enter("Z-0001") == expected


def test_link_shows_nothing_of_anybody_else():
    book = workbook(olena(), samir(), own_link(), own_link("Z-0002", person="P-0002"))
    seen = seen_by(book, entered(book, "Z-0001", TODAY))
    assert (ids(seen.all(Person)), seen.all(PersonalLink)) == (["P-0001"], ())


def test_link_tells_of_those_helped_only_topic_language_and_day():
    helping = assignment(reason="Frau K. ist krank", remark="Frau K. dankt")
    visited = logged(note="mit Frau K.")
    book = workbook(olena(), own_link(), request(status=RequestStatus.MATCHED), offer(), helping, visited)
    seen = seen_by(book, entered(book, "Z-0001", TODAY))
    told = {name for name, value in dict(seen.get(Request, "A-0001")).items() if value not in {None, "", ()}}
    assert told == {"id", "status", "topics", "languages", "day"}
    assert seen.all(Assignment) == (helping.without_personal(),)
    assert seen.all(LoggedVisit) == (visited.without_personal(),)


def test_link_neither_answers_nor_ends_but_enters_visits():
    book = (olena(), own_link(), request(status=RequestStatus.MATCHED), assignment(), offer())
    here = draft(*book, actor=entered(workbook(*book), "Z-0001", TODAY))
    for action, values in ((accept, ("V-0001",)), (decline, ("V-0001",)), (call_me, ("V-0001",))):
        with pytest.raises(NotAllowed):
            action(here, *values)
    with pytest.raises(NotAllowed):
        end(here, assignment(), EndForm())
    assert enter(here, "E-0001", visit_form()).person == "P-0001"


@pytest.mark.parametrize(
    ("records", "number", "refusal"),
    [
        ((olena(), own_link()), "", LinkBroken),
        ((olena(), own_link()), "Z-0002", LinkBroken),
        ((olena(), own_link(until=YESTERDAY)), "Z-0001", OwnLinkTooOld),
        ((olena(), own_link(withdrawn_at=NOW)), "Z-0001", OwnLinkWithdrawn),
        ((olena(status=PersonStatus.LEFT), own_link()), "Z-0001", NotOnRoster),
        ((samir(), own_link()), "Z-0001", NotOnRoster),
    ],
)
def test_link_that_opens_nothing_says_why(records, number, refusal):
    with pytest.raises(refusal):
        entered(workbook(*records), number, TODAY)


def test_link_works_on_its_last_day():
    assert entered(workbook(olena(), own_link(until=TODAY)), "Z-0001", TODAY).person == "P-0001"


# Made, sent, withdrawn ------------------------------------------------------------------------------------------------


def test_link_works_as_long_as_the_programme_has_set():
    assert make_link(draft(olena()), "P-0001").until == TODAY + timedelta(days=90)
    assert make_link(draft(olena(), Programme(id="S-0001", link_days=7)), "P-0001").until == NEXT_WEEK


def test_new_link_ends_the_old_one():
    here = draft(olena(), own_link())
    made = make_link(here, "P-0001")
    assert working_link(here.workbook, "P-0001", TODAY) == made
    with pytest.raises(OwnLinkWithdrawn):
        entered(here.workbook, "Z-0001", TODAY)


def test_nobody_who_left_gets_a_link():
    with pytest.raises(NotOnRoster):
        make_link(draft(olena(status=PersonStatus.LEFT)), "P-0001")


def test_withdrawn_link_opens_nothing_and_its_mail_stays_unsent():
    here = draft(olena(), own_link())
    send_link(here, own_link())
    withdraw_link(here, own_link())
    assert working_link(here.workbook, "P-0001", TODAY) is None
    assert told(here.workbook) == [("OWN_LINK", "Z-0001", "DROPPED")]
    with pytest.raises(OwnLinkWithdrawn):
        withdraw_link(again(here), own_link())


def test_mail_carries_the_link_only_while_it_is_sent():
    here = draft(olena(), own_link(), Programme(id="S-0001", web=WEB))
    mail = send_link(here, own_link())
    assert (mail.kind, mail.status, mail.email) == (MessageKind.OWN_LINK, MessageStatus.WAITING, olena().email)
    assert "{Link}" in mail.text
    assert "09.09.2026" in mail.text
    assert f"{WEB}/eintrag?z={token()}" in ready(here.workbook, mail, "geheim").text
    assert token() not in repr(here.workbook.all(Message))


def test_nobody_without_an_address_is_sent_a_mail():
    with pytest.raises(NoAddressForLink):
        send_link(draft(olena(email=None), own_link()), own_link())


def test_link_that_is_over_is_not_sent():
    over = own_link(until=date(2026, 9, 1))
    with pytest.raises(OwnLinkTooOld):
        send_link(draft(olena(), over), over)
