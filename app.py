"""Who is here, which pages they get, run. Rules live in `services/`, screens in `pages/`."""

import logging
from uuid import uuid4

import streamlit as st

from pages.shared.frame import close_page, navigation, open_page

log = logging.getLogger("lotsenbuch")

st.set_page_config(page_title="Lotsenbuch", page_icon="assets/favicon.png", layout="wide")
page = navigation()
st.set_page_config(page_title=f"{page.title} · Lotsenbuch")
open_page(page.url_path)
try:
    page.run()
except Exception:
    number = uuid4().hex[:8]
    log.exception("Error %s on page %s", number, page.url_path)
    close_page(number)
else:
    close_page()
