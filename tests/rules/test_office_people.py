import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from services.model.errors import Refusal
from services.model.lists import OfficeRole
from services.model.office_people import Colleague, ColleagueForm, ColleagueKnown, LastAdministrator, NamedInSecrets
from services.office_people import by_access, change_colleague, end_access, enter_colleague
from services.settings import OfficePerson
from services.sign_in import recognise
from tests.rules.cast import NEXT_WEEK, RUTH, TODAY, TOMORROW, YESTERDAY, colleague, draft, form_of, ids, workbook

ADMIN = (OfficeRole.ADMINISTRATOR,)
NAMED = (OfficePerson(email="Chef@example.org", name="Chris Chef"),)
NINA = colleague()
ADA = colleague("W-0002", "Ada Amt", email="ada@example.org", roles=ADMIN)


def form(**values):
    return form_of(ColleagueForm, NINA, **values)


def here(*people):
    return draft(*people, actor=RUTH)


def test_entered_today_gets_in_from_today():
    now = here()
    assert enter_colleague(now, form(), NAMED) == colleague("W-0001", since=TODAY)


def test_entered_for_later_gets_in_later():
    assert enter_colleague(here(), form(since=NEXT_WEEK), NAMED).since == NEXT_WEEK


@pytest.mark.parametrize("roles", ["", (), []])
def test_colleague_without_a_role_is_refused(roles):
    with pytest.raises(ValidationError, match="at least one role"):
        form(roles=roles)


def test_roles_are_read_as_people_type_them():
    assert form(roles="koordination; Administration").roles == (OfficeRole.COORDINATOR, OfficeRole.ADMINISTRATOR)


@pytest.mark.parametrize("email", ["nina@example.org", "NINA@Example.org"])
def test_address_that_gets_in_already_is_refused(email):
    with pytest.raises(ColleagueKnown) as refusal:
        enter_colleague(here(NINA), form(name="Zweite Nina", email=email), NAMED)
    assert refusal.value.sentence.values == {"name": "Nina Nord"}


def test_address_whose_access_has_ended_may_come_back():
    assert enter_colleague(here(colleague(until=YESTERDAY)), form(), NAMED).id == "W-0002"


def test_address_of_the_secrets_is_refused():
    with pytest.raises(NamedInSecrets) as refusal:
        enter_colleague(here(), form(email="chef@EXAMPLE.org"), NAMED)
    assert refusal.value.sentence.values == {"name": "Chris Chef"}


def test_own_address_stays_when_roles_change():
    changed = change_colleague(here(NINA), NINA, form(roles=ADMIN), NAMED)
    assert changed == colleague(roles=ADMIN)


def test_address_of_another_is_refused_in_a_change():
    with pytest.raises(ColleagueKnown):
        change_colleague(here(NINA, ADA), NINA, form(email="ada@example.org"), NAMED)


def test_access_ends_today():
    assert end_access(here(NINA), NINA, NAMED).until == TODAY


@pytest.mark.parametrize(
    "deed",
    [
        lambda now: end_access(now, ADA, ()),
        lambda now: change_colleague(now, ADA, form_of(ColleagueForm, ADA, roles=(OfficeRole.LEAD,)), ()),
        lambda now: change_colleague(now, ADA, form_of(ColleagueForm, ADA, until=NEXT_WEEK), ()),
    ],
)
def test_last_administrator_stays(deed):
    going = colleague("W-0003", "Geht Bald", email="g@example.org", roles=ADMIN, until=TOMORROW)
    with pytest.raises(LastAdministrator) as refusal:
        deed(here(NINA, ADA, going))
    assert refusal.value.sentence.values == {"name": "Ada Amt"}


def test_last_administrator_of_the_table_may_go_while_the_secrets_name_somebody():
    assert end_access(here(NINA, ADA), ADA, NAMED).until == TODAY


def test_secrets_that_name_nobody_keep_the_last_administrator():
    with pytest.raises(LastAdministrator):
        end_access(here(ADA), ADA, (OfficePerson(email="", name="Leer"),))


def test_list_begins_with_those_who_get_in():
    gone = colleague("W-0003", "Aaron Aus", until=YESTERDAY)
    assert ids(by_access(workbook(gone, NINA, ADA))) == ["W-0002", "W-0001", "W-0003"]


ROLES = st.lists(st.sampled_from(list(OfficeRole)), min_size=1, unique=True).map(tuple)
STEPS = st.tuples(st.sampled_from(["enter", "roles", "end"]), st.integers(0, 3), ROLES)


@given(st.lists(STEPS, max_size=12), st.booleans())
def test_somebody_always_administers_whatever_is_done(steps, named):
    secrets = NAMED if named else ()
    kept = (ADA,)
    for deed, at, roles in steps:
        now = here(*kept)
        one = now.workbook.all(Colleague)[at % len(now.workbook.all(Colleague))]
        try:
            if deed == "enter":
                enter_colleague(now, form(email=f"neu{at}@example.org", roles=roles), secrets)
            elif deed == "roles":
                change_colleague(now, one, form_of(ColleagueForm, one, roles=roles), secrets)
            else:
                end_access(now, one, secrets)
        except Refusal:  # what is refused is not saved
            continue
        kept = now.workbook.all(Colleague)
    actors = [recognise(workbook(*kept), one.email, secrets, TODAY) for one in (*kept, *secrets)]
    assert any(actor and RUTH.role in actor.roles for actor in actors)
