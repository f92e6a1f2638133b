"""People of the office: who gets in, in which roles, and what each role may do."""

from functools import partial

import streamlit as st

from pages.shared import forms, tables
from pages.shared.here import settings
from pages.shared.language import _, plain, shown
from pages.shared.visit import Visit, finish, guard, perform
from services.model.access import RIGHTS, Right, Role
from services.model.lists import OfficeRole
from services.model.office_people import Colleague, ColleagueForm
from services.office_people import by_access, change_colleague, end_access, enter_colleague
from services.settings import OfficePerson
from services.sign_in import office_person

TABLE = "colleagues"


def from_secrets(named: tuple[OfficePerson, ...]) -> None:
    """List those whom the secrets name: they get in whatever stands in the table."""
    known = [(one, office_person(one.email, named)) for one in named]
    lines = [f"- {plain(one.name)} ({plain(one.email)}): {plain(shown(who.roles))}" for one, who in known if who]
    if lines:
        st.markdown(_("Named in the secrets, so that nobody can lock them out:") + "\n" + "\n".join(lines))


def one_colleague(visit: Visit, one: Colleague, named: tuple[OfficePerson, ...]) -> None:
    """Show somebody of the office with what can be changed."""
    st.header(plain(one.name), anchor=False)
    key = f"colleague.{one.id}"
    seen = forms.as_first_seen(key, one)
    filled = forms.ask(ColleagueForm, key, submit=_("Save"), seen=seen, across=2)
    if filled and forms.change(visit, key, partial(change_colleague, named=named), seen, filled):
        finish(key, "“{name}” is saved.", name=filled.name)
    ending = f"end.{one.id}"
    if one.gets_in(visit.today) and st.button(_("End access now"), key=ending, icon=":material/person_off:"):
        ended = perform(visit, ending, end_access, one, named)
        if ended:
            finish(ending, "{name} does not get in any more, from the next click on.", name=ended.name)


def what_roles_may_do() -> None:
    """Show the table of rights, as the program itself uses it."""
    with st.expander(_("What each role may do"), icon=":material/checklist:", key="roles.fold"):
        st.caption(_("Each right under the name by which the journal tells what was done."))
        # Those that can be given here stand first.
        roles = sorted(Role, key=lambda role: role.value not in set(OfficeRole))
        rows = [
            {_("Right"): right} | {_(one.label): "✓" if right in RIGHTS[one] else "" for one in roles}
            for right in Right
        ]
        tables.show(rows)


visit = guard(Right.KEEP_OFFICE)
named = settings().office
st.title(_("People of the office"), anchor=False)
st.markdown(_("Whoever stands here gets in by signing in with this address. Nobody needs a password of Lotsenbuch."))
from_secrets(named)
with st.expander(_("Let somebody in"), icon=":material/person_add:", key="colleague.fold"):
    typed = forms.ask(ColleagueForm, "colleague", submit=_("Enter"), across=2)
    new = perform(visit, "colleague", enter_colleague, typed, named) if typed else None
    if new:
        finish("colleague", "{name} can sign in with {email} now.", name=new.name, email=new.email)
listed = by_access(visit.workbook)
if listed:
    rows = [
        {
            _("Name"): one.name,
            _("E-mail"): one.email,
            _("Roles"): one.roles,
            _("Access"): _("yes") if one.gets_in(visit.today) else _("no"),
            _("Access since"): one.since,
            _("Access ends on"): one.until,
        }
        for one in listed
    ]
    opened = tables.choose(TABLE, rows, [one.id for one in listed])
    if opened:
        one_colleague(visit, visit.workbook.get(Colleague, opened), named)
    else:
        st.caption(_("Open a row to change roles or to end access."))
else:
    st.info(_("Nobody is entered here yet. Open “Let somebody in” above for the first one."))
what_roles_may_do()
