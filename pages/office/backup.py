"""Backup: everything as one file, and what an earlier file holds otherwise; nothing is ever deleted."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.office.one_backup import show_backup
from pages.shared.language import _, tell
from pages.shared.upload import upload
from pages.shared.visit import guard
from services.model.access import Right
from services.model.errors import Refusal
from services.storage.archive import backup_of, file_name, manifest_in, workbook_in


def read(uploaded: UploadedFile) -> bool:
    """Read the backup once: a large one takes a moment, and the page runs anew at each click."""
    if st.session_state.get("backup.read", ("",))[0] == uploaded.file_id:
        return True
    st.session_state.pop("backup.read", None)
    try:
        content = uploaded.getvalue()
        st.session_state["backup.read"] = (uploaded.file_id, manifest_in(content), workbook_in(content))
    except Refusal as refusal:
        st.warning(tell(refusal.sentence))
        return False
    return True


visit = guard(Right.KEEP_BACKUPS)
st.title(_("Backup"), anchor=False)

st.header(_("Download"), anchor=False)
st.markdown(
    _(
        "One ZIP file with everything in the table: every tab as a file for Excel or LibreOffice, and the whole "
        "journal. Lotsenbuch can read it back."
    )
)
st.markdown(
    ":material/lock: "
    + _(
        "It holds names, addresses and phone numbers: keep it where only the office gets at it, do not send it by "
        "e-mail, and delete it when you no longer need it."
    )
)
st.download_button(
    _("Download the backup"),
    # Put together at the click: the newest state, and nothing waits in the memory.
    lambda: backup_of(visit.office.everything(visit.actor), at=visit.office.now),
    file_name=file_name(visit.office.now),
    mime="application/zip",
    on_click="ignore",
    icon=":material/download:",
    type="primary",
    disabled=not visit.office.reachable,
)

st.header(_("Bring something back"), anchor=False)
st.markdown(
    _(
        "Choose an earlier backup. You see first what it holds otherwise than the table; then you decide what comes "
        "back. Nothing is deleted, and the journal says what was done."
    )
)
file = upload(_("Backup (ZIP file)"), "zip", "backup.file")
if file is None:
    st.session_state.pop("backup.read", None)
elif read(file):
    show_backup(visit, *st.session_state["backup.read"][1:])
