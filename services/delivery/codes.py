"""A link as a code that a phone's camera reads."""

from io import BytesIO

import segno


def code_of(address: str) -> bytes:
    """Give a QR code (PNG, about 300 pixels wide) that leads to `address`."""
    picture = BytesIO()
    # Level M still reads when a printed code is creased or a little dirty.
    segno.make(address, error="m", micro=False).save(picture, kind="png", scale=7, border=4)
    return picture.getvalue()
