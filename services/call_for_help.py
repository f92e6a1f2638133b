"""A call for help by somebody without an account: an institution on behalf of a person, or people themselves."""

from datetime import datetime, timedelta
from typing import Final

from services.intake import complete, start
from services.model.access import Right
from services.model.draft import Draft
from services.model.lists import Channel, ClientUnit, Consent, RejectReason, RequesterKind, RequestKind, Urgency
from services.model.records import Request
from services.model.request_errors import DayIsPast, FilledByMachine, NoTopic, TooManyCalls
from services.model.request_forms import HelpForm, RequestForm
from services.model.workbook import Workbook
from services.requester_letters import tell_received
from services.scope import doubts

HOUR: Final = timedelta(hours=1)
MOST_AN_HOUR: Final = 30  # for the whole office: far more than people write, far less than a machine
MOST_A_VISIT: Final = 3


def ask_for_help(draft: Draft, form: HelpForm, trap: str = "") -> Request:
    """Take a call for help from the public; its number is the reference, and a mail confirms it where there is one.

    `trap` is what stands in the field that people never see. Raises `FilledByMachine`, `TooManyCalls`, `NoTopic`,
    `DayIsPast`.
    """
    draft.must(Right.ASK_FOR_HELP)
    if trap.strip():
        raise FilledByMachine
    if not form.topics and form.kind is not RequestKind.PUBLIC:
        raise NoTopic
    if form.day and form.day < draft.today:
        raise DayIsPast(day=form.day)
    if _lately(draft.workbook, draft.now) >= MOST_AN_HOUR:
        raise TooManyCalls
    asked = complete(draft.workbook, _request(draft, form), draft.today)
    kept = draft.add(Request, asked, status=start(asked), received_at=draft.now)
    tell_received(draft, kept)
    return kept


def sent_too_often(sent: tuple[datetime, ...], now: datetime) -> bool:
    """Say whether a visitor has sent as many calls for help within the last hour as one may."""
    return sum(now - one < HOUR for one in sent) >= MOST_A_VISIT


def _request(draft: Draft, form: HelpForm) -> RequestForm:
    myself = form.requester_kind is RequesterKind.SELF
    return RequestForm(
        kind=form.kind,
        topics=form.topics,
        languages=form.languages,
        min_level=form.min_level,
        district=form.district,
        place=form.place,
        day=form.day,
        at=form.at,
        hours=form.hours,
        times=form.times,
        client=_initials(form.name) if myself else form.client,
        unit=form.unit,
        people=1 if form.unit is ClientUnit.PERSON else max(form.people, 2),
        minors=form.minors,
        wish=form.wish,
        urgency=_urgency(draft, form),
        requester_kind=form.requester_kind,
        requester=form.name,
        requester_contact=form.contact,
        requester_phone=form.phone,
        requester_email=form.email,
        channel=Channel.FORM,
        consent=Consent.WRITTEN if myself else Consent.VIA_REQUESTER if form.agreed else Consent.PENDING,
        note=form.note,
        legal_effect=form.legal_effect,
        interpreting=form.interpreting,
    )


def _urgency(draft: Draft, form: HelpForm) -> Urgency:
    if form.day == draft.today:
        return Urgency.TODAY
    return Urgency.WEEK if RejectReason.TOO_LATE in doubts(draft.workbook, form, draft.today) else Urgency.NORMAL


def _initials(name: str) -> str:
    """Give the code of somebody who asks for themselves: the office never needs their name to speak of them."""
    return " ".join(f"{part[0].upper()}." for part in name.split()[:3])


def _lately(workbook: Workbook, now: datetime) -> int:
    return sum(one.channel is Channel.FORM and now - one.received_at < HOUR for one in workbook.all(Request))
