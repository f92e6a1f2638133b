import socket
from datetime import datetime
from email import message_from_bytes
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.delivery.mail import as_message, send
from services.model.post import Envelope, Outcome, Trouble
from services.settings import MailServer
from tests.delivery.post_office import SENDER, certificate, open_post_office, safe_with

TEXT = "Guten Tag Jürgen Żółkiewska,\n\nbis Samstag!\n.\nhttp://lotsen.example.org/antwort?t=abc\n"


def envelope(number="N-0001", email="juergen@example.org", **values):
    defaults = {"to": "Jürgen Żółkiewska", "subject": "Ihr Platz: Grundkurs „Ankommen“", "text": TEXT}
    written = datetime.fromisoformat("2026-09-02 10:00")
    return Envelope(number=number, email=email, written_at=written, **{**defaults, **values})


def server(port, **values):
    return MailServer.model_validate({"host": "127.0.0.1", "port": port, "from": SENDER, "security": "none", **values})


def several(*emails):
    return [envelope(f"N-{at:04d}", email) for at, email in enumerate(emails, 1)]


@pytest.fixture(scope="module")
def pem(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def trusted(pem, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    return pem


def test_mail_arrives_as_it_was_written():
    with open_post_office() as post:
        assert send(post.settings(), [envelope()]) == [Outcome("N-0001")]
    (mail,) = post.taken
    assert {name: str(mail[name]) for name in ("From", "To", "Subject", "Message-ID", "Auto-Submitted", "Date")} == {
        "From": '"Lots:innen Grünstadt" <lotsen@example.org>',
        "To": "Jürgen Żółkiewska <juergen@example.org>",
        "Subject": "Ihr Platz: Grundkurs „Ankommen“",
        "Message-ID": "<N-0001.20260902100000@example.org>",
        "Auto-Submitted": "auto-generated",
        "Date": "Wed, 02 Sep 2026 10:00:00 +0200",
    }
    assert mail.get_content().replace("\r\n", "\n") == TEXT
    assert (mail.get_content_type(), mail.get_content_charset()) == ("text/plain", "utf-8")


def test_many_letters_go_over_one_connection():
    with open_post_office() as post:
        outcomes = send(post.settings(), several(*(f"p{at}@example.org" for at in range(50))))
    assert [one.trouble for one in outcomes] == [None] * 50
    assert (post.connections, post.receivers) == (1, [f"p{at}@example.org" for at in range(50)])


def test_refused_address_does_not_stop_the_others():
    with open_post_office(answers={"weg@example.org": ["550 5.1.1 Unbekannter Empfänger"]}) as post:
        outcomes = send(post.settings(), several("a@example.org", "weg@example.org", "b@example.org"))
    assert outcomes == [
        Outcome("N-0001"),
        Outcome("N-0002", Trouble.ADDRESS, "550 5.1.1 Unbekannter Empfänger"),
        Outcome("N-0003"),
    ]
    assert outcomes[1].told == "Adresse abgelehnt: 550 5.1.1 Unbekannter Empfänger"
    assert (post.receivers, post.connections) == (["a@example.org", "b@example.org"], 1)


def test_greylisted_address_is_for_later():
    with open_post_office(answers={"grau@example.org": ["451 4.7.1 Greylisted"]}) as post:
        first = send(post.settings(), several("grau@example.org", "b@example.org"))
        second = send(post.settings(), several("grau@example.org"))
    assert first == [Outcome("N-0001", Trouble.LATER, "451 4.7.1 Greylisted", again=True), Outcome("N-0002")]
    assert second == [Outcome("N-0001")]
    assert post.receivers == ["b@example.org", "grau@example.org"]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("554 5.7.1 Spam", Outcome("N-0001", Trouble.CONTENT, "554 5.7.1 Spam")),
        ("452 4.3.1 Kein Platz", Outcome("N-0001", Trouble.LATER, "452 4.3.1 Kein Platz", again=True)),
    ],
)
def test_refused_text_is_told_with_the_words_of_the_server(answer, expected):
    with open_post_office(content=answer) as post:
        assert send(post.settings(), [envelope()]) == [expected]
    assert post.taken == []


def test_server_that_closes_for_a_letter_gets_the_next_on_a_new_connection():
    with open_post_office(answers={"zu@example.org": ["421 4.3.2 Bis gleich"]}) as post:
        outcomes = send(post.settings(), several("zu@example.org", "b@example.org"))
    assert [one.again for one in outcomes] == [True, False]
    assert (post.receivers, post.connections) == (["b@example.org"], 2)


def test_server_that_is_away_leaves_everything_for_later():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        outcomes = send(server(unused.getsockname()[1]), several("a@example.org", "b@example.org"))
    assert [(one.trouble, one.again) for one in outcomes] == [(Trouble.UNREACHABLE, True)] * 2


def test_server_without_a_name_in_the_world_leaves_everything_for_later():
    (outcome,) = send(server(25, host="mail.invalid", security="starttls"), [envelope()], step=2)
    assert (outcome.trouble, outcome.again) == (Trouble.UNREACHABLE, True)


def test_server_that_says_nothing_is_waited_for_only_so_long():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        (outcome,) = send(server(silent.getsockname()[1]), [envelope()], step=0.2)
    assert (outcome.trouble, outcome.again) == (Trouble.UNREACHABLE, True)


def test_slow_answer_to_a_text_leaves_open_whether_it_was_taken():
    with open_post_office(slow=1.0) as post:
        outcomes = send(post.settings(), several("a@example.org"), step=0.3)
    assert [(one.trouble, one.again, one.unknown) for one in outcomes] == [(Trouble.CUT_OFF, False, True)]


def test_connection_that_breaks_at_a_text_leaves_only_that_letter_open():
    with open_post_office(hangs_up_on="Abbruch") as post:
        letters = several("a@example.org", "b@example.org", "c@example.org")
        letters[1] = envelope("N-0002", "b@example.org", subject="Abbruch")
        outcomes = send(post.settings(), letters)
    assert [one.unknown for one in outcomes] == [False, True, False]
    assert post.receivers == ["a@example.org", "b@example.org", "c@example.org"]


def test_slow_server_leaves_the_rest_for_later():
    with open_post_office(slow=0.1) as post:
        outcomes = send(post.settings(), several(*(f"p{at}@example.org" for at in range(5))), whole=0.15)
    sent = len(post.taken)
    assert [(one.trouble, one.again) for one in outcomes] == [(None, False)] * sent + [(Trouble.LATER, True)] * (
        5 - sent
    )
    assert 1 <= sent < 5


def test_mail_goes_over_a_safe_connection_with_a_signed_in_sender(trusted):
    with open_post_office(safe=safe_with(trusted)) as post:
        asked = post.settings(security="starttls", user="lotsen", password="geheim")
        assert send(asked, [envelope()]) == [Outcome("N-0001")]
    assert post.signed_in == ["lotsen"]


def test_mail_goes_over_a_connection_that_is_safe_from_the_start(trusted):
    with open_post_office(safe=safe_with(trusted), at_once=True) as post:
        assert send(post.settings(security="ssl"), [envelope()]) == [Outcome("N-0001")]


@pytest.mark.parametrize("security", ["starttls", "ssl"])
def test_certificate_nobody_vouches_for_gets_no_mail(pem, security):
    with open_post_office(safe=safe_with(pem), at_once=security == "ssl") as post:
        (outcome,) = send(post.settings(security=security), [envelope()])
    assert (outcome.trouble, outcome.again, post.taken) == (Trouble.UNSAFE, True, [])


def test_server_without_a_safe_connection_gets_neither_password_nor_mail():
    with open_post_office() as post:
        (outcome,) = send(post.settings(security="starttls", user="lotsen", password="geheim"), [envelope()])
    assert (outcome.trouble, outcome.again, post.signed_in, post.taken) == (Trouble.UNSAFE, True, [], [])


def test_wrong_password_is_told_and_leaves_everything_for_later(trusted):
    with open_post_office(safe=safe_with(trusted)) as post:
        asked = post.settings(security="starttls", user="lotsen", password="falsch")
        outcomes = send(asked, several("a@example.org", "b@example.org"))
    assert [(one.trouble, one.again) for one in outcomes] == [(Trouble.LOGIN, True)] * 2
    assert "falsch" not in str(outcomes)
    assert post.taken == []


def test_name_with_line_breaks_makes_no_second_header():
    evil = "Eva\r\nBcc: boss@example.org\n\nGewonnen!"
    with open_post_office() as post:
        send(post.settings(), [envelope(to=evil, subject=evil)])
    (mail,) = post.taken
    assert (mail["Bcc"], post.receivers) == (None, ["juergen@example.org"])
    assert mail["Subject"] == "Eva Bcc: boss@example.org Gewonnen!"
    assert mail.get_content().replace("\r\n", "\n") == TEXT


def test_letter_that_cannot_be_written_does_not_stop_the_others():
    with open_post_office() as post:
        outcomes = send(post.settings(), several("keine Adresse", "jürgen@example.org", "b@example.org"))
    assert [one.trouble for one in outcomes] == [Trouble.UNWRITABLE, Trouble.UNWRITABLE, None]


def test_domain_with_umlauts_is_spelled_for_the_server():
    with open_post_office() as post:
        assert send(post.settings(), [envelope(email="lotsin@grünstadt.example.org")]) == [Outcome("N-0001")]
    assert post.receivers == ["lotsin@xn--grnstadt-75a.example.org"]


@given(to=st.text(), subject=st.text(), text=st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_mail_has_the_same_headers_whatever_was_typed(to, subject, text):
    mail = as_message(server(25), envelope(to=to, subject=subject, text=text))
    read = message_from_bytes(mail.as_bytes(), policy=SMTP)
    assert sorted(read.keys()) == sorted(mail.keys())
    assert len(read.keys()) == 9
    assert read.get_content().rstrip("\r\n") == text.rstrip("\r\n")
    assert [one.addr_spec for one in read["To"].addresses] == ["juergen@example.org"]


def test_nothing_to_send_opens_no_connection():
    with open_post_office() as post:
        assert send(post.settings(), []) == []
    assert post.connections == 0
