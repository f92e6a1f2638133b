"""Service accounts: throw-away keys, signed assertions, tokens that run out, and with whom a spreadsheet is shared."""

from __future__ import annotations

import secrets
import time
from typing import Any
from urllib.parse import parse_qs

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth import jwt
from google.auth.exceptions import GoogleAuthError

from .errors import bad_credentials, no_credentials

Json = dict[str, Any]
OPEN_TOKEN = "ya29.local"
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_AUDIENCE = "https://oauth2.googleapis.com/token"  # google-auth always names this one
_SCOPES = ("https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive")


def new_key(email: str, token_uri: str) -> tuple[Json, bytes]:
    """A service account's key as Google hands it out, and its public key as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    info = {
        "type": "service_account",
        "project_id": "local",
        "private_key_id": secrets.token_hex(20),
        "private_key": private.decode(),
        "client_email": email,
        "client_id": str(secrets.randbelow(10**21)),
        "auth_uri": token_uri,
        "token_uri": token_uri,
        "universe_domain": "googleapis.com",
    }
    return info, public


def check(method: str, authorization: str) -> None:
    """Refuse a request without a bearer token, whatever the token is."""
    if not authorization:
        raise no_credentials(method)
    kind, _, token = authorization.partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise bad_credentials()


class Accounts:
    """The known service accounts and their tokens.

    Until the first key is made, any well-formed assertion gets a token and any token is an editor's; with keys, only
    theirs do, and tokens that were not given out here stay an editor's as long as they do not look like Google's.
    """

    def __init__(self) -> None:
        self.lifetime = 3599
        """Seconds for which new tokens are good."""
        self._keys: dict[str, bytes] = {}
        self._tokens: dict[str, tuple[str, float]] = {}

    def create(self, email: str, token_uri: str) -> Json:
        """A new key of an account; an older one of the same account stops working."""
        info, self._keys[email] = new_key(email, token_uri)
        return info

    def expire(self) -> None:
        """Every token given out so far stops working."""
        self._tokens.clear()

    def grant(self, body: bytes, token_uri: str) -> tuple[int, Json]:
        """Exchange a signed assertion for a token: status and answer of the token endpoint."""
        form = parse_qs(body.decode("utf-8", "replace"))
        if form.get("grant_type") != [_GRANT]:
            return 400, {"error": "unsupported_grant_type", "error_description": "Invalid grant_type."}
        assertion = form.get("assertion", [""])[-1]
        claims = _claims(assertion)
        if claims is None or not {"iss", "exp", "iat", "aud"} <= set(claims):
            return _refused("Invalid JWT Signature.")
        if not self._keys:  # nobody to check it against
            return 200, {"access_token": OPEN_TOKEN, "expires_in": self.lifetime, "token_type": "Bearer"}
        if str(claims["iss"]) not in self._keys:
            return _refused("Invalid grant: account not found")
        email = self._signer(assertion, [token_uri, _AUDIENCE])
        if email is None:
            return _refused("Invalid JWT Signature.")
        if not set(str(claims.get("scope", "")).split()) & set(_SCOPES):
            return 400, {"error": "invalid_scope", "error_description": "Invalid OAuth scope or ID token audience."}
        token = f"ya29.{secrets.token_urlsafe(32)}"
        self._tokens[token] = email, time.monotonic() + self.lifetime
        return 200, {"access_token": token, "expires_in": self.lifetime, "token_type": "Bearer"}

    def who(self, authorization: str) -> str | None:
        """The account behind an Authorization header, None for an editor without a key; raises 401."""
        token = authorization.partition(" ")[2].strip()
        if not self._keys or not token:
            return None
        if token in self._tokens:
            email, until = self._tokens[token]
            if time.monotonic() < until:
                return email
            raise bad_credentials()
        if _claims(token) is not None:  # the assertion itself, as for accounts outside of googleapis.com
            email = self._signer(token, None)
            if email is None:
                raise bad_credentials()
            return email
        if token.startswith("ya29.") and token != OPEN_TOKEN:
            raise bad_credentials()
        return None

    def _signer(self, assertion: str, audience: list[str] | None) -> str | None:
        try:
            email = jwt.decode(assertion, verify=False)["iss"]
            jwt.decode(assertion, certs=self._keys[email], audience=audience, clock_skew_in_seconds=10)
        except (GoogleAuthError, ValueError, KeyError, TypeError):
            return None
        return email


def _claims(assertion: str) -> Json | None:
    try:
        header, claims = jwt.decode_header(assertion), jwt.decode(assertion, verify=False)
    except (GoogleAuthError, ValueError, TypeError, RecursionError):
        return None
    return claims if isinstance(header, dict) and "alg" in header and isinstance(claims, dict) else None


def _refused(text: str) -> tuple[int, Json]:
    return 400, {"error": "invalid_grant", "error_description": text}


def role_of(permissions: list[Json], email: str) -> str:
    """owner, writer, reader or none: the strongest role of an account."""
    roles = [
        entry["role"]
        for entry in permissions
        if entry["type"] == "anyone" or (entry["type"] == "user" and entry.get("emailAddress") == email)
    ]
    return next((role for role in ("owner", "writer", "commenter", "reader") if role in roles), "none")


def shared(permissions: list[Json], email: str, role: str, kind: str = "user") -> list[Json]:
    """The permissions after sharing with an account in a role; `none` takes them away."""
    return granted(permissions, {"type": kind, "emailAddress": email}, role)


def granted(permissions: list[Json], grantee: Json, role: str) -> list[Json]:
    """The permissions after a grant; who had one keeps its id, as Drive has one permission a grantee and file."""
    names = ("emailAddress",) if "emailAddress" in grantee else ("type", "domain")
    old = [entry for entry in permissions if all(entry.get(name) == grantee.get(name) for name in names)]
    others = [entry for entry in permissions if entry not in old]
    if role == "none":
        return others
    number = old[0]["id"] if old else str(secrets.randbelow(10**20))
    return [*others, {"id": number, **grantee, "role": role}]
