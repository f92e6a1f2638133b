"""What an office configures: secrets (file or the host's box); a few things for trials by environment."""

import json
import re
from collections.abc import Mapping
from email.headerregistry import Address
from ipaddress import ip_address
from typing import Any, Final, Literal, Self, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    field_validator,
    model_validator,
    validate_email,
)
from pydantic_core import PydanticCustomError

from services.model.access import Role
from services.model.fields import Email

ROLES: Final = {"coordinator": Role.COORDINATOR, "lead": Role.LEAD, "administrator": Role.ADMINISTRATOR}
S = TypeVar("S", bound=BaseModel)

_SHEET_ID: Final = re.compile(r"/spreadsheets/(?:u/\d+/)?d/(?!e/)([\w-]+)")


class OfficePerson(BaseModel):
    """Somebody of the office who signs in with this address; the first of them administers besides."""

    model_config = ConfigDict(frozen=True)

    email: str
    name: str
    role: Literal["coordinator", "lead", "administrator"] = "coordinator"


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


class MailServer(BaseModel):
    """The office's own mail server: where it is, how it is spoken to, and from which address.

    `from` is an address, with a name if wanted: `Integrationslotsen <lotsen@example.org>`. An unencrypted connection
    (`security = "none"`) is for a server on this machine only.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(min_length=1)
    port: int = Field(default=587, ge=1, le=65535)
    user: str = ""
    password: str = Field(default="", repr=False)
    from_: str = Field(alias="from")
    security: Literal["starttls", "ssl", "none"] = "starttls"

    @property
    def sender(self) -> Address:
        """Who the mails are from."""
        name, address = _name_and_address(self.from_)
        return Address(name, addr_spec=address)

    @field_validator("from_")
    @classmethod
    def _is_an_address(cls, typed: str) -> str:
        name, address = _name_and_address(typed)
        Address(name, addr_spec=validate_email(address)[1])
        return typed

    @model_validator(mode="after")
    def _is_safe(self) -> Self:
        if self.security == "none" and not on_this_machine(self.host):
            raise PydanticCustomError("security", "An unencrypted connection is for a server on this machine only")
        return self


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
    """Where the workbook is kept, who may sign in, which server takes the mail.

    `providers` are the names of the sections [auth.…], each of which vouches for addresses; empty when [auth] itself
    does. `wrong` names what in the sections of the table and the mail server is not as it has to be, never its value:
    such a section is left out, and the screens say so.
    """

    model_config = ConfigDict(frozen=True)

    url: str
    sheet: SheetAddress | None = None
    example: str = ""
    signs_in: bool = False
    providers: tuple[str, ...] = ()
    link_key: str = Field(default="", repr=False)
    office: tuple[OfficePerson, ...] = ()
    mail: MailServer | None = None
    wrong: tuple[str, ...] = ()

    @property
    def digest_readers(self) -> tuple[tuple[str, str], ...]:
        """Give who of the office gets the weekly digest, name and address; an address that is none is left out."""
        coordinators = [one for one in self.office if one.role == "coordinator"]
        return tuple((one.name, one.email) for one in coordinators if one.name.strip() and _is_email(one.email))

    @classmethod
    def of(cls, secrets: Mapping[str, Any], environment: Mapping[str, str]) -> "Settings":
        """Read the settings.

        Without `[store]`, `[sheet]` and `[auth]` it is the example: an embedded file of its own with invented people,
        never a real store. With `[auth]` alone the embedded file is real.
        """
        folder = environment.get("LOTSENBUCH_DATA", "data")
        signs_in = "auth" in secrets
        providers = tuple(name for name, one in _section(secrets, "auth").items() if isinstance(one, Mapping))
        # Personal links are signed: by a key of their own, or by the one that sign-in needs anyway.
        key = str(_section(secrets, "links").get("key") or _section(secrets, "auth").get("cookie_secret", ""))
        office = tuple(OfficePerson.model_validate(one) for one in secrets.get("office", ()))
        mail, wrong = _read(MailServer, secrets, "mail")
        real = {"signs_in": signs_in, "providers": providers, "link_key": key, "office": office, "mail": mail}
        if "sheet" in secrets:
            sheet, wrong_too = _read(SheetAddress, secrets, "sheet")
            return cls(url="", sheet=sheet, wrong=wrong_too + wrong, **real)
        if "store" in secrets or signs_in:
            url = _section(secrets, "store").get("url") or f"sqlite:///{folder}/lotsenbuch.db"
            return cls(url=url, wrong=wrong, **real)
        example = environment.get("LOTSENBUCH_EXAMPLE", "dorsten")
        api = environment.get("LOTSENBUCH_EXAMPLE_SHEETS_API", "")
        played = SheetAddress(address=f"example-{example}", api=_on_this_machine(api)) if api else None
        return cls(url=f"sqlite:///{folder}/example-{example}.db", sheet=played, example=example, link_key="example")


def _is_email(typed: str) -> bool:
    try:
        TypeAdapter(Email).validate_python(typed)
    except ValidationError:
        return False
    return True


def _section(secrets: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Give a section; an empty one when it is missing or is none."""
    found = secrets.get(name)
    return found if isinstance(found, Mapping) else {}


def _read(kind: type[S], secrets: Mapping[str, Any], name: str) -> tuple[S | None, tuple[str, ...]]:
    """Read a section, and name the lines of it that are wrong."""
    if name not in secrets:
        return None, ()
    if not isinstance(secrets[name], Mapping):
        return None, (f"[{name}]",)
    try:
        return kind.model_validate(dict(secrets[name])), ()
    except ValidationError as error:
        # A rule over several lines is about the one it is named after.
        places = [str(found["loc"][0]) if found["loc"] else found["type"] for found in error.errors()]
        return None, tuple(dict.fromkeys(f"[{name}] {place}" for place in places))


def _name_and_address(typed: str) -> tuple[str, str]:
    """Take `Lots:innen <lotsen@example.org>` apart; the colon of Lots:innen has a meaning of its own in mail."""
    if not typed.rstrip().endswith(">"):
        return "", typed.strip()
    name, _, address = typed.rstrip().removesuffix(">").rpartition("<")
    return name.strip().strip('"'), address.strip()


def on_this_machine(host: str) -> bool:
    """Say whether a host's name or number is this machine's own."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _on_this_machine(api: str) -> str:
    """Let only a server on this machine through: the example has no business with a real sheet."""
    host = urlsplit(api).hostname or ""
    if not on_this_machine(host):
        message = "The example mode uses a Sheets server on this machine only, not " + host
        raise ValueError(message)
    return api
