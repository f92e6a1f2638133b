"""Asking the volunteers of a plan, line by line or all; nobody is asked before somebody in the office says so."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from services.intake import missing_details
from services.matching.plan import best_plan, with_one_more
from services.model.access import Actor, Right
from services.model.draft import Draft
from services.model.errors import NothingChosen, Refusal
from services.model.lists import Channel, OfferStatus
from services.model.records import Offer, Request
from services.model.request_errors import NobodyAsked
from services.model.words import N_, Sentence
from services.model.workbook import Change, Workbook
from services.offers import ask, offers_of

Pairs = Sequence[tuple[str, str]]  # numbers of a request and of the volunteer planned for it


def who_would_go(before: Workbook, new: Request, today: date) -> Sentence:
    """Say who goes by the best plan once this request has come to it, or why nobody; nobody is asked by that."""
    if missing := missing_details(new):
        return Sentence(N_("Still missing: {missing}"), missing=missing)
    if before.find(Request, new.id):  # a second click
        plan = best_plan(before, today)
    else:
        plan = with_one_more(best_plan(before, today), before.with_changes((Change(None, new),)), new)
    for line in plan.lines:
        if line.request.id == new.id:
            told = N_("By the best plan {name} would go, with {points} points")
            return Sentence(told, name=line.person.full_name, points=line.points)
    return Sentence(NOBODY, why=next(gap.why for gap in plan.uncovered if gap.request.id == new.id))


NOBODY: Final = N_("Nobody can go at the moment: {why}")


def ask_planned(draft: Draft, chosen: Pairs, channel: Channel = Channel.PHONE) -> Offer:
    """Ask each of these volunteers; a line that is impossible by now is left out, the others go on.

    Gives the last offer made. Raises `NobodyAsked` when every line is impossible, `NothingChosen` without any.
    """
    draft.must(Right.MATCH)
    if not chosen:
        raise NothingChosen
    made = []
    for request, person in chosen:
        try:
            made.append(ask(draft, request, person, channel))
        except Refusal:
            continue  # `left_out` says why
    if not made:
        raise NobodyAsked
    return made[-1]


def left_out(workbook: Workbook, actor: Actor, now: datetime, chosen: Pairs) -> tuple[tuple[str, Sentence], ...]:
    """Give the requests of those lines for which nobody could be asked, each with its own sentence."""
    found = []
    for request, person in chosen:
        if any(one.person == person and one.status is OfferStatus.ASKED for one in offers_of(workbook, request)):
            continue
        try:
            ask(Draft(workbook, actor, now), request, person)
        except Refusal as refusal:
            found.append((request, refusal.sentence))
    return tuple(found)
