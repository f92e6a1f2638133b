"""Personal links: to the answer of one message, to a volunteer's own pages. Signed: nobody can guess or alter one."""

from itsdangerous import BadSignature, URLSafeSerializer

PATH = "antwort"
OWN_PATH = "eintrag"
_SALT = "lotsenbuch.personal-link"
_OWN_SALT = "lotsenbuch.volunteer-link"


def address(web: str, key: str, message: str) -> str:
    """Give the address that leads to a message's answer; "" without the app's own address or without a key."""
    if not web or not key:
        return ""
    return f"{_whole(web)}/{PATH}?t={URLSafeSerializer(key, _SALT).dumps(message)}"


def own_address(web: str, key: str, link: str) -> str:
    """Give the address that a volunteer's link (its number) has; "" without the app's own address or without a key."""
    if not web or not key:
        return ""
    return f"{_whole(web)}/{OWN_PATH}?z={URLSafeSerializer(key, _OWN_SALT).dumps(link)}"


def message_of(key: str, token: str) -> str:
    """Give the number of the message a link belongs to; "" for an altered or invented one."""
    return _read(key, _SALT, token)


def link_of(key: str, token: str) -> str:
    """Give the number of the volunteer's link that this is; "" for an altered or invented one."""
    return _read(key, _OWN_SALT, token)


def _whole(web: str) -> str:
    return (web if "://" in web else f"https://{web}").rstrip("/")


def _read(key: str, salt: str, token: str) -> str:
    if not key:
        return ""
    try:
        return str(URLSafeSerializer(key, salt).loads(token))
    except BadSignature:
        return ""
