"""Parts of a page that are drawn anew on their own, without the page around them."""

import streamlit as st

from pages.shared.here import office
from pages.shared.language import settle_language
from pages.shared.visit import Visit, admit, reading, storage_trouble
from services.model.access import Right
from services.model.errors import StorageError


def look_again(right: Right) -> Visit:
    """Give the visit as it is now: the page's own guard is not asked when a part is drawn alone.

    First line of a part; whoever lost the right meanwhile is told so there.
    """
    settle_language()
    here = admit(right)
    try:
        chosen = office()
        with reading():
            workbook = chosen.read(here)
        return Visit(chosen, here, workbook, chosen.now.date())
    except StorageError as error:
        storage_trouble(error)
        st.stop()
