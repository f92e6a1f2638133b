"""Both answers to each question that nobody has seen Google answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.sheets_server import running
from tests.sheets_server.client import Wire, session, write

CELL = {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}


def switch(wire, **wanted):
    assert wire.control("switches", wanted).status_code == 200


def named(name="rev_1"):
    return {"addNamedRange": {"namedRange": {"name": name, "range": CELL}}}


def names(server):
    return [entry["name"] for entry in server.book.named_ranges]


def metadata(number, key):
    location = {"dimensionRange": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}}
    wanted = {"metadataId": number, "metadataKey": key, "location": location, "visibility": "DOCUMENT"}
    return {"createDeveloperMetadata": {"developerMetadata": wanted}}


def protect(wire, **more):
    reply = wire.batch({"addProtectedRange": {"protectedRange": {"range": CELL, **more}}})["replies"][0]
    return reply["addProtectedRange"]["protectedRange"]["protectedRangeId"]


def test_deleting_a_missing_protected_range_is_refused_or_ignored(wire, server):
    gone = {"deleteProtectedRange": {"protectedRangeId": 41}}
    assert (
        wire.refused(gone, write(["x"])) == "Invalid requests[0].deleteProtectedRange: No protected range with id: 41"
    )
    switch(wire, missing_protection_fails=False)
    assert wire.batch(gone, write(["x"]))["replies"] == [{}, {}]
    assert server.book.values("A1") == [["x"]]


def test_a_used_metadata_id_is_refused_or_taken_over(wire, server):
    wire.batch(metadata(7, "first"))
    assert wire.refused(metadata(7, "second")).startswith("Invalid requests[0].createDeveloperMetadata: ")
    switch(wire, used_metadata_id_fails=False)
    wire.batch(metadata(7, "second"))
    assert [(entry["metadataId"], entry["metadataKey"]) for entry in server.book.all_metadata()] == [(7, "second")]


def test_a_used_name_is_refused_or_there_twice(wire, server):
    wire.batch(named())
    assert wire.refused(named()).endswith("a named range with that name already exists.")
    switch(wire, used_name_fails=False)
    wire.batch(named())
    assert names(server) == ["rev_1", "rev_1"]


@pytest.mark.parametrize("kind", ["deleteDeveloperMetadata", "updateDeveloperMetadata"])
def test_metadata_that_nothing_matches_is_ignored_or_refused(wire, kind):
    nothing = {"developerMetadataLookup": {"metadataId": 9}}
    body = {"dataFilter": nothing} if kind.startswith("delete") else {"dataFilters": [nothing], "fields": "*"}
    assert wire.batch({kind: body})["replies"] == [{kind: {}}]
    switch(wire, unmatched_metadata_fails=True)
    assert wire.refused({kind: body}).startswith(f"Invalid requests[0].{kind}: ")


@pytest.mark.parametrize("moves", [True, False])
def test_metadata_goes_with_its_row_or_stays_when_a_person_sorts(wire, server, moves):
    switch(wire, sort_moves_anchors=moves)
    wire.batch(write(["Name"], ["Bo"], ["Al"]), metadata(7, "row of Bo"))
    server.person().sort("Tabellenblatt1", "A")
    span = server.book.all_metadata()[0]["location"]["dimensionRange"]
    assert (server.book.values("A2:A3"), span["startIndex"]) == ([["Al"], ["Bo"]], 2 if moves else 1)


@pytest.mark.parametrize("torn", [True, False])
def test_a_read_of_ranges_is_torn_or_of_one_moment(wire, server, torn):
    switch(wire, torn_reads=torn)
    other, count = Wire(server), iter(range(1, 99))
    wire.batch(write([0], [0]))
    server.between_ranges = lambda _: other.batch(write(*[[next(count)]] * 2))
    read = wire.get("/values:batchGet", ranges=["A1", "A2", "A1"])["valueRanges"]
    assert [found["values"] for found in read] == ([[["0"]], [["1"]], [["2"]]] if torn else [[["0"]]] * 3)
    mask = "sheets.data.rowData.values.formattedValue"
    data = wire.get(ranges=["A1", "A2"], fields=mask)["sheets"][0]["data"]
    first, second = (int(part["rowData"][0]["values"][0]["formattedValue"]) for part in data)
    assert second - first == (1 if torn else 0)


def test_torn_reads_wait_for_another_write_by_themselves(wire, server):
    switch(wire, torn_reads=True)
    assert len(wire.get("/values:batchGet", ranges=["A1", "A2"])["valueRanges"]) == 2


@pytest.mark.parametrize(
    ("condition", "good", "bad"),
    [
        ({"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "ja"}]}, "ja", "Ja"),
        ({"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": "=C1:C2"}]}, "Ulm", "Köln"),
        ({"type": "BOOLEAN"}, True, "TRUE"),
        ({"type": "NUMBER_GREATER", "values": [{"userEnteredValue": "3"}]}, 4, 3),
        ({"type": "NUMBER_BETWEEN", "values": [{"userEnteredValue": "1"}, {"userEnteredValue": "3"}]}, 3, "2 Tage"),
        ({"type": "TEXT_IS_EMAIL"}, "a@example.org", "a@example"),
        ({"type": "TEXT_CONTAINS", "values": [{"userEnteredValue": "x"}]}, "axe", "Ast"),
        ({"type": "DATE_IS_VALID"}, "", "gestern"),
    ],
)
def test_strict_validation_lets_the_api_write_or_not(wire, server, condition, good, bad):
    rule = {"range": CELL, "rule": {"condition": condition, "strict": True}}
    wire.batch(write(["Bonn"], ["Ulm"], column=2), {"setDataValidation": rule}, write([bad]))
    switch(wire, strict_validation_binds=True)
    wire.batch(write([None, "beside a value that was wrong before"]), write([good]), write(["free"], row=1))
    text = "The data you entered in cell A1 violates the data validation rules set on this cell."
    assert wire.refused(write([bad])) == f"Invalid requests[0].updateCells: {text}"
    body = {"valueInputOption": "RAW", "data": [{"range": "A1", "values": [[bad]]}]}
    assert wire.post("/values:batchUpdate", body).json()["error"]["message"] == f"Invalid data[0]: {text}"
    assert server.book.values("A1") == ([[good]] if good else [])


def test_editors_manage_protections_or_may_not(wire, server):
    number = protect(wire, warningOnly=True)
    switch(wire, editors_manage_protections=False)
    gone = {"deleteProtectedRange": {"protectedRangeId": number}}
    for request in (gone, {"addProtectedRange": {"protectedRange": {"range": CELL, "warningOnly": True}}}):
        assert "You are trying to edit a protected cell or object." in wire.refused(request)
    switch(wire, editors_manage_protections=True)
    wire.batch(gone)


def test_editors_write_protected_cells_or_may_not(wire, server):
    server.person().protect("A1:B2")
    wire.batch(write(["allowed"]))
    switch(wire, editors_write_protected=False)
    assert "You are trying to edit a protected cell" in wire.refused(write(["never"], row=1))
    wire.batch(write(["beside it"], row=2))
    found = wire.get(fields="sheets.protectedRanges.requestingUserCanEdit")["sheets"][0]["protectedRanges"]
    assert found == [{"requestingUserCanEdit": False}]
    server.person().type("A1", "the owner may")
    assert server.book.values("A1:A3") == [["the owner may"], [], ["beside it"]]


def test_too_many_requests_say_when_to_come_back_or_not():
    with running(quota={"read": 1, "write": 2}) as server:
        wire = Wire(server)
        assert "spreadsheetId" in wire.get()
        refused = wire.session.get(wire.base, timeout=5)
        assert (refused.status_code, "Retry-After" in refused.headers) == (429, False)
        switch(wire, retry_after=True)
        assert 50 < int(wire.session.get(wire.base, timeout=5).headers["Retry-After"]) <= 60
        server.fault("429", kind="write", seconds=3)
        codes = [wire.post(":batchUpdate", {"requests": [write(["x"])]}) for _ in range(4)]
        assert [found.status_code for found in codes] == [429, 200, 200, 429]
        assert codes[0].headers["Retry-After"] == "3"


def test_the_reply_shows_the_sheet_after_or_before_the_batch(wire):
    options = {"includeSpreadsheetInResponse": True, "responseIncludeGridData": True, "responseRanges": ["A1"]}
    wire.batch(write(["old"]))
    seen = []
    for before in (False, True):
        switch(wire, reply_before_batch=before)
        sheet = wire.batch(write([f"new {before}"]), **options)["updatedSpreadsheet"]["sheets"][0]
        seen.append(sheet["data"][0]["rowData"][0]["values"][0]["formattedValue"])
    assert seen == ["new False", "new False"]


def test_refusals_are_english_or_translated_behind_the_place(wire):
    gone = {"deleteProtectedRange": {"protectedRangeId": 41}}
    assert wire.refused(gone).endswith(": No protected range with id: 41")
    switch(wire, translated_refusals=True)
    assert wire.refused(gone) == "Invalid requests[0].deleteProtectedRange: Diese Änderung ist nicht möglich."


def test_names_are_checked_at_once_or_one_batch_late(wire, server):
    wire.batch(named("rev_1"))
    assert "already exists" in wire.refused(named("rev_1"))
    switch(wire, stale_names=True)
    wire.batch(named("rev_2"))
    wire.batch(named("rev_2"))  # the batch before is not seen yet
    assert "already exists" in wire.refused(named("rev_2"))
    assert "already exists" in wire.refused(named("rev_3"), named("rev_3"))
    wire.batch({"deleteNamedRange": {"namedRangeId": server.book.named_ranges[0]["namedRangeId"]}})
    assert "already exists" in wire.refused(named("rev_1"))  # nor is what it deleted
    wire.batch(write(["x"]))
    wire.batch(named("rev_1"))
    assert sorted(names(server)) == ["rev_1", "rev_2", "rev_2"]


@pytest.mark.parametrize("data", [False, True])
def test_appending_ignores_or_counts_empty_drop_downs(wire, server, data):
    switch(wire, dropdowns_are_data=data)
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "ja"}]}}
    wire.batch(write(["h"]), {"setDataValidation": {"range": {**CELL, "endRowIndex": 3}, "rule": rule}})
    wire.batch({"appendCells": {"rows": [{"values": [{"userEnteredValue": {"stringValue": "x"}}]}], "fields": "*"}})
    assert server.book.values("A1:A9") == ([["h"], [], [], ["x"]] if data else [["h"], ["x"]])
    wire.post("/values/A1:append", {"values": [["y"]]}, valueInputOption="RAW")
    assert server.book.values("A5" if data else "A3") == [["y"]]


def test_a_read_of_ranges_shows_protections_or_leaves_them_out(wire):
    protect(wire, warningOnly=True)
    for hidden in (False, True):
        switch(wire, ranges_hide_protections=hidden)
        assert ("protectedRanges" in wire.get(ranges="A1")["sheets"][0]) is not hidden
        assert "protectedRanges" in wire.get()["sheets"][0]


def test_switches_are_set_at_the_start_and_over_http(server, wire):
    url = f"{server.url}/_test/switches"
    assert session(None).get(url, timeout=5).json()["missing_protection_fails"] is True
    assert wire.control("switches", {"torn_reads": True}).json()["torn_reads"] is True
    assert server.switches.torn_reads
    for bad in ({"no_such": True}, {"torn_reads": "maybe"}, ["torn_reads"]):
        assert wire.control("switches", bad).status_code == 400
    with running(switches={"missing_protection_fails": False}) as other:
        assert other.switches.shown() == {
            **server.switches.shown(),
            "missing_protection_fails": False,
            "torn_reads": False,
        }
    with pytest.raises(ValueError, match="Not a switch"), running(switches={"no_such": True}):
        pass


def test_pasted_text_stays_text_or_is_read_like_typing(wire, server):
    wire.batch(write(["007"]))
    copy = {
        "source": {"sheetId": 0, **CELL},
        "destination": {"sheetId": 0, **CELL, "startColumnIndex": 1, "endColumnIndex": 2},
    }
    wire.batch({"copyPaste": {**copy, "pasteType": "PASTE_VALUES"}})
    assert server.book.values("A1:B1") == [["007", "007"]]
    switch(wire, pasted_text_stays_text=False)
    wire.batch({"copyPaste": {**copy, "pasteType": "PASTE_VALUES"}})
    assert server.book.values("A1:B1") == [["007", 7]]


@pytest.mark.parametrize("deflected", [False, True])
def test_a_write_reaches_a_row_that_a_filter_hides_or_passes_over_it(wire, server, deflected):
    wire.batch(write(["Stand"], ["alt"], ["neu"], ["neu"]))
    server.person().set_filter("Tabellenblatt1", "A", ["alt"])
    switch(wire, filters_deflect_writes=deflected)
    wire.batch(write(["x"], ["y"], row=1, column=1))
    wanted = [[], ["alt"], ["neu", "x"], ["neu", "y"]] if deflected else [[], ["alt", "x"], ["neu", "y"], ["neu"]]
    assert server.book.values("A1:B4")[1:] == wanted[1:]


@pytest.mark.parametrize("blind", [False, True])
def test_of_two_batches_at_once_with_one_name_one_is_refused_or_both_are_taken(wire, server, blind):
    switch(wire, batches_blind_to_each_other=blind)
    with ThreadPoolExecutor(2) as pool:
        sent = list(pool.map(lambda one: one.post(":batchUpdate", {"requests": [named()]}), [wire, Wire(server)]))
    assert sorted(answer.status_code for answer in sent) == ([200, 200] if blind else [200, 400])
    assert names(server) == ["rev_1"]


@pytest.mark.parametrize("apart", [False, True])
def test_rows_put_in_from_two_sides_come_one_after_the_other_or_into_each_other(wire, server, apart):
    switch(wire, inserts_come_apart=apart)
    wire.batch(write(["above"], ["below"]))
    row = {"insertDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}}}
    sides = [(wire, "one"), (Wire(server), "other")]
    with ThreadPoolExecutor(2) as pool:
        replies = list(pool.map(lambda side: side[0].batch(row, write([side[1]], row=1))["replies"], sides))
    assert replies == [[{}, {}], [{}, {}]]
    there = [line[0] if line else "" for line in server.book.values("A1:A9")]
    assert (sorted(there) == ["above", "below", "one", "other"]) is not apart
