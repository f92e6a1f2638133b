"""My entry: what volunteers keep up to date themselves, what the office keeps for them, what is still missing."""

from typing import Final, cast

import streamlit as st

from pages.shared import forms
from pages.shared.facts import reached_at
from pages.shared.kept_texts import keep_unsaved
from pages.shared.language import _, plain, say, shown, tell
from pages.shared.live import Live
from pages.shared.own_data import own_data_files
from pages.shared.own_link import forget_own_link, own_link
from pages.shared.unsaved import Unsaved, drawer
from pages.shared.visit import Visit, finish, guard, round_of, say_what_was_done, turn
from pages.shared.week import week
from services.model.access import Right
from services.model.forms import OwnEntryForm
from services.model.lists import Topic
from services.model.person_lists import Mobility
from services.model.record import columns
from services.model.records import Person
from services.own_data import may_be_told
from services.own_entry import keep_own_entry, kept_by_office, may_follow, needed_first
from services.programme import programme
from services.roster import AVAILABLE, known_districts
from services.stages import stage

OFFICES: Final = (
    *("active_since", "certified_on", "certificate", "confidentiality_on", "briefing_on", "agreement_on", "card_until"),
    *("with_minors", "buddy"),
)
# Never wider than the screen.
LOOK: Final = """<style>
.st-key-own [data-testid="stButtonGroup"] button {padding: .25rem .6rem;}
.st-key-own [data-testid="stButtonGroup"] > div {flex-wrap: wrap;}
</style>"""


def missing(visit: Visit, person: Person) -> None:
    """Say what is missing before the first assignment."""
    lines = needed_first(person, visit.today)
    if lines:
        told = "\n".join(f"- {tell(one)}" for one in lines)
        st.info(_("Before the office can ask you, this is still missing:") + "\n" + told, icon=":material/rule:")
    open_ones = may_follow(person, visit.today)
    if not lines and not open_ones and person.status in AVAILABLE:
        st.success(_("Everything is there: the office can ask you."), icon=":material/verified:")
    if open_ones:
        told = "\n".join(f"- {tell(one)}" for one in open_ones)
        st.info(
            _("This is still open, and the office can ask you all the same:") + "\n" + told, icon=":material/badge:"
        )


def opened(visit: Visit, key: str, person: Person) -> tuple[Person, OwnEntryForm]:
    """Give the entry as this form was opened with it, and what stood in its fields then; also after a reload."""
    seen = forms.as_first_seen(key, person)
    begun = f"{key}.begun.{round_of(key)}"
    if begun not in st.session_state:
        left = drawer().take(person.id, visit.office.now)
        st.session_state[begun] = left.values if left else {}
        if left:
            # What others changed since then is still noticed when it is saved.
            seen = st.session_state[f"{key}.seen"] = cast("Person", left.seen)
    stored = {name: getattr(seen, name) for name in columns(OwnEntryForm)}
    return seen, OwnEntryForm.model_construct(**stored | st.session_state[begun])


def fields(visit: Visit, live: Live[OwnEntryForm]) -> None:
    """Draw what may be changed: when, what, where, how to be reached."""
    st.subheader(_("When I usually have time"), anchor=False)
    live.values["free_times"] = week(live.key_of("free_times"), live.start_of("free_times"), "session")
    live.draw("paused_until")
    st.caption(_("Leave it empty if you are there. After that day you are there again by yourself."))
    live.draw("max_open")
    st.subheader(_("What I can help with"), anchor=False)
    live.draw("languages")
    offered = programme(visit.workbook).topics or tuple(Topic)
    live.pick("topics", tuple(dict.fromkeys((*offered, *live.start_of("topics")))), several=True)
    st.subheader(_("Where, and how to reach me"), anchor=False)
    live.draw("district", "districts")
    live.pick("mobility", tuple(Mobility), several=True)
    locked = kept_by_office(bool(visit.actor.link))
    live.draw("phone", *(() if "email" in locked else ("email",)))
    if "email" in locked:
        email = getattr(live.seen, "email", None)
        st.markdown(say("E-mail: {email}. The office changes it, because you sign in with it.", email=email))
    else:
        st.caption(_("You sign in with this address: after a change, with the new one."))
    live.draw("origins")


def save(visit: Visit, key: str, seen: Person, live: Live[OwnEntryForm]) -> None:
    """Save, give up, and keep meanwhile what is neither."""
    kept = drawer()
    summary = st.container()
    pressed = st.button(_("Save"), key=f"{live.key}.save", type="primary", width="stretch")
    form = live.checked(summary) if pressed else None
    if form and forms.change(visit, key, keep_own_entry, seen, form):
        kept.clear(seen.id)
        finish(key, "Thank you! Your entry is saved, and the office sees what has changed.", place="own")
    if live.changed(seen):
        kept.put(Unsaved(seen, dict(live.values), visit.office.now))
        if not pressed:
            st.warning(_("Not saved yet. What you changed stays here, also after a reload."), icon=":material/edit:")
        if st.button(_("Give up my changes"), key=f"{live.key}.drop", type="tertiary"):
            kept.clear(seen.id)
            turn(key)
            st.rerun()
    else:
        kept.clear(seen.id)
        say_what_was_done("own")


def kept_for_me(visit: Visit, person: Person) -> None:
    """Show the office's fields, which are not for changing."""
    st.subheader(_("What the office keeps"), anchor=False)
    hidden = {"buddy"} if visit.actor.link else set()  # somebody else's name
    lines = [f"{_('Status')}: **{_(stage(person, visit.today).label)}**"]
    lines += [
        f"{_(kept.column.label)}: **{plain(shown(getattr(person, name)))}**"
        for name, kept in columns(Person).items()
        if (name in OFFICES and name not in hidden) or (name == "police_check_until" and person.with_minors)
    ]
    st.markdown("  \n".join(lines))
    st.caption(
        say("Something is wrong here? Please call or write to us: {contact}", contact=reached_at(visit.workbook))
    )


def stored_about_me(visit: Visit, person: Person) -> None:
    """Let volunteers take along what is stored about them; a link may have been passed on, so there the office does."""
    with st.expander(_("Download my data"), icon=":material/download:", key=f"stored.{person.id}.fold"):
        if may_be_told(visit.actor, person.id):
            st.markdown(_("Everything stored about you: as a PDF to read, or as data for another programme."))
            own_data_files(visit, person.id)
        else:
            contact = reached_at(visit.workbook)
            st.markdown(say("The office gives you everything stored about you as a file: {contact}", contact=contact))


visit = guard(Right.KEEP_OWN_ENTRY)
st.html(LOOK)
me = visit.workbook.get(Person, visit.actor.person)
st.title(_("My entry"), anchor=False)
st.markdown(say("Good day {name},", name=me.full_name))
missing(visit, me)
entry = f"own.{me.id}"
first, begun = opened(visit, entry, me)
places = known_districts(visit.workbook)
form = Live(OwnEntryForm, entry, seen=begun, choices={"district": places, "districts": places}, stays="session")
typed = f"own-{me.id}"  # two people may use one phone
with st.container(key="own"), st.container(key=typed):
    keep_unsaved(entry, typed)
    fields(visit, form)
    save(visit, entry, first, form)
kept_for_me(visit, me)
stored_about_me(visit, me)
if own_link() and st.button(_("Leave these pages"), type="tertiary", icon=":material/logout:"):
    forget_own_link()
    st.switch_page("pages/public/become_guide.py")
