"""What guides may take on: the notice they need, and talks that are not theirs. Pointed out, never forbidden."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from services.model.lists import Answer, OrganisationKind, RejectReason, Topic
from services.model.records import Organisation
from services.model.request_forms import HelpForm, RequestForm
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.programme import programme

# What the public is told at once; the office has its own, shorter hints.
_WHY: Final[Mapping[RejectReason, Sentence]] = {
    RejectReason.TOO_LATE: Sentence(
        N_("This is very soon. We need about {days} days to find somebody, so please call us rather than write.")
    ),
    RejectReason.LEGAL: Sentence(
        N_("Our guides are volunteers. They may not advise or translate where a talk has legal effect.")
    ),
    RejectReason.INTERPRETER: Sentence(
        N_("Our guides are no interpreters. An exact medical translation needs a professional.")
    ),
}


def why(workbook: Workbook, reason: RejectReason) -> Sentence:
    """Give the sentence for one of the `doubts`, with the notice the office needs."""
    told = _WHY[reason]
    return Sentence(told.template, days=programme(workbook).lead_days) if reason is RejectReason.TOO_LATE else told


def doubts(workbook: Workbook, form: RequestForm | HelpForm, today: date) -> tuple[RejectReason, ...]:
    """Give the reasons that speak against placing this with a guide, as far as it is filled in."""
    found = []
    if form.day and today <= form.day < today + timedelta(days=programme(workbook).lead_days):
        found.append(RejectReason.TOO_LATE)
    if form.legal_effect is Answer.YES:
        found.append(RejectReason.LEGAL)
    if form.interpreting is Answer.YES:
        found.append(RejectReason.INTERPRETER)
    return tuple(found)


def places_instead(workbook: Workbook, reason: RejectReason, topics: Sequence[Topic]) -> tuple[Organisation, ...]:
    """Give the places that help for this reason: those for one of the topics first, never those for others only."""
    fitting = [
        one
        for one in workbook.all(Organisation)
        if reason in one.helps_with and (not one.topics or set(one.topics) & set(topics))
    ]
    return tuple(sorted(fitting, key=lambda one: (not one.topics, one.name.casefold())))


def redirects(workbook: Workbook, reason: RejectReason, topics: Sequence[Topic]) -> tuple[str, ...]:
    """Give the names to choose from when a request is refused: the fitting places first, then all others."""
    others = sorted(
        (one.name for one in workbook.all(Organisation) if one.kind is OrganisationKind.INSTEAD), key=str.casefold
    )
    return tuple(dict.fromkeys((*(one.name for one in places_instead(workbook, reason, topics)), *others)))
