"""The frame around every page: navigation, language, the example's role chooser, what was done, freshness, trouble."""

from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.shared.browser import BROWSER, LINE, LOOK, THUMBS
from pages.shared.here import actor, office, settings
from pages.shared.language import NAMES, _, language, plain, say, settle_language, shown
from pages.shared.own_link import forget_own_link, keep_own_link
from pages.shared.visit import reading, say_what_was_done, storage_trouble
from services.delivery.pictures import picture_of
from services.model.access import Actor, Right, Role
from services.model.errors import StorageError
from services.model.words import N_
from services.programme import programme
from services.roster import AVAILABLE, everybody

# fmt: off
# Section, file, title, path, icon, and the right that opens it.
PAGES: Final = (
    (N_("For everybody"), "public/become_guide.py", N_("Become a guide"), "mitmachen", "school", Right.REGISTER),
    (N_("For everybody"), "public/ask_for_help.py", N_("Ask for help"), "hilfe", "handshake", Right.ASK_FOR_HELP),
    (N_("For everybody"), "public/about.py", N_("About the programme"), "programm", "info", Right.REGISTER),
    (N_("For everybody"), "public/answer.py", N_("Your answer"), "antwort", "mail", Right.ANSWER_LINK),
    (N_("For volunteers"), "volunteer/my_entry.py", N_("My entry"), "eintrag", "badge", Right.KEEP_OWN_ENTRY),
    (N_("For volunteers"), "volunteer/my_offers.py", N_("My assignments"), "einsaetze", "work", Right.SEE_OWN_OFFERS),
    (N_("Office"), "office/today.py", N_("What is due"), "heute", "today", Right.SEE_TODAY),
    (N_("Office"), "office/interests.py", N_("Interested people"), "interessierte", "favorite", Right.TAKE_INTEREST),
    (N_("Office"), "office/courses.py", N_("Courses"), "kurse", "calendar_month", Right.PLAN_COURSES),
    (N_("Office"), "office/talks.py", N_("Talks and meetings"), "infogespraeche", "event", Right.PLAN_EVENTS),
    (N_("Office"), "office/post.py", N_("Mail and calls"), "post", "mail", Right.SEND_MESSAGES),
    (N_("Office"), "office/roster.py", N_("Volunteers"), "lotsen", "groups", Right.KEEP_ROSTER),
    (N_("Office"), "office/intake.py", N_("Requests"), "anfragen", "call", Right.TAKE_REQUESTS),
    (N_("Office"), "office/matching.py", N_("Matching"), "vermittlung", "diversity_3", Right.MATCH),
    (N_("Office"), "office/best_plan.py", N_("Best plan"), "plan", "route", Right.MATCH),
    (N_("Office"), "office/assignments.py", N_("Assignments"), "auftraege", "assignment", Right.KEEP_ASSIGNMENTS),
    (N_("Office"), "office/organisations.py", N_("Organisations"), "stellen", "domain", Right.TAKE_REQUESTS),
    (N_("Office"), "office/figures.py", N_("Figures"), "zahlen", "bar_chart", Right.READ_FIGURES),
    (N_("Office"), "office/earlier_years.py", N_("Earlier years"), "fruehere-jahre", "event", Right.KEEP_EARLIER_YEARS),
    (N_("Office"), "office/documents.py", N_("Curriculum & handbook"), "dokumente", "menu_book", Right.PLAN_COURSES),
    (N_("Settings"), "office/details.py", N_("Programme details"), "angaben", "settings", Right.KEEP_PROGRAMME),
    (N_("Settings"), "office/weights.py", N_("What counts"), "gewichte", "balance", Right.KEEP_PROGRAMME),
    (N_("Settings"), "office/texts.py", N_("Texts"), "texte", "edit_note", Right.KEEP_TEXTS),
    (N_("Settings"), "office/people_of_office.py", N_("People of the office"), "buero", "badge", Right.KEEP_OFFICE),
    (N_("Settings"), "office/health.py", N_("State of the table"), "tabelle", "table_chart", Right.KEEP_TABLE),
    (N_("Settings"), "office/connect.py", N_("Set up the table"), "tabelle-einrichten", "table", Right.SET_UP_TABLE),
    (N_("Settings"), "office/backup.py", N_("Backup"), "sicherung", "shield", Right.KEEP_BACKUPS),
)
# fmt: on
OF_OFFICE: Final = frozenset(path for _s, file, _t, path, _i, _r in PAGES if file.startswith("office/"))
OF_VOLUNTEERS: Final = frozenset(path for _s, file, _t, path, _i, _r in PAGES if file.startswith("volunteer/"))


def navigation() -> StreamlitPage:
    """Give the page asked for.

    Every page is known to everybody, so that a forbidden one can say why it stays closed; only what the visitor's
    role opens stands in the menu.
    """
    settle_language()
    here = _actor_or_anybody()
    sections: dict[str, list[StreamlitPage]] = {}
    for section, file, title, path, icon, right in PAGES:
        page = st.Page(
            f"pages/{file}",
            title=_(title),
            url_path=path,
            icon=f":material/{icon}:",
            default=path == "mitmachen",
            # A personal link is followed, not chosen: without what stands behind its “?” the page says nothing.
            visibility="visible" if here.may(right) and right is not Right.ANSWER_LINK else "hidden",
        )
        sections.setdefault(_(section), []).append(page)
    if settings().signs_in:
        sign_in = st.Page("pages/public/sign_in.py", title=_("Sign in"), url_path="anmelden", icon=":material/login:")
        sections.setdefault(_("For everybody"), []).append(sign_in)
    return st.navigation(sections)


def _actor_or_anybody() -> Actor:
    try:
        with reading():  # here a run may ask the table for the first time, or in the logo: not only in the page's guard
            return actor()
    except StorageError:
        return Actor(Role.PUBLIC, "")


def open_page(path: str) -> None:
    """Draw what stands above every page; `path` names the page."""
    st.html(LOOK if path in OF_OFFICE else LOOK + THUMBS)
    signed_in = "true" if settings().signs_in and st.user.get("is_logged_in") else "false"
    st.html(LINE, unsafe_allow_javascript=True)
    st.html(BROWSER.format(language=language(), path=path, signed_in=signed_in), unsafe_allow_javascript=True)
    if path != "tabelle-einrichten":  # a key lives no longer than the page it was typed into
        for name in ("connect.pasted", "connect.found"):
            st.session_state.pop(name, None)
    if path in OF_VOLUNTEERS:
        keep_own_link()
    _logo()
    if settings().example:
        _example_line()
    else:
        _language_choice(st.container())
    say_what_was_done(page=path)


def _logo() -> None:
    """Show the office's logo above the menu; a store that is away has none to give."""
    try:
        with reading():
            picture = picture_of(programme(office().read(actor())).logo)
    except StorageError:
        return
    if picture:
        st.logo(picture, size="large")


def _language_choice(place: st.delta_generator.DeltaGenerator) -> None:
    chosen = place.segmented_control(
        "Sprache / Language",
        list(NAMES),
        format_func=NAMES.__getitem__,
        default=language(),
        key="language.choice",
        label_visibility="collapsed",
    )
    if chosen and chosen != language():
        st.session_state["language"] = chosen
        st.rerun()


def _example_line() -> None:
    """Say that this is the example, and let the visitor play a role: only here, where no real store is open."""
    with st.container(border=True, key="example"):
        st.markdown(":material/science: **" + _("Example") + "** · " + _("All people are invented. Try every role:"))
        left, middle, right = st.columns([3, 3, 2], vertical_alignment="bottom")
        roles = [role for role in Role if role is not Role.LINK]
        key = f"role.choice.{language()}"
        role = left.selectbox(
            _("Role"),
            roles,
            index=roles.index(st.session_state.get("role", Role.PUBLIC)),
            format_func=shown,
            key=key,
            on_change=_play,
            args=(key,),
        )
        if role is Role.VOLUNTEER:
            _choose_volunteer(middle)
        _language_choice(right)


def _play(key: str) -> None:
    """Take the role just chosen, before the page is drawn: asking for a second run would lose a click meanwhile."""
    st.session_state["role"] = st.session_state[key]
    forget_own_link()


def _play_volunteer() -> None:
    """Take the volunteer just chosen, before the page is drawn."""
    st.session_state["person"] = st.session_state["person.choice"]


def _choose_volunteer(place: st.delta_generator.DeltaGenerator) -> None:
    try:
        people = everybody(office().read(Actor(Role.COORDINATOR, "")))
    except StorageError as error:
        storage_trouble(error)
        return
    available = [person for person in people if person.status in AVAILABLE]
    names = {person.id: person.full_name for person in available}
    if not names:
        return
    chosen = place.selectbox(
        _("As"), list(names), format_func=names.__getitem__, key="person.choice", on_change=_play_volunteer
    )
    if chosen != st.session_state.get("person"):  # nobody was chosen so far
        st.session_state["person"] = chosen
        st.rerun()


def close_page(trouble: str = "") -> None:
    """Draw what stands below every page; `trouble` is the number of an error in the log."""
    if trouble:
        st.error(
            say(
                "Something went wrong here. Please reload the page. If it happens again, tell the office this number: "
                "{number}",
                number=trouble,
            )
        )
        return
    try:
        chosen = office()
        ours = programme(chosen.read(actor()))
    except StorageError:
        return
    st.divider()
    contact = " · ".join(plain(part) for part in (ours.office, ours.phone, ours.email) if part)
    st.markdown(f"**{plain(ours.name)}** {contact}")
    # Forgotten before the page is drawn: asking for a second run could lose a click meanwhile. By its key the browser
    # knows that the page is drawn to its end (`browser.py`).
    st.button(
        say("As of {time}: reload", time=chosen.as_of.time()),
        key="as_of",
        icon=":material/refresh:",
        type="tertiary",
        on_click=chosen.forget,
    )
