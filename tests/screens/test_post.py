import threading
import time
from datetime import timedelta

import pytest

from services.answers import Choice
from services.model.clock import now_in_germany
from services.model.course_lists import InterestStatus, MessageKind, MessageStatus, RegistrationStatus
from services.model.course_records import Interest, Registration
from services.model.letters import Message
from services.model.workbook import Change
from services.storage.sql import SqlStore
from tests.delivery.post_office import open_post_office
from tests.rules.cast import call, course, interest, mail, registration, statuses
from tests.screens.visitor import Visitor

PAGE = "office/post.py"
MAIL = {"host": "127.0.0.1", "port": 1, "from": "Lotsen <lotsen@example.org>", "security": "none"}
NO_SERVER = "Es ist kein Mailserver eingerichtet"
NO_LINK = "In diesen E-Mails steht kein Link zum Antworten"


@pytest.fixture
def outbox(filled):
    """Put messages into the office's store, and look at them."""

    def put(*messages):
        store = SqlStore(filled["store"]["url"])
        store.commit(tuple(Change(None, one) for one in messages), expected=store.load())
        store._engine.dispose()
        return filled

    return put


def standing(secrets):
    store = SqlStore(secrets["store"]["url"])
    found = statuses(store.load(), Message)
    store._engine.dispose()
    return found


def anna(secrets):
    return Visitor(secrets=secrets, email="anna.nord@example.org").open(PAGE)


def section(visitor, name):
    visitor.field("post.section").set_value(name)
    return visitor.reload()


def until(happened):
    end = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.05)


def nobody_posts():
    return "postman" not in {one.name for one in threading.enumerate()}


def test_mail_without_a_server_is_copied_and_noted_as_sent_by_hand(outbox):
    secrets = outbox(mail(), mail("N-0002", "Paweł Ü"))
    page = anna(secrets)
    assert page.at.info[0].value.startswith(NO_SERVER)
    assert page.warnings[0].startswith(NO_LINK)
    page.row("mails.waiting", "Paweł Ü")
    assert "bitte melden Sie sich hier ab:\nTelefon +49 2362" in page.text
    page.click("Ich habe sie selbst gesendet")
    assert page.told == ["Die E-Mail an Paweł Ü ist als von Hand gesendet vermerkt."]
    assert standing(secrets) == {"N-0001": MessageStatus.WAITING, "N-0002": MessageStatus.BY_HAND}


def test_several_mails_are_noted_at_once(outbox):
    secrets = outbox(*(mail(f"N-000{at}", f"Person {at}") for at in (1, 2, 3)))
    page = anna(secrets)
    assert "Jeder Text ist ein anderer (Name, Link): einzeln senden oder als Serien-E-Mail." in page.text
    page.field("several.0.REGISTERED").set_value(["N-0001", "N-0003"])
    page.click("Als von Hand gesendet vermerken")
    assert page.told == ["Als von Hand gesendet vermerkt: 2."]
    assert standing(secrets) == {
        "N-0001": MessageStatus.BY_HAND,
        "N-0002": MessageStatus.WAITING,
        "N-0003": MessageStatus.BY_HAND,
    }


def test_same_text_for_several_is_one_mail_with_all_addresses(outbox):
    secrets = outbox(
        *(mail(f"N-000{at}", f"Person {at}", text="Der Kurs fällt aus.", kind=MessageKind.CALLED_OFF) for at in (1, 2))
    )
    page = anna(secrets)
    assert "2 Personen bekommen denselben Text" in page.text
    assert "person.1@example.org; person.2@example.org" in page.text
    assert "Serien-E-Mail" not in page.text


def test_failed_mail_says_why_and_is_sent_again(outbox):
    failed = {"status": MessageStatus.FAILED, "attempts": 1}
    secrets = outbox(
        mail("N-0001", "Ada Lohe", trouble="Adresse abgelehnt: 550 5.1.1 User unknown", **failed),
        mail("N-0002", "Bo Lohe", trouble="von Hand eingetragen", **failed),
    )
    page = anna(secrets).row("mails.failed", "Ada Lohe")
    assert "Grund: Adresse abgelehnt (550 5.1.1 User unknown)" in page.text
    page.click("Noch einmal senden")
    assert page.told == ["Die E-Mail an Ada Lohe wartet auf den nächsten Versuch."]
    assert standing(secrets) == {"N-0001": MessageStatus.WAITING, "N-0002": MessageStatus.FAILED}


def test_failed_mails_are_all_sent_again_through_the_server(outbox):
    secrets = outbox(*(mail(f"N-000{at}", f"Person {at}", status=MessageStatus.FAILED, trouble="x") for at in (1, 2)))
    with open_post_office() as server:
        page = anna({**secrets, "mail": {**MAIL, "port": server.port}})
        assert "E-Mails gehen von selbst hinaus, von Lotsen <lotsen@example.org> über 127.0.0.1." in page.text
        page.click("Alle 2 noch einmal senden")
        assert page.told == ["E-Mails, die auf den nächsten Versuch warten: 2."]
        until(lambda: len(server.taken) == 2 and nobody_posts())
    assert set(standing(secrets).values()) == {MessageStatus.SENT}


def test_page_of_the_office_sends_what_is_due(outbox):
    secrets = outbox(mail())
    with open_post_office() as server:
        page = Visitor(secrets={**secrets, "mail": {**MAIL, "port": server.port}}, email="anna.nord@example.org")
        page.open("office/roster.py")
        until(lambda: len(server.taken) == 1 and nobody_posts())
        assert not page.at.exception


def test_server_that_is_away_breaks_no_page_and_says_when_it_is_tried_again(outbox):
    secrets = {**outbox(mail()), "mail": MAIL}
    anna(secrets)
    until(lambda: standing(secrets)["N-0001"] is MessageStatus.WAITING)
    page = anna(secrets)
    until(lambda: "Mailserver nicht erreichbar" in page.reload().text)
    page.row("mails.waiting", "Irina Petrova")
    assert "Versuche bisher: 1. Der nächste ist ab" in page.text
    assert not page.at.exception


def test_unclear_mail_waits_for_a_decision(outbox):
    long_ago = now_in_germany() - timedelta(minutes=11)
    sending = {"status": MessageStatus.SENDING, "attempts": 1}
    secrets = outbox(
        mail("N-0001", "Ada Lohe", tried_at=long_ago, **sending),
        mail("N-0002", "Bo Lohe", tried_at=now_in_germany(), **sending),
    )
    page = anna(secrets).row("mails.unclear", "Ada Lohe")
    page.row("mails.waiting", "Bo Lohe")
    assert "Diese E-Mail wird gerade übergeben." in page.text
    page.click("Sie ist hinausgegangen")
    assert page.told == ["Die E-Mail an Ada Lohe ist als gesendet vermerkt."]
    assert standing(secrets) == {"N-0001": MessageStatus.SENT, "N-0002": MessageStatus.SENDING}


def test_two_of_the_office_decide_about_the_same_mail(outbox):
    secrets = outbox(mail(status=MessageStatus.FAILED, trouble="x"))
    first, second = anna(secrets), Visitor(secrets=secrets, email="bernd.west@example.org").open(PAGE)
    first.row("mails.failed", "Irina Petrova")
    second.row("mails.failed", "Irina Petrova")
    first.click("Nicht mehr nötig")
    second.click("Noch einmal senden")
    assert standing(secrets) == {"N-0001": MessageStatus.DROPPED}
    assert "Die E-Mail an Irina Petrova wartet auf den nächsten Versuch." not in second.told


def test_calls_are_ticked_one_after_the_other(outbox):
    secrets = outbox(call("N-0001", "Halina Wrona"), call("N-0002", "Jürgen Groß"))
    page = section(anna(secrets), "Calls")
    assert "444444" not in page.text
    page.row("calls", "Halina Wrona")
    assert "Guten Tag, spreche ich mit Halina Wrona?" in page.text
    assert "tel:+492362444444" in page.text
    page.click("Nicht erreicht")
    assert page.told == ["Halina Wrona war nicht zu erreichen und bleibt auf der Liste."]
    assert "Guten Tag, spreche ich mit Jürgen Groß?" in page.text
    page.click("Erreicht")
    assert standing(secrets) == {"N-0001": MessageStatus.NOT_REACHED, "N-0002": MessageStatus.REACHED}
    section(page, "Settled").row("settled", "Jürgen Groß").click("Versehen: wieder öffnen")
    assert standing(secrets)["N-0002"] is MessageStatus.TO_CALL


def test_settled_messages_show_the_newest_at_first_and_all_when_asked(outbox):
    secrets = outbox(*(mail(f"N-{one:04d}", f"Gast {one:03d}", status=MessageStatus.SENT) for one in range(1, 204)))
    page = section(anna(secrets), "Settled")
    assert "Angezeigt: 200 von 203." in page.text
    page.field("settled.all").set_value(True).run()
    assert "Angezeigt: 203 von 203." in page.text
    page.row("settled", "Gast 001")
    assert "Guten Tag Gast 001" in page.text


@pytest.mark.parametrize(
    ("choice", "status", "interested"),
    [
        (Choice.JOIN, RegistrationStatus.REGISTERED, InterestStatus.REGISTERED),
        (Choice.NOT_THIS_TIME, RegistrationStatus.DECLINED, InterestStatus.WAITING),
        (Choice.NOT_ANY_MORE, RegistrationStatus.DECLINED, InterestStatus.WITHDRAWN),
    ],
)
def test_answer_to_an_invitation_is_noted_beside_the_call(outbox, choice, status, interested):
    secrets = outbox(
        course("K-0099", starts_on=None, register_until=None),
        interest("I-0099", status=InterestStatus.INVITED),
        registration("T-0099", "Halina Wrona", course="K-0099", interest="I-0099", status=RegistrationStatus.INVITED),
        call("N-0001", "Halina Wrona", about="T-0099", kind=MessageKind.INVITATION),
    )
    page = section(anna(secrets), "Calls").row("calls", "Halina Wrona")
    page.at.button(key=f"answer.T-0099.{choice.name}.button").click().run()
    assert page.told[0].startswith("Halina Wrona hat geantwortet: ")
    store = SqlStore(secrets["store"]["url"])
    book = store.load()
    store._engine.dispose()
    assert (book.get(Registration, "T-0099").status, book.get(Interest, "I-0099").status) == (status, interested)
    assert book.get(Message, "N-0001").status is MessageStatus.REACHED


def test_full_course_says_why_nobody_can_join_by_phone(outbox):
    secrets = outbox(
        course("K-0099", starts_on=None, register_until=None, places=0, waiting_list=False),
        registration("T-0099", "Halina Wrona", course="K-0099", status=RegistrationStatus.INVITED),
        call("N-0001", "Halina Wrona", about="T-0099", kind=MessageKind.INVITATION),
    )
    page = section(anna(secrets), "Calls").row("calls", "Halina Wrona")
    assert "Alle 0 Plätze von" in page.text
    assert {one.key for one in page.at.button if "answer." in str(one.key)} == {
        "answer.T-0099.NOT_THIS_TIME.button",
        "answer.T-0099.NOT_ANY_MORE.button",
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mails", "Keine E-Mail wartet."),
        ("Calls", "Niemand ist anzurufen."),
        ("Settled", "Noch ist nichts gesendet und niemand angerufen."),
    ],
)
def test_empty_section_says_why(filled, name, expected):
    page = section(anna(filled), name)
    assert page.at.info[0].value.startswith(expected)


def test_wrong_mail_section_is_told_to_the_office_and_breaks_nothing(outbox):
    page = anna({**outbox(mail()), "mail": {"host": "smtp.example.org", "password": "geheim"}})
    assert page.errors == ["In den Secrets ist ein Fehler: [mail] from. Wie es geschrieben wird, zeigt die README."]
    assert "geheim" not in page.text
    assert Visitor(secrets=page.at.secrets).title == "Lots:in werden"


def test_wrong_sheet_section_is_told_instead_of_breaking_the_app(filled):
    page = Visitor(secrets={"sheet": {"adress": "abc"}, "auth": filled["auth"], "office": filled["office"]})
    assert not page.at.exception
    assert page.errors[0].startswith("In den Secrets ist ein Fehler: [sheet] address.")
