"""The self-check on the screen: each finding as it comes, with a sign, and kept for the visit."""

from collections.abc import Iterator, Mapping
from contextlib import suppress

import streamlit as st

from pages.shared.here import office
from pages.shared.language import _, plain, shown, tell
from services.model.errors import StorageError
from services.storage.sheets.findings import Finding, Verdict
from services.storage.sheets.sentences import is_probe

FOUND = "connect.found"


def run(steps: Iterator[Finding]) -> None:
    """Go through the steps, show each as soon as it is found, and keep all of them; the page is drawn anew after it."""
    found: dict[str, Finding] = {}
    with st.status(_("Checking …"), expanded=True):
        for finding in steps:
            found[finding.name] = finding
            show(finding)
    st.session_state[FOUND] = found
    with suppress(StorageError):  # the store's own view of the table is old now
        office().forget()
    st.rerun()


def show_all(found: Mapping[str, Finding]) -> None:
    """Show what was found: what needs somebody first, the trials of the self-check folded away."""
    steps = [one for one in found.values() if not is_probe(one.name)]
    trials = [one for one in found.values() if is_probe(one.name)]
    for finding in steps:
        show(finding)
    if trials:
        with st.expander(_("What the self-check tried out"), icon=":material/fact_check:", key="check.fold"):
            for finding in trials:
                show(finding)


def show(finding: Finding) -> None:
    """Show one finding: a sign, what was looked at, what was found and what to do."""
    title, told = plain(_(finding.title)), tell(finding.told)
    if finding.verdict is Verdict.OK:
        st.markdown(f"✓ **{title}**: {told}")
    elif finding.verdict is Verdict.SKIPPED:
        st.markdown(f"– **{title}** ({shown(finding.verdict)}): {told}")
    elif finding.verdict is Verdict.WARNING:
        st.warning(f"**{title}**: {told}", icon=":material/info:")
    else:
        st.error(f"✗ **{title}**: {told}")
