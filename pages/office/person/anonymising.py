"""Anonymising somebody who has left, with the entries of theirs that nothing ties to them."""

import streamlit as st

from pages.office.known import where
from pages.shared.language import _, plain, say, tell
from pages.shared.visit import Visit, finish, perform
from services.alike import Known, unlinked
from services.anonymising import anonymise
from services.model.records import Person
from services.registration import same_person
from services.stages import proofs_until


def draw(visit: Visit, person: Person) -> None:
    """Say what goes, let the coordinator choose what belongs to it, and ask once more."""
    key = f"stage.{person.id}.erase"
    with st.expander(_("Anonymise"), icon=":material/delete_forever:", key=f"{key}.fold"):
        st.markdown(
            _(
                "Name, contact and everything personal goes, here and in courses, guest lists and messages, and cannot "
                "be brought back. The numbers of the reports stay as they are."
            )
        )
        until = proofs_until(visit.workbook, person.id, visit.today)
        if until:
            st.warning(
                say(
                    "Funders may ask for proof of the visits until {day}. Once anonymised, the table no longer says "
                    "whose they were.",
                    day=until,
                ),
                icon=":material/receipt_long:",
            )
        also = _also(visit, person, key)
        sure = st.checkbox(_("I have checked that nothing is needed any more."), key=f"{key}.sure")
        button = st.button(_("Anonymise for good"), key=key, disabled=not sure)
        if button and perform(visit, key, anonymise, person, also):
            if also:
                finish(key, "Anonymised: {entries}.", entries=(person.id, *(one.id for one in also)))
            finish(key, "The entry {id} is anonymised.", id=person.id)


def _also(visit: Visit, person: Person, key: str) -> tuple[Known, ...]:
    """Ask which entries with the same e-mail or phone go along; whoever has another name may only share it."""
    found = unlinked(visit.workbook, person)
    if not found:
        return ()
    st.markdown(
        _(
            "These entries have the same e-mail or phone, and nothing says whose they are. What is ticked is "
            "anonymised along with the entry:"
        )
    )
    return tuple(
        one.known
        for one in found
        if st.checkbox(
            f"{plain(one.known.full_name)} ({one.known.id}), {where(visit, one)}: {tell(one.reason)}",
            value=same_person(person, one.known),
            key=f"{key}.{one.known.id}",
        )
    )
