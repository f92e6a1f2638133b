"""Personal links of volunteers: made and withdrawn by the office, followed without a password, never anybody else's."""

from datetime import date, timedelta

from services.gaps import filled, fillings
from services.messages import give_up, letter_for
from services.model.access import Actor, Right, Role
from services.model.course_lists import MessageKind, MessageStatus
from services.model.draft import Draft
from services.model.letters import Message
from services.model.lists import Channel
from services.model.own_errors import LinkBroken, NoAddressForLink, NotOnRoster, OwnLinkTooOld, OwnLinkWithdrawn
from services.model.own_records import PersonalLink
from services.model.records import Person
from services.model.workbook import Workbook
from services.programme import programme
from services.sign_in import is_open


def working_link(workbook: Workbook, person: str, today: date) -> PersonalLink | None:
    """Give the link by which somebody can come in today; None when there is none."""
    working = [
        one for one in workbook.where(PersonalLink, person=person) if one.withdrawn_at is None and one.until >= today
    ]
    return working[-1] if working else None


def entered(workbook: Workbook, number: str, today: date) -> Actor:
    """Give who comes in by the link with this number: a volunteer who sees their own entry and offers.

    Raises `LinkBroken`, `OwnLinkWithdrawn`, `OwnLinkTooOld`, `NotOnRoster`.
    """
    link = workbook.find(PersonalLink, number) if number else None
    if link is None:
        raise LinkBroken
    if link.withdrawn_at is not None:
        raise OwnLinkWithdrawn
    if link.until < today:
        raise OwnLinkTooOld(day=link.until)
    person = workbook.find(Person, link.person)
    if person is None or not is_open(person):
        raise NotOnRoster
    # The journal tells a link, which can be passed on, from a sign-in.
    return Actor(Role.VOLUNTEER, f"{person.full_name} (persönlicher Link)", person.id, link.id)


def make_link(draft: Draft, person: str) -> PersonalLink:
    """Make a link that works as many days as the programme has set; earlier ones stop. Raises `NotOnRoster`."""
    draft.must(Right.KEEP_ROSTER)
    owner = draft.workbook.get(Person, person)
    if not is_open(owner):
        raise NotOnRoster
    withdraw_all(draft, person)
    until = draft.today + timedelta(days=programme(draft.workbook).link_days)
    return draft.add(PersonalLink, person=person, made_at=draft.now, until=until)


def withdraw_link(draft: Draft, seen: PersonalLink) -> PersonalLink:
    """Let a link open nothing any more, at once. Raises `OwnLinkWithdrawn` for one that does not."""
    draft.must(Right.KEEP_ROSTER)
    if draft.workbook.get(PersonalLink, seen.id).withdrawn_at is not None:
        raise OwnLinkWithdrawn
    give_up(draft, seen.id)
    return draft.replace(seen, withdrawn_at=draft.now)


def withdraw_all(draft: Draft, person: str) -> None:
    """Withdraw every link of somebody, with the mails about them that have not gone out; no action by itself."""
    for one in draft.workbook.where(PersonalLink, person=person):
        if one.withdrawn_at is None:
            give_up(draft, one.id)
            draft.replace(one, withdrawn_at=draft.now)


def send_link(draft: Draft, seen: PersonalLink) -> Message:
    """Put a mail with the link into the outbox. Raises `OwnLinkWithdrawn`, `OwnLinkTooOld`, `NoAddressForLink`."""
    draft.must(Right.KEEP_ROSTER)
    entered(draft.workbook, seen.id, draft.today)
    person = draft.workbook.get(Person, seen.person)
    if not person.email:
        raise NoAddressForLink(name=person.full_name)
    letter = letter_for(draft.workbook, MessageKind.OWN_LINK, Channel.EMAIL)
    gaps = {**fillings(draft.workbook, person), "Gilt bis": f"{seen.until:%d.%m.%Y}"}
    return draft.add(
        Message,
        kind=MessageKind.OWN_LINK,
        about=seen.id,
        channel=Channel.EMAIL,
        status=MessageStatus.WAITING,
        to=person.full_name,
        email=person.email,
        subject=filled(letter.subject, gaps)[:200],
        text=filled(letter.text, gaps)[:4000],
        written_at=draft.now,
        answer_by=seen.until,
    )
