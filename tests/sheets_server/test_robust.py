"""Whatever comes over the wire, the answer is Google's refusal or an answer, never a failure of the server."""

from __future__ import annotations

import json
from functools import cache, reduce
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.sheets_server import running
from tests.sheets_server.batch import HANDLERS
from tests.sheets_server.client import session
from tests.sheets_server.person import ACTIONS
from tests.sheets_server.requests_that_work import GOOD, START
from tests.sheets_server.schema import _ENUMS, MESSAGES

NEVER = {500, 503, 429, 599}
TEXTS = st.sampled_from(["", "a", "A1", "Tabellenblatt1", "'x'!B2:C", "=1/0", "#,##0", "1e999", "\x00ß", "*", "a.b"])
NUMBERS = st.sampled_from([-1, 0, 1, 2, 3, 999, 1000, 1001, 2**31, 1.5, -(2**63), 1e300])
JUNK = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=3,
)
SMALL = {"int": st.integers(-1, 4), "number": NUMBERS, "bool": st.booleans(), "str": TEXTS, "any": JUNK, "map": JUNK}
BODIES = {
    ":getByDataFilter": "FilterBody",
    "/values:batchUpdate": "ValuesBatchBody",
    "/values:batchUpdateByDataFilter": "FilterBatchBody",
    "/values:batchGetByDataFilter": "FilterGetBody",
    "/values:batchClearByDataFilter": "FilterBody",
    "/values:batchClear": "ClearBody",
    "/developerMetadata:search": "FilterBody",
    "/sheets/0:copyTo": "CopyBody",
    "/values/A1:append": "ValueRange",
    "/values/A1:clear": "EmptyBody",
}
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "fields": st.sampled_from(["*", "sheets", "sheets(data", "replies", "a.b/c", "", "sheets.properties.title"]),
        "ranges": TEXTS,
        "valueInputOption": st.sampled_from(["RAW", "USER_ENTERED", "x"]),
        "majorDimension": st.sampled_from(["ROWS", "COLUMNS", "x"]),
        "valueRenderOption": st.sampled_from(["FORMULA", "UNFORMATTED_VALUE", "x"]),
        "includeGridData": st.booleans(),
        "pageSize": TEXTS,
        "q": TEXTS,
    },
)
FILES = [f"/lotsenbuch{part}" for part in ("", "/copy", "/export", "/comments", "/permissions", "/permissions/1")]
often = settings(max_examples=100, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))


@cache
def message(kind):
    """Values of a message of the API."""
    if kind.endswith("[]"):
        return st.lists(message(kind[:-2]), max_size=2)
    if kind == "rows":
        return st.lists(st.lists(st.none() | NUMBERS | TEXTS | st.booleans(), max_size=2), max_size=2)
    if kind in SMALL:
        return SMALL[kind]
    if kind in _ENUMS:
        return st.sampled_from([*_ENUMS[kind], "NO_SUCH"])
    return st.fixed_dictionaries({}, optional={name: message(part) for name, part in MESSAGES[kind].items()})


def places(value, path=()):
    """The paths to every part of a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, part in inner for found in places(part, (*path, key)))]


def put(value, path, new):
    """The value with the part at the path replaced."""
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = put(value[path[0]], path[1:], new)
    return copy


def spoiling(requests, path):
    """What to put at a path: mostly something of the same type, so that the request gets as far as its handler."""
    old = reduce(lambda part, key: part[key], path, requests)
    same = NUMBERS if isinstance(old, int | float) else TEXTS if isinstance(old, str) else st.just(old)
    return st.integers(0, 4).flatmap(lambda number: same if number else JUNK)


@st.composite
def spoiled(draw):
    """A batch of requests that work, with one or two parts replaced."""
    # by number: hypothesis would look at every request in the list
    chosen = draw(st.lists(st.integers(0, len(GOOD) - 1), min_size=1, max_size=2))
    requests = [GOOD[number] for number in chosen]
    for _ in range(draw(st.integers(1, 2))):
        found = places(requests)
        path = found[draw(st.permutations(range(len(found))))[0]]
        requests = put(requests, path, draw(spoiling(requests, path)))
    options = {"includeSpreadsheetInResponse": st.booleans(), "responseRanges": st.lists(TEXTS, max_size=2)}
    return {"requests": requests, **draw(st.fixed_dictionaries({}, optional=options))}


@pytest.fixture(scope="module")
def shared():
    """One server for all examples, and the spreadsheets each of them starts with."""
    with running() as server, session() as client:
        base = f"{server.url}/v4/spreadsheets/lotsenbuch"
        assert client.post(f"{base}:batchUpdate", json={"requests": START}, timeout=5).status_code == 200
        yield server, client, base, dict(server.store.books)


def asked(shared, method, url, body=None, query=None):
    server, client, _, server.store.books = shared
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    response = client.request(method, url, data=data, params=query, timeout=20)
    assert server.failures == [], (method, url, body, query, server.failures[-1])
    assert response.status_code not in NEVER, (method, url, body, query)
    if response.status_code >= 400:
        assert set(response.json()) <= {"error", "error_description"}
    return response


def test_there_is_a_request_that_works_for_each_kind(shared):
    assert {next(iter(request)) for request in GOOD} == set(HANDLERS)
    for request in GOOD:
        response = asked(shared, "POST", f"{shared[2]}:batchUpdate", {"requests": [request]})
        assert response.status_code == 200, response.text


@settings(often, max_examples=150)
@given(spoiled(), OPTIONS)
def test_spoiled_batches_are_answered(shared, body, query):
    asked(shared, "POST", f"{shared[2]}:batchUpdate", body, query)


@pytest.mark.parametrize("path", BODIES)
@settings(often, max_examples=25)
@given(data=st.data(), query=OPTIONS)
def test_endpoints_answer_bodies_of_any_shape(shared, path, data, query):
    asked(shared, "POST", shared[2] + path, data.draw(message(BODIES[path]) | JUNK), query)


@often
@given(
    st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE"]),
    st.sampled_from(["", ":x", "/values", "/values/", "/values:batchGet", "/developerMetadata/1", "/sheets/9:copyTo"])
    | TEXTS.map(lambda text: "/values/" + quote(text)),
    OPTIONS,
    JUNK | st.binary(max_size=9),
)
def test_paths_and_methods_of_any_kind_are_answered(shared, method, path, query, body):
    asked(shared, method, shared[2] + path, body, query)


@often
@given(
    st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE"]),
    st.sampled_from(["", "/", "/x", *FILES]),
    OPTIONS,
    JUNK | st.fixed_dictionaries({"role": TEXTS | st.just("reader"), "type": TEXTS | st.just("user")}),
)
def test_drive_answers_anything(shared, method, path, query, body):
    asked(shared, method, f"{shared[0].url}/drive/v3/files{path}", body, query)


@often
@given(
    st.sampled_from(["token", "_test/faults", "_test/chaos", "_test/switches", "_test/share", "_test/person"]),
    JUNK | st.fixed_dictionaries({"do": st.sampled_from(sorted(ACTIONS)), "sheet": TEXTS}, optional={"cell": TEXTS}),
)
def test_controls_and_tokens_refuse_nonsense(shared, path, body):
    asked(shared, "POST", f"{shared[0].url}/{path}", body)
    shared[0].reset()
