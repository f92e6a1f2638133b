"""A field for a file, in the reader's language."""

from collections.abc import Sequence
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.shared.language import _

# Streamlit says "Upload" and "5MB per file" on the field, in every language. (Without any text of its own the button
# would have no name for a screen reader.)
FIELD: Final = """<style>
[data-testid="stFileUploaderDropzoneInstructions"] {{ display: none; }}
[data-testid="stFileUploaderDropzone"] button p {{ font-size: 0; }}
[data-testid="stFileUploaderDropzone"] button p::after {{ content: " {choose}"; font-size: 0.875rem; }}
</style>"""


def upload(label: str, kinds: str | Sequence[str], key: str, *, most: int | None = None) -> UploadedFile | None:
    """Ask for a file whose name ends with one of `kinds`, of `most` megabytes; None as long as there is none."""
    st.html(FIELD.format(choose=_("Choose a file")))
    return st.file_uploader(label, type=kinds, key=key, max_upload_size=most)
