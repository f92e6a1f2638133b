"""A field that people neither see nor reach by keyboard; a machine that fills in every field gives itself away."""

from typing import Final

import streamlit as st

from pages.shared.language import _

# Out of sight and, being invisible, also out of the order of keys and of what is read aloud.
LOOK: Final = """<style>
[class*="st-key-trap-"] {position: absolute; left: -10000px; height: 1px; overflow: hidden; visibility: hidden;}
</style>"""


def trap(key: str) -> str:
    """Draw the field; gives what stands in it."""
    st.html(LOOK)
    with st.container(key=f"trap-{key}"):
        return st.text_input(_("Please leave this empty"), key=f"{key}.trap", autocomplete="off").strip()
