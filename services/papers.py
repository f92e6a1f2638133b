"""Papers as a gate: which ones a volunteer needs before the first assignment, how each stands, which run out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from services.model.forms import PersonForm
from services.model.lists import Answer, Paper
from services.model.person_lists import Light
from services.model.words import N_, Sentence

RUNS_OUT: Final = timedelta(days=60)  # so long before its last day a paper is on the morning list
POLICE_CHECK_LASTS: Final = 5  # years until it is shown again: the offices' practice for SGB VIII § 72a


@dataclass(frozen=True)
class Standing:
    """How one paper stands: its light, and the same in words; `until` is its last day if it has one."""

    paper: Paper
    light: Light
    sentence: Sentence
    until: date | None = None


def missing_papers(person: PersonForm, today: date) -> tuple[Paper, ...]:
    """Give the papers without which nobody is asked, in the order of the list.

    The police certificate is needed only for work with minors (SGB VIII § 72a) and counts until its day.
    """
    there = {
        Paper.CERTIFICATE: person.certified_on is not None,
        Paper.CONFIDENTIALITY: person.confidentiality_on is not None,
        Paper.BRIEFING: person.briefing_on is not None,
        Paper.POLICE_CHECK: not person.with_minors or has_police_check(person, today),
    }
    return tuple(paper for paper, is_there in there.items() if not is_there)


def has_police_check(person: PersonForm, on: date) -> bool:
    """Say whether a police certificate without a relevant entry was seen and is valid on that day."""
    last = police_check_lasts(person)
    return last is not None and last >= on


def police_check_lasts(person: PersonForm) -> date | None:
    """Give the last day of a police certificate that was seen without an entry: as typed, at most five years on."""
    if person.police_entry is not Answer.NO or person.police_seen_on is None:
        return None
    latest = next_police_check(person.police_seen_on)
    return min(person.police_check_until or latest, latest)


def standings(person: PersonForm, today: date) -> tuple[Standing, ...]:
    """Give how every paper stands that this volunteer needs; agreement and ID card bar nobody from being asked."""
    found = [
        _day(Paper.CERTIFICATE, person.certified_on, Light.RED),
        _day(Paper.CONFIDENTIALITY, person.confidentiality_on, Light.RED),
        _day(Paper.BRIEFING, person.briefing_on, Light.RED),
        _day(Paper.AGREEMENT, person.agreement_on, Light.AMBER),
        _until(Paper.ID_CARD, person.card_until, today, Light.AMBER),
    ]
    if person.with_minors:
        found.append(_police(person, today))
    return tuple(found)


def light(person: PersonForm, today: date) -> Light:
    """Give the light for all papers together: the worst of them."""
    return max((one.light for one in standings(person, today)), key=lambda one: one.rank)


def running_out(person: PersonForm, today: date) -> Iterator[Standing]:
    """Give the papers that run out within 60 days, or have run out."""
    return (one for one in standings(person, today) if one.until and one.until <= today + RUNS_OUT)


def next_police_check(seen_on: date) -> date:
    """Give the day until which a police certificate seen on this day counts."""
    leap_day = (seen_on.month, seen_on.day) == (2, 29)
    return seen_on.replace(year=seen_on.year + POLICE_CHECK_LASTS, day=28 if leap_day else seen_on.day)


def next_check_proposed(form: PersonForm, before: PersonForm | None = None) -> PersonForm:
    """Give the form with the police certificate's next check, when it was seen on a new day and nobody typed one."""
    seen_on = form.police_seen_on
    noted = (before.police_seen_on, before.police_check_until) if before else (None, None)
    if seen_on in (None, noted[0]) or form.police_check_until != noted[1] or form.police_entry is Answer.YES:
        return form
    return form.model_copy(update={"police_check_until": next_police_check(seen_on)})


def _day(paper: Paper, day: date | None, without: Light) -> Standing:
    if day is None:
        return Standing(paper, without, Sentence(N_("is missing")))
    return Standing(paper, Light.GREEN, Sentence(N_("there since {day}"), day=day))


def _until(paper: Paper, until: date | None, today: date, without: Light) -> Standing:
    if until is None:
        return Standing(paper, without, Sentence(N_("is missing")))
    if until < today:
        return Standing(paper, without, Sentence(N_("ran out on {day}"), day=until), until)
    soon = until <= today + RUNS_OUT
    sentence = N_("runs out on {day}") if soon else N_("valid until {day}")
    return Standing(paper, Light.AMBER if soon else Light.GREEN, Sentence(sentence, day=until), until)


def _police(person: PersonForm, today: date) -> Standing:
    if person.police_entry is Answer.YES:
        return Standing(Paper.POLICE_CHECK, Light.RED, Sentence(N_("not for work with minors")))
    last = police_check_lasts(person)
    if last is None and person.police_check_until and person.police_check_until >= today:
        return Standing(
            Paper.POLICE_CHECK, Light.RED, Sentence(N_("lacks the day it was seen, or that it has no entry"))
        )
    return _until(Paper.POLICE_CHECK, last or person.police_check_until, today, Light.RED)
