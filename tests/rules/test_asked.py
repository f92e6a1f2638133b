from datetime import date, timedelta

import pytest

from services.asked import answer_by, silent, tell, want_a_call, withdraw_offers
from services.gaps import LINK
from services.intake import close, correct, refuse
from services.model.assignment_forms import ResultForm
from services.model.course_lists import MessageKind, MessageStatus
from services.model.errors import AlreadyAsked, MayNotBeAsked, NothingChosen
from services.model.lists import Channel, OfferStatus, RejectReason, RequestStatus, Seat, Urgency
from services.model.records import Offer
from services.offers import accept, ask, ask_several, decline, stop_asking
from tests.rules.cast import (
    NEXT_WEEK,
    NOW,
    OLENA,
    TODAY,
    TOMORROW,
    YESTERDAY,
    again,
    draft,
    ids,
    letters_of,
    marta,
    offer,
    olena,
    request,
    request_form,
    samir,
    statuses,
    told,
    workbook,
)

CAST = (olena(), samir(), marta())
BOTH = ("P-0001", "P-0003")
PERSONAL = ("KLI-77", "Bismarckstraße", "Zimmer 12", "Sommer", "555555", "Klingel")
SENT = MessageStatus.SENT


def asked(channel=Channel.EMAIL, *people, **values):
    here = draft(*(people or CAST), request(**values))
    ask_several(here, "A-0001", BOTH, channel)
    return here


def letters(here):
    return letters_of(here.workbook)


def put(here, **values):
    """What became of all messages so far."""
    after = again(here)
    for one in letters(here):
        after.replace(one, **values)
    return after


# The question ---------------------------------------------------------------------------------------------------------


def test_question_by_mail_is_a_letter_with_a_link_for_everybody_chosen():
    here = asked()
    assert told(here.workbook) == [("ASKED_TO_HELP", "V-0001", "WAITING"), ("ASKED_TO_HELP", "V-0002", "WAITING")]
    assert [(one.to, one.email, one.answer_by) for one in letters(here)] == [
        ("Olena Hnatiuk", "olena.hnatiuk@example.org", NEXT_WEEK),
        ("Marta Żółkiewska", "marta.zolkiewska@example.org", NEXT_WEEK),
    ]
    assert all(LINK in one.text for one in letters(here))


def test_question_tells_what_when_where_about_and_in_which_language():
    text = letters(asked(hours="1.5", urgency=Urgency.WEEK))[0].text
    for line in (
        "Aufgabe: Begleitung zu Behörden",
        "Tag: 09.09.2026",
        "Uhrzeit: 10:00 Uhr",
        "Dauer: 1,5 Stunden",
        "Stadtteil: Altstadt",
        "Sprache: Ukrainisch",
        "Dringlichkeit: diese Woche",
        "Bitte antworten Sie bis zum 05.09.2026.",
    ):
        assert line in text.splitlines() or line in text, line
    assert "Ihr Platz" not in text
    assert "Mögliche Zeiten" not in text


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.PHONE])
def test_question_tells_no_name_no_code_and_no_place(channel):
    for one in letters(asked(channel)):
        assert [word for word in PERSONAL if word in one.subject + one.text] == []


def test_question_by_phone_is_a_script_on_the_call_list():
    here = asked(Channel.PHONE)
    assert told(here.workbook) == [("ASKED_TO_HELP", "V-0001", "TO_CALL"), ("ASKED_TO_HELP", "V-0002", "TO_CALL")]
    assert letters(here)[0].text.startswith("Guten Tag, hier ist")


def test_question_in_person_needs_no_message():
    assert letters(asked(Channel.IN_PERSON)) == ()


@pytest.mark.parametrize(
    ("wished", "lacks", "used"),
    [(Channel.EMAIL, "email", Channel.PHONE), (Channel.PHONE, "phone", Channel.EMAIL)],
)
def test_question_goes_the_other_way_when_that_is_the_only_one(wished, lacks, used):
    here = asked(wished, olena(**{lacks: None}), marta())
    assert [one.channel for one in here.workbook.all(Offer)] == [used, wished]
    assert [one.channel for one in letters(here)] == [used, wished]


def test_asking_several_asks_all_or_nobody_and_names_who_cannot_be_asked():
    with pytest.raises(MayNotBeAsked) as refusal:
        asked(Channel.EMAIL, olena(), marta(certified_on=None))
    assert refusal.value.sentence.values["name"] == "Marta Żółkiewska"
    with pytest.raises(AlreadyAsked) as second:
        ask_several(again(asked()), "A-0001", ("P-0003",), Channel.EMAIL)
    assert second.value.sentence.values == {"name": "Marta Żółkiewska"}


def test_asking_several_without_anybody_is_refused():
    with pytest.raises(NothingChosen):
        ask_several(draft(*CAST, request()), "A-0001", (), Channel.EMAIL)


def test_asking_the_same_one_twice_in_one_go_asks_once():
    here = draft(*CAST, request())
    ask_several(here, "A-0001", ("P-0001", "P-0001"), Channel.EMAIL)
    assert ids(here.workbook.all(Offer)) == ["V-0001"]


@pytest.mark.parametrize(
    ("urgency", "day", "expected"),
    [
        (Urgency.TODAY, NEXT_WEEK, TOMORROW),
        (Urgency.WEEK, NEXT_WEEK, date(2026, 9, 5)),
        (Urgency.NORMAL, NEXT_WEEK, NEXT_WEEK),
        (Urgency.NORMAL, TOMORROW, TOMORROW),
        (Urgency.LATER, None, date(2026, 9, 16)),
        (Urgency.NORMAL, YESTERDAY, TODAY),
    ],
)
def test_answer_is_hoped_for_by_a_day_that_fits_the_urgency(urgency, day, expected):
    assert answer_by(request(urgency=urgency, day=day), TODAY) == expected


# The others -----------------------------------------------------------------------------------------------------------


def test_first_yes_tells_the_others_with_thanks():
    here = put(asked(), status=SENT)
    accept(here, "V-0001")
    assert told(here.workbook) == [
        ("ASKED_TO_HELP", "V-0001", "SENT"),
        ("ASKED_TO_HELP", "V-0002", "SENT"),
        ("TAKEN", "V-0002", "WAITING"),
    ]
    assert [one.answered_at for one in letters(here)] == [NOW, NOW, None]
    assert "vielen Dank" in letters(here)[2].text


@pytest.mark.parametrize("status", [MessageStatus.WAITING, MessageStatus.TO_CALL, MessageStatus.NOT_REACHED])
def test_whoever_has_not_heard_of_the_question_hears_nothing(status):
    here = put(asked(), status=status)
    accept(here, "V-0001")
    assert told(here.workbook)[1:] == [("ASKED_TO_HELP", "V-0002", "DROPPED")]


@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.EMAIL, Channel.IN_PERSON])
def test_thanks_go_by_mail_however_the_question_went(channel):
    here = put(asked(channel), status=MessageStatus.REACHED)
    accept(here, "V-0001")
    assert told(here.workbook)[-1] == ("TAKEN", "V-0002", "WAITING")


def test_thanks_are_a_call_without_an_address():
    here = put(asked(Channel.PHONE, olena(), marta(email=None)), status=MessageStatus.REACHED)
    accept(here, "V-0001")
    assert told(here.workbook)[-1] == ("TAKEN", "V-0002", "TO_CALL")


def test_answer_taken_down_settles_the_call():
    here = asked(Channel.PHONE)
    decline(here, "V-0001")
    assert told(here.workbook)[0] == ("ASKED_TO_HELP", "V-0001", "REACHED")


def test_end_of_a_request_is_told_to_those_asked():
    here = put(asked(), status=SENT)
    refuse(here, request(), RejectReason.TAKEN_BACK)
    assert told(here.workbook)[2:] == [("NOT_NEEDED", "V-0001", "WAITING"), ("NOT_NEEDED", "V-0002", "WAITING")]


def test_closing_sets_those_free_who_were_still_asked_to_join():
    matched = request(status=RequestStatus.MATCHED)
    here = draft(*CAST, matched, offer(seat=Seat.SECOND))
    close(here, matched, ResultForm())
    assert statuses(here.workbook, Offer) == {"V-0001": OfferStatus.WITHDRAWN}
    assert told(here.workbook) == [("NOT_NEEDED", "V-0001", "WAITING")]


def test_office_stops_asking():
    here = put(asked(), status=SENT)
    stop_asking(here, request())
    assert set(statuses(here.workbook, Offer).values()) == {OfferStatus.WITHDRAWN}
    assert here.workbook.all(type(request())) == (request(),)


def test_only_who_has_not_answered_is_set_free():
    offers = [offer(f"V-000{number}", status=status) for number, status in enumerate(OfferStatus)]
    here = draft(*offers)
    withdraw_offers(here, request(), MessageKind.NOT_NEEDED)
    assert list(statuses(here.workbook, Offer).values()) == [
        OfferStatus.WITHDRAWN if status is OfferStatus.ASKED else status for status in OfferStatus
    ]


def test_somebody_removed_from_the_roster_is_set_free_all_the_same():
    here = draft(request(), offer())
    withdraw_offers(here, request(), MessageKind.TAKEN)
    assert (statuses(here.workbook, Offer), letters(here)) == ({"V-0001": OfferStatus.WITHDRAWN}, ())


def test_question_is_put_again_by_a_newer_link():
    here = put(asked(), status=SENT)
    tell(here, here.workbook.get(Offer, "V-0001"))
    assert [one.answered_at for one in letters(here)] == [NOW, None, None]


def test_appointment_moved_asks_anew_who_has_not_answered():
    here = put(asked(), status=SENT)
    decline(here, "V-0002")
    correct(here, request(), request_form(day=TOMORROW))
    assert told(here.workbook)[2:] == [("ASKED_TO_HELP", "V-0001", "WAITING")]
    assert "Tag: 03.09.2026" in letters(here)[2].text
    assert letters(here)[0].answered_at == NOW


@pytest.mark.parametrize("values", [{"note": "Aufzug kaputt"}, {"place": "Rathaus"}, {"topics": ()}])
def test_correction_that_changes_no_question_asks_nobody_anew(values):
    here = put(asked(), status=SENT)
    correct(here, request(), request_form(**values))
    assert len(letters(here)) == 2


# What is due ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "due"), [(2, False), (3, True), (30, True)])
def test_question_is_silent_after_three_days(days, due):
    book = workbook(request(), offer(asked_at=NOW - timedelta(days=days)))
    assert bool(silent(book, TODAY)) is due


@pytest.mark.parametrize("status", [one for one in OfferStatus if one is not OfferStatus.ASKED])
def test_answered_question_is_not_silent(status):
    assert silent(workbook(request(), offer(status=status)), NEXT_WEEK) == ()


def test_question_about_what_is_over_is_not_silent():
    assert silent(workbook(request(status=RequestStatus.CLOSED), offer()), NEXT_WEEK) == ()


def test_wish_for_a_call_takes_the_place_of_silence():
    wished = offer(call_back_at=NOW)
    book = workbook(request(), wished)
    assert (silent(book, NEXT_WEEK), want_a_call(book)) == ((), (wished,))


def test_wish_for_a_call_is_over_with_the_answer():
    here = draft(*CAST, request(), offer(call_back_at=NOW), actor=OLENA)
    accept(here, "V-0001")
    assert want_a_call(here.workbook) == ()


def test_ask_by_mail_is_noted_at_the_offer():
    here = draft(*CAST, request())
    assert ask(here, "A-0001", "P-0001", Channel.EMAIL).channel is Channel.EMAIL
