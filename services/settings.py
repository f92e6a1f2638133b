"""What an office configures: secrets (file or the host's box); a few things for trials by environment."""

import json
import re
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field

from services.model.access import Role

ROLES: Final = {"coordinator": Role.COORDINATOR, "lead": Role.LEAD}
_SHEET_ID: Final = re.compile(r"/spreadsheets/(?:u/\d+/)?d/([\w-]+)")


class OfficePerson(BaseModel):
    """Somebody of the office who signs in with this address."""

    model_config = ConfigDict(frozen=True)

    email: str
    name: str
    role: Literal["coordinator", "lead"] = "coordinator"


class SheetAddress(BaseModel):
    """A Google Sheet: its address as in the browser (or its id) and the service account's key.

    `api` is another server that speaks the Sheets API, on this machine only (trials and tests).
    """

    model_config = ConfigDict(frozen=True)

    address: str
    service_account: dict[str, Any] = Field(default_factory=dict, repr=False)
    api: str = ""

    @property
    def spreadsheet(self) -> str:
        """The sheet's id."""
        found = _SHEET_ID.search(self.address)
        return found[1] if found else self.address


def secrets_of(sheet: SheetAddress) -> str:
    """Spell a table's address and key as the secrets file wants them (TOML), ready to be copied."""
    account = [
        f"{name if re.fullmatch('[a-z_]+', name) else _quoted(name)} = {_quoted(value)}\n"
        for name, value in sheet.service_account.items()
        if isinstance(value, str)
    ]
    return f"[sheet]\naddress = {_quoted(sheet.address)}\n\n[sheet.service_account]\n{''.join(account)}"


def _quoted(text: str) -> str:
    """Spell a text for TOML: as for JSON, but for the one sign that JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


class Settings(BaseModel):
    """Where the workbook is kept and who may sign in."""

    model_config = ConfigDict(frozen=True)

    url: str
    sheet: SheetAddress | None = None
    example: str = ""
    signs_in: bool = False
    link_key: str = Field(default="", repr=False)
    office: tuple[OfficePerson, ...] = ()

    @classmethod
    def of(cls, secrets: Mapping[str, Any], environment: Mapping[str, str]) -> "Settings":
        """Read the settings.

        Without `[store]`, `[sheet]` and `[auth]` it is the example: an embedded file of its own with invented people,
        never a real store. With `[auth]` alone the embedded file is real.
        """
        folder = environment.get("LOTSENBUCH_DATA", "data")
        signs_in = "auth" in secrets
        # Personal links are signed: by a key of their own, or by the one that sign-in needs anyway.
        key = str(secrets.get("links", {}).get("key") or secrets.get("auth", {}).get("cookie_secret", ""))
        office = tuple(OfficePerson.model_validate(one) for one in secrets.get("office", ()))
        if "sheet" in secrets:
            sheet = SheetAddress.model_validate(dict(secrets["sheet"]))
            return cls(url="", sheet=sheet, signs_in=signs_in, link_key=key, office=office)
        if "store" in secrets or signs_in:
            url = secrets.get("store", {}).get("url") or f"sqlite:///{folder}/lotsenbuch.db"
            return cls(url=url, signs_in=signs_in, link_key=key, office=office)
        example = environment.get("LOTSENBUCH_EXAMPLE", "dorsten")
        api = environment.get("LOTSENBUCH_EXAMPLE_SHEETS_API", "")
        played = SheetAddress(address=f"example-{example}", api=_on_this_machine(api)) if api else None
        return cls(url=f"sqlite:///{folder}/example-{example}.db", sheet=played, example=example, link_key="example")


def _on_this_machine(api: str) -> str:
    """Let only a server on this machine through: the example has no business with a real sheet."""
    host = urlsplit(api).hostname or ""
    try:
        local = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        message = "The example mode uses a Sheets server on this machine only, not " + host
        raise ValueError(message)
    return api
