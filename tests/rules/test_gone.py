"""Whoever is no longer on the roster stands in no list, no search, no count, and comes in by no link."""

from datetime import timedelta

import pytest

from services.alike import alike
from services.certificates import certify
from services.demand import Side, needs
from services.duplicates import pairs
from services.figures import headline, languages_wanted
from services.finding import Filters, search
from services.guests import active_guides
from services.matching.suggest import suggest
from services.merging import merge
from services.model.course_lists import RegistrationStatus
from services.model.course_records import Registration
from services.model.forms import OwnEntryForm
from services.model.lists import PersonStatus
from services.model.own_errors import NotOnRoster, OwnLinkWithdrawn
from services.model.records import JournalEntry, Person
from services.own_entry import keep_own_entry
from services.own_links import make_link
from services.own_list.taking_in import batches
from services.past.known import Known
from services.roster import districts, everybody
from services.seats import learners
from services.sign_in import recognise
from services.today.due import at_a_glance
from services.today.papers import breaks_over, papers_running_out
from services.today.trend import as_of
from tests.rules.cast import (
    NOW,
    SAMIR,
    TODAY,
    UTE,
    YESTERDAY,
    call_form,
    course,
    draft,
    event,
    form_of,
    ids,
    journal,
    office,
    olena,
    own_link,
    registration,
    request,
    samir,
    with_police_check,
    workbook,
)

# Everything still stands in the row, as after a hand in the table: only one column says that it does not count.
THERE = olena(taken_from="liste.xlsx, 01.09.2026 10:00 [0]", **with_police_check(TODAY + timedelta(days=9)))
GONE = THERE.model_copy(update={"gone": "Zusammengeführt mit P-0002"})
BACK_SINCE = {"status": PersonStatus.PAUSED, "paused_until": YESTERDAY}
REST = (samir(), request(), event(), course())

QUESTIONS = {
    "the roster": everybody,
    "the search": lambda book: search(book, Filters(words="Hnatiuk")),
    "districts": districts,
    "duplicates": lambda book: pairs(workbook(*book.all(Person), olena(id="P-0009"))),
    "lists taken over": lambda book: [one.name for one in batches(book)],
    "somebody known who calls": lambda book: alike(book, call_form(first_name="Olena", last_name="Hnatiuk")),
    "on the roster for an old list": lambda book: Known(book, "").on_roster(olena()),
    "proposed": lambda book: ids(one.person for one in suggest(book, request(), TODAY).proposed),
    "going along to learn": lambda book: learners(book, request(), TODAY),
    "guides to invite": lambda book: active_guides(book, "G-0001"),
    "figures of the report": lambda book: [one.value for one in headline(book)],
    "figures of the morning": lambda book: [one.value for one in at_a_glance(book)],
    "languages": languages_wanted,
    "demand": lambda book: needs(book, Side.LANGUAGE, TODAY),
    "papers that run out": lambda book: list(papers_running_out(book, TODAY)),
    "breaks that are over": lambda book: list(breaks_over(book, TODAY)),
    "signing in": lambda book: recognise(book, "olena.hnatiuk@example.org", (), TODAY),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_whoever_is_gone_is_left_out(question):
    ask = QUESTIONS[question]
    paused = BACK_SINCE if question == "breaks that are over" else {}
    there, gone = (one.model_copy(update=paused) for one in (THERE, GONE))
    without = ask(workbook(*REST))
    assert ask(workbook(gone, *REST)) == without
    assert ask(workbook(there, *REST)) != without


def test_address_of_somebody_gone_is_free_for_whoever_is_there():
    here = draft(GONE, samir(), actor=SAMIR)
    mine = keep_own_entry(here, samir(), form_of(OwnEntryForm, samir(), email=GONE.email))
    assert mine.email == GONE.email
    assert recognise(here.workbook, str(GONE.email), (), TODAY) == SAMIR


def test_certificate_does_not_go_to_an_entry_that_is_gone():
    held = registration(name="Olena Hnatiuk", email=GONE.email, status=RegistrationStatus.CONFIRMED)
    here = draft(GONE, course(), held)
    certify(here, "K-0001", (held.id,), {held.id: "war immer da"})
    assert here.workbook.get(Registration, held.id).person == "P-0002"
    assert ids(everybody(here.workbook)) == ["P-0002"]


@pytest.mark.parametrize(
    "values",
    [{"gone": "Zusammengeführt mit P-0002"}, {"status": PersonStatus.LEFT}, {"status": PersonStatus.ERASED}],
)
def test_link_of_somebody_gone_is_refused_with_a_friendly_sentence(values):
    ours = office(olena(**values), own_link())
    for refused in (lambda: ours.enter("Z-0001"), lambda: ours.perform(UTE, make_link, "P-0001")):
        with pytest.raises(NotOnRoster, match="Your entry is not open any more"):
            refused()


def test_link_of_an_entry_that_was_merged_opens_the_entry_of_nobody():
    ours = office(samir(), olena(), own_link(), own_link("Z-0002", person="P-0002"))
    ours.perform(UTE, merge, samir(), olena(), frozenset())
    with pytest.raises(OwnLinkWithdrawn):
        ours.enter("Z-0001")
    assert ours.enter("Z-0002").person == "P-0002"


def test_figures_of_the_day_before_a_merging_still_count_both():
    ours = office(samir(), olena(), journal("J-0001", at=NOW - timedelta(days=9), changed=""))
    ours.perform(UTE, merge, samir(), olena(), frozenset())
    book = ours.read(UTE)
    earlier = as_of(book, YESTERDAY)
    assert [[str(one.value) for one in at_a_glance(one)][-1] for one in (book, earlier)] == ["1", "2"]
    assert len(book.all(JournalEntry)) == 2
