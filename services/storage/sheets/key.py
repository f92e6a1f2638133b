"""The key of a service account: the JSON file that Google gives, read, judged and never shown."""

import json
from collections.abc import Mapping
from typing import Any, Final, cast
from urllib.parse import urlsplit

from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError
from google.oauth2 import service_account

from services.model.errors import WrongLayout
from services.model.words import N_, Sentence

SCOPES: Final = ("https://www.googleapis.com/auth/spreadsheets",)
# The key says where to sign in. Only Google, or whoever pastes a key could send this server anywhere.
SIGN_IN_AT: Final = ("oauth2.googleapis.com", "accounts.google.com", "www.googleapis.com")
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


def key_in(text: str) -> dict[str, Any]:
    """Read the key from the text of its file; raises `WrongLayout` when it is not the whole file."""
    try:
        key = json.loads(text.lstrip("\ufeff"))
    except ValueError:
        key = None
    if not isinstance(key, dict):
        sentence = N_(
            "This is not the whole key. Please upload the downloaded file itself, or open it and copy everything from "
            "the first to the last curly bracket."
        )
        raise WrongLayout(Sentence(sentence))
    return key


def must_be_a_service_accounts(key: Mapping[str, object]) -> None:
    """Refuse (`WrongLayout`) a key of another kind, of which Google has several."""
    if key.get("type", "service_account") != "service_account" or "client_email" not in key:
        sentence = N_(
            "This is a key of another kind. Needed is the key of a service account: in the Google Cloud console under "
            "“Service accounts”, “Keys”, “Add key”, kind JSON."
        )
        raise WrongLayout(Sentence(sentence))


def credentials_of(key: Mapping[str, object] | None, api: str = "") -> Credentials:
    """Give the credentials behind a key for Google (or for `api`); raises `WrongLayout` that says what is wrong."""
    if not key:
        raise WrongLayout(Sentence(N_("The key of the service account is missing. Please enter it in the settings.")))
    must_be_a_service_accounts(key)
    place = urlsplit(str(key.get("token_uri", "")))
    if not api and place.hostname and not (place.scheme == "https" and place.hostname in SIGN_IN_AT):
        sentence = N_(
            "The key says that one signs in at {host}, which is not Google. Please use the file as Google gave it."
        )
        raise WrongLayout(Sentence(sentence, host=place.hostname))
    return _read(key)


def _read(key: Mapping[str, object]) -> Credentials:
    try:
        return cast("Credentials", service_account.Credentials.from_service_account_info(dict(key), scopes=SCOPES))  # type: ignore[no-untyped-call]
    except (GoogleAuthError, ValueError) as error:
        sentence = N_("The key of the service account cannot be read. Please copy the whole JSON file.")
        raise WrongLayout(Sentence(sentence)) from error
