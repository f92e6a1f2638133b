"""Lines of the morning list about papers: what runs out, and breaks typed by hand that are over."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from services.model.lists import PersonStatus
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.papers import RUNS_OUT, running_out
from services.roster import AVAILABLE, everybody
from services.today.line import Line

CONCERNED: Final = AVAILABLE | {PersonStatus.PAUSED}


def papers_running_out(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give the papers of everybody who is asked that run out within 60 days, from 60 days before."""
    for person in everybody(workbook):
        for one in running_out(person, today) if person.status in CONCERNED else ():
            told = Sentence(
                N_("{name}: {paper} {standing}"), name=person.full_name, paper=one.paper, standing=one.sentence
            )
            yield Line(told, Sentence(N_("Ask for the paper")), person.id, (one.until or today) - RUNS_OUT)


def breaks_over(workbook: Workbook, today: date) -> Iterator[Line]:
    """Give those whose status was typed as paused, and whose day is past: nobody has said that they are back."""
    for person in everybody(workbook):
        if person.status is PersonStatus.PAUSED and person.paused_until and person.paused_until < today:
            told = Sentence(N_("{name}: the break ended on {day}"), name=person.full_name, day=person.paused_until)
            yield Line(told, Sentence(N_("Ask and set to active")), person.id, person.paused_until)
