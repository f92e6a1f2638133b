"""Set up the table: from an empty Google Sheet to a checked one, and the text for the secrets."""

from itertools import chain

import streamlit as st

from pages.shared import check
from pages.shared.here import settings
from pages.shared.language import _, say, tell
from pages.shared.upload import upload
from pages.shared.visit import admit, round_of, turn
from services.model.access import Right
from services.model.clock import now_in_germany
from services.model.errors import WrongLayout
from services.settings import SheetAddress, secrets_of
from services.storage.sheets.check import connect, create, examine, look
from services.storage.sheets.findings import Verdict
from services.storage.sheets.http import id_of
from services.storage.sheets.key import key_in
from services.storage.sheets.selfcheck import probe

PASTED = "connect.pasted"  # address and key while this page is open; `open_page` forgets them on any other


def explain() -> None:
    """Say the four steps, with where to click."""
    st.markdown(_("Lotsenbuch keeps everything in a Google table of your office. In four steps it is connected:"))
    st.markdown(
        "\n".join(
            [
                "1. " + _("**Create a table.** Open drive.google.com, “New”, “Google Sheets”. Leave it empty."),
                "2. "
                + _(
                    "**Create a key.** A *service account* is a user of its own at Google for a programme; the *key* "
                    "is its password, a small file. Open console.cloud.google.com and create a project. Under “APIs & "
                    "Services”, “Library” look for “Google Sheets API” and click “Enable”. Under “IAM & Admin”, "
                    "“Service Accounts” create an account, open it, and under “Keys”, “Add key”, “Create new key” "
                    "choose JSON. A file is downloaded."
                ),
                "3. "
                + _(
                    "**Share the table.** Open the table, click “Share”, enter the address of the service account (it "
                    "ends in gserviceaccount.com) and choose “Editor”."
                ),
                "4. " + _("**Enter both here** and click “Check”."),
            ]
        )
    )


def ask(api: str) -> None:
    """Ask for address and key of a table; both are kept until the page is left, and no longer.

    What cannot be right is told beside the button: there everything typed still stands.
    """
    known: SheetAddress | None = st.session_state.get(PASTED)
    key = f"connect.{round_of('connect')}"
    with st.form(f"{key}.form", enter_to_submit=False):
        address = st.text_input(
            _("Address of the table (copy it from the line at the top of the browser)"),
            st.session_state.get("connect.address", ""),
            key=f"{key}.address",
            placeholder="https://docs.google.com/spreadsheets/d/…/edit",
        )
        file = upload(_("Key file of the service account"), "json", f"{key}.file")
        text = st.text_area(_("Or instead of the file: its text"), key=f"{key}.text", height=96)
        st.caption(_("The key is used for this check only. It is not saved and forgotten when you leave this page."))
        if known:
            owner = known.service_account.get("client_email", "?")
            st.caption(say("Enter a key only if it is to be another than that of {account}.", account=owner))
        if not st.form_submit_button(_("Check"), type="primary"):
            return
        given = file.getvalue().decode("utf-8", "replace") if file else text
        try:
            account = known.service_account if known and not given.strip() else key_in(given)
            sheet = SheetAddress(address=address.strip(), service_account=account, api=api)
            id_of(sheet.spreadsheet)
        except WrongLayout as error:
            st.error(tell(error.sentence))
            return
    st.session_state["connect.address"] = address
    st.session_state[PASTED] = sheet
    st.session_state.pop(check.FOUND, None)
    turn("connect")
    st.rerun()


def work_on(sheet: SheetAddress) -> None:
    """Show what the check found and offer what makes sense next."""
    st.markdown(say("Table: {address}", address=sheet.address))
    if account := sheet.service_account.get("client_email"):
        st.markdown(_("Service account, with which the table has to be shared:"))
        st.code(account, language=None, wrap_lines=True)
    buttons = st.container(horizontal=True)
    again = buttons.button(_("Check again"), key="connect.again", icon=":material/refresh:")
    found = st.session_state.get(check.FOUND, {})
    verdicts = {name: finding.verdict for name, finding in found.items()}
    opened = verdicts.get("spreadsheet") is Verdict.OK
    missing = verdicts.get("layout") is Verdict.WARNING
    editor = verdicts.get("editor") is not Verdict.FAILED
    first = None if editor else _("First the service account has to become an editor of the table.")
    make = buttons.button(
        _("Create the table"),
        key="connect.create",
        icon=":material/table:",
        type="primary" if missing and editor else "secondary",
        disabled=not (missing and editor),
        help=first if missing else _("Only for a table that can be opened and has no tabs of Lotsenbuch yet."),
    )
    test = buttons.button(
        _("Run the self-check"),
        key="connect.test",
        icon=":material/fact_check:",
        disabled=not (opened and editor),
        help=first if opened else _("First the table has to open."),
    )
    if make:
        check.run(chain([create(sheet)], examine(sheet)))
    if test:
        check.run(chain(examine(sheet), probe(connect(sheet), at=now_in_germany())))
    if again or not found:
        check.run(examine(sheet) if again or PASTED in st.session_state else look(sheet))
    check.show_all(found)
    if opened and PASTED in st.session_state:
        hand_over(sheet)


def hand_over(sheet: SheetAddress) -> None:
    """Give the text for the secrets: nothing else connects the table for good."""
    st.subheader(_("Connect the table for good"), anchor=False)
    st.markdown(
        _(
            "This text has to stand in the *secrets*, the settings that only the programme can read. On Streamlit "
            "Community Cloud: “Manage app”, “Settings”, “Secrets”. On a server of your own: the file "
            "`.streamlit/secrets.toml`. Older parts that begin with `[sheet]` are replaced; sign-in and office people "
            "stay. Treat the text like a password."
        )
    )
    text = secrets_of(sheet)
    st.download_button(_("Download the text"), lambda: text, file_name="secrets.toml", icon=":material/download:")
    if st.toggle(_("Show the text to copy it"), key="connect.show"):
        st.code(text, language="toml", wrap_lines=True)


admit(Right.SET_UP_TABLE)
chosen = settings()
connected = None if chosen.example else chosen.sheet
pasted: SheetAddress | None = st.session_state.get(PASTED)
st.title(_("Set up the table"), anchor=False)
sheet = pasted or connected
if sheet:
    work_on(sheet)
    with st.expander(_("Enter another address or key"), key="connect.fold"):
        explain()
        ask(sheet.api)
else:
    explain()
    ask(chosen.sheet.api if chosen.sheet else "")
