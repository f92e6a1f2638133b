"""The error envelopes of the Google APIs."""

from __future__ import annotations

from typing import Any

STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}
_MISSING = (
    "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other "
    "valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
)
_UNREGISTERED = (
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other "
    "form of API consumer identity to call this API."
)
_INVALID_TOKEN = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
    "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
)


class ApiError(Exception):
    """A refusal that is answered with Google's JSON envelope."""

    def __init__(self, message: str, code: int = 400, details: list[dict[str, Any]] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.details = details
        self.headers: dict[str, str] = {}

    def body(self) -> dict[str, Any]:
        """The JSON answer."""
        error: dict[str, Any] = {"code": self.code, "message": self.message, "status": STATUS[self.code]}
        if self.details:
            error["details"] = self.details
        return {"error": error}


class DriveError(ApiError):
    """A refusal in the envelope of Drive, which differs from that of Sheets."""

    def __init__(self, code: int, message: str, reason: str, parameter: str = "") -> None:
        super().__init__(message, code)
        where = {"location": parameter, "locationType": "parameter"} if parameter else {}
        domain = "usageLimits" if reason == "storageQuotaExceeded" else "global"
        self._reason = {"message": message, "domain": domain, "reason": reason, **where}

    def body(self) -> dict[str, Any]:
        """The JSON answer."""
        return {"error": {"code": self.code, "message": self.message, "errors": [self._reason]}}


class Refused(Exception):
    """A single request of a batch is invalid; the batch adds which one it was."""


def bad_field(field: str, description: str, message: str | None = None) -> ApiError:
    """A 400 with google.rpc.BadRequest details, as the JSON and field mask parsers answer."""
    violation = {"field": field, "description": description} if field else {"description": description}
    detail = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}
    return ApiError(message or description, details=[detail])


def unknown_name(name: str, path: str) -> ApiError:
    """The answer to a JSON key that the message does not have."""
    where = f" at '{path}'" if path else ""
    return bad_field(path, f'Invalid JSON payload received. Unknown name "{name}"{where}: Cannot find field.')


def not_found() -> ApiError:
    """404 for an unknown spreadsheet."""
    return ApiError("Requested entity was not found.", 404)


def forbidden() -> ApiError:
    """403 for a spreadsheet that is not shared, or not for writing."""
    return ApiError("The caller does not have permission", 403)


def no_credentials(method: str) -> ApiError:
    """No Authorization header: 403 for reads, 401 for writes."""
    return ApiError(_UNREGISTERED, 403) if method == "GET" else ApiError(_MISSING, 401)


def bad_credentials() -> ApiError:
    """An Authorization header that is not a usable bearer token."""
    return ApiError(_INVALID_TOKEN, 401)


def quota_exceeded(kind: str, limit: int, wait: int) -> ApiError:
    """429 as recorded from the live service; `wait` are seconds for a Retry-After header, if one is sent."""
    name = kind.capitalize()
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {
            "consumer": "projects/1",
            "quota_limit": f"{name}RequestsPerMinutePerUser",
            "quota_limit_value": str(limit),
            "quota_metric": f"sheets.googleapis.com/{kind}_requests",
            "quota_location": "global",
            "service": "sheets.googleapis.com",
        },
    }
    message = (
        f"Quota exceeded for quota metric '{name} requests' and limit '{name} requests per minute per user' "
        "of service 'sheets.googleapis.com' for consumer 'project_number:1'."
    )
    error = ApiError(message, 429, [info])
    error.headers["Retry-After"] = str(wait)
    return error
