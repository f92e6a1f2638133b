"""Likely repeats: an earlier request that may be the same call for help. Pointed out, never decided."""

import re
from datetime import date, timedelta
from typing import Final

from services.intake import OPEN
from services.model.records import Request
from services.model.request_forms import RequestForm
from services.model.workbook import Workbook

LOOK_BACK: Final = timedelta(days=30)  # a code seen longer ago is somebody who comes again, not a repeat
NEAR: Final = timedelta(days=3)  # a second call often names another day of the same week
MOST: Final = 3
TWO: Final = 2


def likely_repeats(workbook: Workbook, form: RequestForm, today: date, but: str = "") -> tuple[Request, ...]:
    """Give earlier requests this may repeat, newest first: the same code, or the same requester, topic and time.

    Only open ones and those of the last 30 days count; `but` is the number of the request itself.
    """
    found = [
        one
        for one in workbook.all(Request)
        if one.id != but
        and (one.status in OPEN or one.received_at.date() >= today - LOOK_BACK)
        and (_same_client(one, form) or (_same_requester(one, form) and _same_matter(one, form, today)))
    ]
    return tuple(sorted(found, key=lambda one: (one.received_at, one.id), reverse=True)[:MOST])


def _same_client(one: RequestForm, other: RequestForm) -> bool:
    return bool(_code(other.client)) and _code(one.client) == _code(other.client)


def _same_requester(one: RequestForm, other: RequestForm) -> bool:
    """Say whether the same people ask, and not for two different persons."""
    codes = {_code(one.client), _code(other.client)} - {""}
    return len(codes) < TWO and bool(_ways(one) & _ways(other))


def _same_matter(one: Request, other: RequestForm, today: date) -> bool:
    if not set(one.topics) & set(other.topics):
        return False
    if one.day and other.day:
        return abs(one.day - other.day) <= NEAR
    return one.received_at.date() >= today - NEAR


def _code(client: str) -> str:
    """Spell a code without what people leave out: O. K., O.K. and ok are one."""
    return re.sub(r"[\W_]", "", client).casefold()


def _ways(form: RequestForm) -> set[str]:
    """Give everything by which a requester is recognised."""
    told = (form.requester, form.requester_phone or "", form.requester_email or "")
    return {" ".join(one.casefold().split()) for one in told} - {""}
