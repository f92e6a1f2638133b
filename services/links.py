"""Personal links: an address that leads to the answer of one message. Signed, so that nobody can guess or alter one."""

from itsdangerous import BadSignature, URLSafeSerializer

PATH = "antwort"
_SALT = "lotsenbuch.personal-link"


def address(web: str, key: str, message: str) -> str:
    """Give the address that leads to a message's answer; "" without the app's own address or without a key."""
    if not web or not key:
        return ""
    whole = web if "://" in web else f"https://{web}"
    return f"{whole.rstrip('/')}/{PATH}?t={URLSafeSerializer(key, _SALT).dumps(message)}"


def message_of(key: str, token: str) -> str:
    """Give the number of the message a link belongs to; "" for an altered or invented one."""
    if not key:
        return ""
    try:
        return str(URLSafeSerializer(key, _SALT).loads(token))
    except BadSignature:
        return ""
