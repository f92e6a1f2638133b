"""The office's logo: brought along as a file, made small, shown, taken away again."""

import streamlit as st

from pages.shared.language import _, tell
from pages.shared.upload import upload
from pages.shared.visit import Visit, finish, perform, round_of
from services.delivery.pictures import picture_of, small_png
from services.model.errors import Refusal
from services.programme import keep_logo, programme

KINDS = ("png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff")


def one_logo(visit: Visit) -> None:
    """Show the logo, and let the office choose another one or remove it."""
    key = "logo"
    seen = programme(visit.workbook)
    st.header(_("Logo"), anchor=False)
    st.markdown(_("It stands in the app, on certificates, cards and sign-in sheets."))
    kept = picture_of(seen.logo)
    if kept:
        st.image(kept, caption=_("The logo as it is kept"))
        if st.button(_("Remove the logo"), key=f"{key}.remove") and perform(visit, key, keep_logo, seen, ""):
            finish(key, "The logo is removed.")
    else:
        st.caption(_("No logo yet: paper and app carry the office's name only."))
    file = upload(_("Picture (PNG or JPEG)"), KINDS, f"{key}.file.{round_of(key)}")
    if file is None:
        return
    try:
        picture = small_png(file.getvalue())
    except Refusal as refusal:
        st.error(tell(refusal.sentence))
        return
    st.image(picture_of(picture), caption=_("This is how it will look"))
    if st.button(_("Keep this logo"), key=f"{key}.keep", type="primary") and perform(
        visit, key, keep_logo, seen, picture
    ):
        finish(key, "The logo is saved.")
