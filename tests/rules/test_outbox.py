from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services import outbox
from services.links import message_of
from services.model.course_errors import AlreadySettled, NothingToSend, OnItsWay
from services.model.course_lists import MessageKind, MessageStatus
from services.model.errors import ChangedMeanwhile, NothingChosen
from services.model.letters import Message
from services.model.post import Outcome, Trouble
from services.model.records import Programme
from tests.rules.cast import NOW, TODAY, YESTERDAY, again, call, draft, ids, mail, statuses, workbook

KEY = "a key of the tests"
REFUSED = Outcome("N-0001", Trouble.ADDRESS, "550 5.1.1 weg")
LATER = Outcome("N-0001", Trouble.LATER, "451 Greylisted", again=True)
CUT_OFF = Outcome("N-0001", Trouble.CUT_OFF, "timed out")


def ago(**span):
    return NOW - timedelta(**span)


def get(here, number="N-0001"):
    return here.workbook.get(Message, number)


def tried(attempts, when, **values):
    return mail(attempts=attempts, tried_at=when, **values)


def sent_round(here, *outcomes):
    """Claim what is due and settle it; gives the draft afterwards."""
    outbox.claim(here)
    claimed = tuple(get(here, one.number) for one in outcomes)
    outbox.settle(here, claimed, list(outcomes))
    return here


# What is due --------------------------------------------------------------------------------------------------------


def test_mails_that_wait_are_sent_oldest_first_and_calls_never():
    younger = mail("N-0001", written_at=ago(minutes=1))
    older = mail("N-0002")
    others = [mail(f"N-01{at:02d}", status=one) for at, one in enumerate(MessageStatus) if one != "Wartet auf Versand"]
    book = workbook(younger, older, call(), *others)
    assert ids(outbox.to_send(book, NOW)) == ["N-0002", "N-0001"]


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 5), (3, 30), (4, 120)])
def test_mail_that_failed_for_the_time_being_waits_longer_each_time(attempts, minutes):
    early = workbook(tried(attempts, ago(minutes=minutes, seconds=-1)))
    due = workbook(tried(attempts, ago(minutes=minutes)))
    assert (ids(outbox.to_send(early, NOW)), ids(outbox.to_send(due, NOW))) == ([], ["N-0001"])
    assert outbox.next_due(early, NOW) == NOW + timedelta(seconds=1)


def test_mail_whose_day_for_an_answer_is_past_or_that_is_answered_is_not_sent():
    book = workbook(
        mail("N-0001", answer_by=YESTERDAY),
        mail("N-0002", answered_at=NOW),
        mail("N-0003", answer_by=TODAY),
        mail("N-0004", answer_by=YESTERDAY, attempts=1, tried_at=ago(hours=5)),
    )
    assert ids(outbox.to_send(book, NOW)) == ["N-0003"]
    assert outbox.next_due(book, NOW) is None


# Claiming and settling ----------------------------------------------------------------------------------------------


def test_claim_takes_so_many_and_the_next_takes_the_rest():
    here = draft(*(mail(f"N-{at:04d}") for at in range(1, 6)))
    assert outbox.claim(here, 3).id == "N-0001"
    assert [one.after.id for one in here.changes] == ["N-0001", "N-0002", "N-0003"]
    assert (get(here).status, get(here).tried_at, get(here).attempts) == (MessageStatus.SENDING, NOW, 1)
    following = again(here)
    outbox.claim(following, 3)
    assert [one.after.id for one in following.changes] == ["N-0004", "N-0005"]
    with pytest.raises(NothingToSend):
        outbox.claim(again(following))


@pytest.mark.parametrize(
    ("outcome", "status", "trouble"),
    [
        (Outcome("N-0001"), MessageStatus.SENT, ""),
        (REFUSED, MessageStatus.FAILED, "Adresse abgelehnt: 550 5.1.1 weg"),
        (LATER, MessageStatus.WAITING, "Mailserver bittet um Geduld: 451 Greylisted"),
        (CUT_OFF, MessageStatus.SENDING, "Verbindung beim Übergeben abgebrochen: timed out"),
    ],
)
def test_outcome_decides_where_a_mail_stands(outcome, status, trouble):
    here = sent_round(draft(mail()), outcome)
    assert (get(here).status, get(here).trouble) == (status, trouble)


def test_mail_is_given_up_after_five_attempts():
    here, now, rounds = draft(mail()), NOW, 0
    while outbox.to_send(here.workbook, now) or outbox.next_due(here.workbook, now):
        now = max(now, outbox.next_due(here.workbook, now) or now)
        here = sent_round(again(here, now=now), LATER)
        rounds += 1
    assert (rounds, get(here).status, get(here).attempts) == (5, MessageStatus.FAILED, 5)
    assert now - NOW == timedelta(minutes=1 + 5 + 30 + 120)


def test_settling_leaves_what_the_office_decided_meanwhile():
    here = draft(mail())
    claimed = (outbox.claim(here),)
    later = again(here, now=NOW + timedelta(minutes=11))
    outbox.sent_by_hand(later, (get(later),))
    outbox.settle(again(later), claimed, [Outcome("N-0001")])
    assert get(later).status is MessageStatus.BY_HAND


def test_settling_notes_a_mail_that_something_newer_superseded_while_it_was_sent():
    here = draft(mail())
    claimed = (outbox.claim(here),)
    here.replace(get(here), answered_at=NOW)
    outbox.settle(here, claimed, [Outcome("N-0001")])
    assert get(here).status is MessageStatus.SENT


@given(
    st.lists(st.sampled_from(["claim", "sent", "later", "refused", "cut off", "again", "hand", "hour"]), max_size=25)
)
def test_mail_is_never_handed_over_twice_without_the_office_saying_so(steps):
    here, claimed, handed_over, allowed, now = draft(mail()), (), 0, 1, NOW
    outcomes = {"sent": Outcome("N-0001"), "later": LATER, "refused": REFUSED, "cut off": CUT_OFF}
    for step in steps:
        here = again(here, now=now)
        try:
            if step == "claim":
                claimed = (outbox.claim(here),)
            elif step in outcomes and claimed:
                # A server that has taken the letter, whether the answer arrived or not.
                handed_over += step in ("sent", "cut off") and get(here).status is MessageStatus.SENDING
                outbox.settle(here, claimed, [outcomes[step]])
                claimed = ()
            elif step == "again":
                outbox.again(here, (get(here),))
                allowed += 1
            elif step == "hand":
                outbox.sent_by_hand(here, (get(here),))
            elif step == "hour":
                now += timedelta(hours=1)
        except (NothingToSend, AlreadySettled, OnItsWay):
            pass
    assert handed_over <= allowed


# What nobody knows --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "trouble", "expected"),
    [
        (ago(minutes=10), "", []),
        (ago(minutes=10, seconds=1), "", ["N-0001"]),
        (NOW, "Verbindung beim Übergeben abgebrochen", ["N-0001"]),
    ],
)
def test_mail_is_unclear_when_handing_over_broke_off_or_never_ended(when, trouble, expected):
    book = workbook(tried(1, when, status=MessageStatus.SENDING, trouble=trouble))
    assert ids(outbox.unclear(book, NOW)) == expected
    assert outbox.to_send(book, NOW) == ()


@pytest.mark.parametrize("step", [outbox.again, outbox.was_sent, outbox.sent_by_hand, outbox.drop])
def test_mail_that_is_on_its_way_is_left_alone(step):
    sending = tried(1, ago(minutes=2), status=MessageStatus.SENDING)
    with pytest.raises(OnItsWay):
        step(draft(sending), (sending,))


# By hand ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "status"),
    [
        (outbox.again, MessageStatus.WAITING),
        (outbox.was_sent, MessageStatus.SENT),
        (outbox.sent_by_hand, MessageStatus.BY_HAND),
        (outbox.drop, MessageStatus.DROPPED),
    ],
)
def test_office_decides_about_several_unclear_mails(step, status):
    both = [mail(f"N-000{at}", status=MessageStatus.SENDING, trouble="abgebrochen") for at in (1, 2)]
    here = draft(*both)
    assert step(here, tuple(both)).id == "N-0002"
    assert statuses(here.workbook, Message) == {"N-0001": status, "N-0002": status}


def test_mail_sent_again_has_all_its_attempts():
    failed = tried(5, ago(minutes=1), status=MessageStatus.FAILED, trouble="Mailserver nicht erreichbar")
    here = draft(failed)
    outbox.again(here, (failed,))
    assert (get(here).attempts, get(here).trouble, ids(outbox.to_send(here.workbook, NOW))) == (0, "", ["N-0001"])


@pytest.mark.parametrize("status", [MessageStatus.SENT, MessageStatus.BY_HAND, MessageStatus.DROPPED])
@pytest.mark.parametrize("step", [outbox.again, outbox.was_sent, outbox.sent_by_hand, outbox.drop])
def test_settled_mail_takes_no_further_step(step, status):
    settled = mail(status=status)
    with pytest.raises(AlreadySettled):
        step(draft(settled), (settled,))


@pytest.mark.parametrize("step", [outbox.again, outbox.was_sent, outbox.sent_by_hand, outbox.drop, outbox.reopen])
def test_nothing_chosen_is_refused(step):
    with pytest.raises(NothingChosen):
        step(draft(), ())


def test_second_office_person_is_told_of_the_first():
    failed = mail(status=MessageStatus.FAILED)
    here = draft(failed)
    outbox.sent_by_hand(here, (failed,))
    with pytest.raises(ChangedMeanwhile):
        outbox.again(again(here), (failed,))


@pytest.mark.parametrize(
    ("settled", "status"),
    [
        (mail(status=MessageStatus.BY_HAND, tried_at=NOW), MessageStatus.WAITING),
        (mail(status=MessageStatus.DROPPED), MessageStatus.WAITING),
        (call("N-0001", status=MessageStatus.REACHED, attempts=2), MessageStatus.TO_CALL),
    ],
)
def test_what_was_noted_by_mistake_is_put_back(settled, status):
    here = draft(settled)
    outbox.reopen(here, (settled,))
    assert (get(here).status, get(here).attempts, get(here).tried_at) == (status, 0, None)


@pytest.mark.parametrize(
    "settled",
    [mail(status=MessageStatus.SENT), mail(status=MessageStatus.DROPPED, answered_at=NOW), mail()],
)
def test_what_went_out_or_was_superseded_stays_settled(settled):
    with pytest.raises(AlreadySettled):
        outbox.reopen(draft(settled), (settled,))


# Calls --------------------------------------------------------------------------------------------------------------


def test_calls_not_tried_yet_come_first_then_the_longest_ago():
    book = workbook(
        call("N-0001", status=MessageStatus.NOT_REACHED, tried_at=ago(hours=1)),
        call("N-0002", status=MessageStatus.NOT_REACHED, tried_at=ago(hours=9)),
        call("N-0003"),
        call("N-0004", status=MessageStatus.REACHED),
        mail("N-0005"),
    )
    assert ids(outbox.calls(book)) == ["N-0003", "N-0002", "N-0001"]


def test_call_counts_its_attempts_until_somebody_is_reached():
    here = draft(call())
    outbox.not_reached(here, call())
    second = again(here, now=NOW + timedelta(hours=2))
    outbox.reached(second, get(second, "N-0009"))
    done = get(second, "N-0009")
    assert (done.status, done.attempts, done.tried_at) == (MessageStatus.REACHED, 2, NOW + timedelta(hours=2))
    with pytest.raises(AlreadySettled):
        outbox.not_reached(again(second), done)


# The text as it goes out --------------------------------------------------------------------------------------------


def test_link_is_put_in_while_sending():
    office = Programme(id="S-0001", web="https://lotsen.example.org/")
    envelope = outbox.ready(workbook(office, mail()), mail(), KEY)
    (line,) = [one for one in envelope.text.splitlines() if "http" in one]
    assert line.startswith("https://lotsen.example.org/antwort?t=")
    assert message_of(KEY, line.partition("?t=")[2]) == "N-0001"
    assert (envelope.number, envelope.email, envelope.to) == ("N-0001", "irina.petrova@example.org", "Irina Petrova")


def test_address_without_its_beginning_is_a_link_all_the_same():
    office = Programme(id="S-0001", web="lotsen.example.org")
    assert "\nhttps://lotsen.example.org/antwort?t=" in outbox.ready(workbook(office), mail(), KEY).text


@pytest.mark.parametrize(
    ("office", "key", "expected"),
    [
        (
            {"phone": "02362 66-0", "email": "lotsen@example.org"},
            KEY,
            "Telefon +49 2362 660 oder E-Mail lotsen@example.org",
        ),
        ({"phone": "02362 66-0", "web": "https://lotsen.example.org"}, "", "Telefon +49 2362 660"),
        ({"email": "lotsen@example.org"}, KEY, "E-Mail lotsen@example.org"),
        ({}, KEY, "Antworten Sie einfach auf diese E-Mail."),
    ],
)
def test_without_a_link_its_place_says_how_to_reach_the_office(office, key, expected):
    text = outbox.ready(workbook(Programme(id="S-0001", **office)), mail(), key).text
    assert text == f"Guten Tag Irina Petrova,\n\nbitte melden Sie sich hier ab:\n{expected}\n\nUte Kaltenbach"


def test_mails_with_the_same_text_are_put_together():
    same = [mail(f"N-000{at}", text="Der Kurs fällt aus.", kind=MessageKind.CALLED_OFF) for at in (1, 2)]
    other = mail("N-0003", text="Guten Tag Ada")
    envelopes = [outbox.ready(workbook(), one, KEY) for one in (same[0], other, same[1])]
    assert [[one.number for one in batch] for batch in outbox.batches(envelopes)] == [["N-0001", "N-0002"], ["N-0003"]]


def test_settled_messages_are_listed_newest_first():
    book = workbook(
        mail("N-0001", status=MessageStatus.SENT, tried_at=ago(hours=2)),
        call("N-0002", status=MessageStatus.REACHED, tried_at=ago(hours=1)),
        mail("N-0003"),
    )
    assert ids(outbox.settled(book)) == ["N-0002", "N-0001"]
