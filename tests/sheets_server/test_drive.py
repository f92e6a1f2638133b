"""Files and permissions as gspread asks Drive for them."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import gspread
import pytest
from gspread.utils import ExportFormat
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from tests.sheets_server.client import connect, session, sign_in, write


@pytest.fixture
def client(server):
    return connect(server)


@pytest.fixture
def helper(server):
    found = sign_in(server, server.service_account("helper@example.org"))
    yield found
    found.http_client.session.close()


def reason(act, *args):
    with pytest.raises(gspread.exceptions.APIError) as caught:
        act(*args)
    return caught.value.code, caught.value.error["errors"][0]["reason"]


def test_spreadsheets_are_created_found_copied_and_deleted(client, server):
    made = client.create("Neu")
    assert (made.sheet1.title, made.locale) == ("Sheet1", "en_US")
    made.sheet1.update([["x"]], "A1")
    copy = client.copy(made.id, "Kopie", copy_permissions=True)
    assert copy.sheet1.get("A1") == [["x"]]
    assert client.copy(made.id).title == "Copy of Neu"
    assert sorted(found["name"] for found in client.list_spreadsheet_files()) == [
        "Copy of Neu",
        "Kopie",
        "Neu",
        "lotsenbuch",
    ]
    assert [found.title for found in client.openall("Kopie")] == ["Kopie"]
    client.del_spreadsheet(copy.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open_by_key(copy.id)
    assert reason(client.del_spreadsheet, copy.id) == (404, "notFound")
    assert made.creationTime <= made.get_lastUpdateTime()


def test_lists_come_in_pages(client, server):
    for number in range(3):
        client.create(f"Datei {number}")
    url, found, token = f"{server.url}/drive/v3/files", [], ""
    while token is not None:
        query = {"q": "name contains 'datei' and trashed = false", "pageSize": 2, "pageToken": token}
        page = session().get(url, params=query, timeout=5).json()
        found += [entry["name"] for entry in page["files"]]
        token = page.get("nextPageToken")
    assert found == ["Datei 0", "Datei 1", "Datei 2"]
    assert session().get(url, params={"pageSize": "x"}, timeout=5).status_code == 400


def test_files_are_exported_and_imported_as_csv(client, wire):
    wire.batch(write(["Name", "a,b"], [1.5, True]), {"addSheet": {"properties": {"title": "Zwei"}}})
    assert client.export("lotsenbuch", ExportFormat.CSV) == b'Name,"a,b"\r\n"1,5",WAHR'
    assert client.export("lotsenbuch", ExportFormat.TSV) == b"Name\ta,b\r\n1,5\tWAHR"
    client.import_csv("lotsenbuch", 'id,"Größe"\n7,"1,5"\n')
    (left,) = client.open_by_key("lotsenbuch").worksheets()
    assert left.get_all_values(value_render_option="UNFORMATTED_VALUE") == [["id", "Größe"], [7, 1.5]]


def test_files_are_exported_as_workbooks_with_every_tab(client, wire):
    day = {"userEnteredValue": {"numberValue": 46387}, "userEnteredFormat": {"numberFormat": {"type": "DATE"}}}
    name = "Ein Name von mehr als einunddreißig Zeichen"
    wire.batch(
        write(["Größe", 1.5, True, None, "=kein"], row=1),
        {"updateCells": {"rows": [{"values": [day]}], "fields": "*", "start": {"rowIndex": 4}}},
        *({"addSheet": {"properties": {"title": title}}} for title in (f"{name} A", f"{name} B", "a/b")),
    )
    for form in (ExportFormat.EXCEL, ExportFormat.OPEN_OFFICE_SHEET):
        book = CalamineWorkbook.from_filelike(io.BytesIO(client.export("lotsenbuch", form)))
        first, *others = (book.get_sheet_by_name(title).to_python(skip_empty_area=False) for title in book.sheet_names)
        assert book.sheet_names == ["Tabellenblatt1", f"{name[:26]} 1", f"{name[:26]} 2", "a_b"]
        assert first == [
            [""] * 5,
            ["Größe", 1.5, True, "", "=kein"],
            [""] * 5,
            [""] * 5,
            [date(2026, 12, 31), *[""] * 4],
        ]
        assert others == [[], [], []]


def test_files_are_exported_as_paper_and_as_pages(client, wire):
    wire.batch(
        write(["Größe", "żółty"], [1.5]),
        {"addSheet": {"properties": {"title": "Leer"}}},
        {"addSheet": {"properties": {"title": "Nicht zu sehen", "hidden": True}}},
    )
    first, second = PdfReader(io.BytesIO(client.export("lotsenbuch", ExportFormat.PDF))).pages
    assert (first.extract_text().split(), second.extract_text()) == (["Größe", "żółty", "1,5"], "")
    with zipfile.ZipFile(io.BytesIO(client.export("lotsenbuch", ExportFormat.ZIPPED_HTML))) as file:
        names = ["resources/sheet.css", "Tabellenblatt1.html", "Leer.html", "Nicht zu sehen.html"]
        assert file.namelist() == names
        assert "<td>żółty</td>" in file.read("Tabellenblatt1.html").decode()


def test_an_export_is_refused_where_drive_refuses_it(client, wire):
    url = "https://www.googleapis.com/drive/v3/files/lotsenbuch/export"
    assert reason(client.http_client.request, "get", url, {"mimeType": "image/png"}) == (400, "badRequest")
    assert reason(client.export, "elsewhere", ExportFormat.CSV) == (404, "notFound")
    wire.batch(write(*[["x" * 50_000] * 21] * 10))
    assert reason(client.export, "lotsenbuch", ExportFormat.CSV) == (403, "exportSizeLimitExceeded")


def test_files_lie_in_folders(client):
    files = "https://www.googleapis.com/drive/v3/files"
    body = {"name": "Ablage", "mimeType": "application/vnd.google-apps.folder"}
    folder = client.http_client.request("post", files, json=body).json()["id"]
    made = client.create("Bo and Al", folder_id=folder)
    copy = client.copy("lotsenbuch", "Kopie", folder_id=folder)
    assert {found["id"] for found in client.list_spreadsheet_files(folder_id=folder)} == {made.id, copy.id}
    assert client.open("Bo and Al", folder_id=folder).id == made.id
    assert [found["id"] for found in client.list_spreadsheet_files(folder_id="root")] == ["lotsenbuch"]
    assert client.list_spreadsheet_files(folder_id="elsewhere") == []
    assert reason(client.create, "Neu", "elsewhere") == (404, "notFound")
    listed = client.http_client.request("get", files, params={"q": f"'{folder}' in parents and name != 'Kopie'"})
    assert [found["id"] for found in listed.json()["files"]] == [made.id]
    client.create("Bos'")
    assert client.open("Bos'").title == "Bos'"
    assert reason(client.list_spreadsheet_files, 'Bo "x"') == (400, "invalid")


def test_comments_are_copied_where_that_is_wanted(client, helper, server):
    url = "https://www.googleapis.com/drive/v3/files/{}/comments"

    def said(file_id):
        found = client.http_client.request("get", url.format(file_id), params={"fields": "comments/content"})
        return [comment["content"] for comment in found.json()["comments"]]

    def say(content, by=client, **params):
        return by.http_client.request("post", url.format("lotsenbuch"), json={"content": content}, params=params)

    assert list(say("Wer ist das?", fields="id").json()) == ["id"]
    copy, bare = client.copy("lotsenbuch", "A"), client.copy("lotsenbuch", "B", copy_comments=False)
    assert (said(copy.id), said(bare.id)) == (["Wer ist das?"], [])
    assert reason(lambda: say("x")) == (400, "required")
    assert reason(lambda: say("", fields="id")) == (400, "required")
    server.share("helper@example.org", "reader")
    assert reason(lambda: say("x", by=helper, fields="id")) == (403, "insufficientFilePermissions")


def test_sharing_again_changes_the_permission_there_is(client):
    def share(*wanted):
        return client.insert_permission("lotsenbuch", *wanted).json()["id"]

    before = len(client.list_permissions("lotsenbuch"))
    for grantee in (("a@example.org", "user"), ("example.org", "domain"), (None, "anyone")):
        assert share(*grantee, "reader") == share(*grantee, "writer")
    found = client.list_permissions("lotsenbuch")[before:]
    assert [(entry["type"], entry["role"]) for entry in found] == [(k, "writer") for k in ("user", "domain", "anyone")]


def test_permissions_are_added_listed_and_removed(client):
    book = client.open_by_key("lotsenbuch")
    book.share("a@example.org", "user", "writer", notify=False)
    book.share("a@example.org", "user", "reader", notify=False)
    book.share("example.org", "domain", "reader")
    book.share(None, "anyone", "reader")
    found = book.list_permissions()
    assert [(entry["type"], entry["role"]) for entry in found] == [
        ("user", "owner"),
        ("user", "reader"),
        ("domain", "reader"),
        ("anyone", "reader"),
    ]
    assert book.remove_permissions("a@example.org") == [found[1]["id"]]
    assert reason(client.remove_permission, book.id, found[1]["id"]) == (404, "notFound")
    assert reason(client.insert_permission, book.id, "nobody", "user", "reader") == (400, "invalidSharingRequest")
    assert reason(client.insert_permission, book.id, "a@example.org", "user", "king") == (400, "required")


def test_a_file_keeps_its_owner_until_it_changes_hands(client):
    (owner,) = client.list_permissions("lotsenbuch")
    assert client.insert_permission("lotsenbuch", owner["emailAddress"], "user", "reader").json()["role"] == "owner"
    assert reason(client.remove_permission, "lotsenbuch", owner["id"]) == (403, "cannotRemoveOwner")
    assert client.list_permissions("lotsenbuch") == [owner]


def test_a_spreadsheet_changes_hands(client):
    book = client.open_by_key("lotsenbuch")
    number = client.insert_permission("lotsenbuch", "b@example.org", "user", "writer").json()["id"]
    book.transfer_ownership(number)
    book.accept_ownership(number)
    assert [entry["role"] for entry in book.list_permissions()] == ["writer", "owner"]


def test_service_accounts_have_no_storage_unless_told_otherwise(server, helper):
    assert reason(helper.create, "Neu") == (403, "storageQuotaExceeded")
    assert reason(helper.copy, "lotsenbuch") == (403, "storageQuotaExceeded")
    url = "https://sheets.googleapis.com/v4/spreadsheets"
    with pytest.raises(gspread.exceptions.APIError, match="does not have permission"):
        helper.http_client.request("post", url, json={})
    server.switches.service_accounts_create_files = True
    made = helper.create("Neu")
    assert [entry["emailAddress"] for entry in made.list_permissions()] == ["helper@example.org"]
    helper.del_spreadsheet(made.id)


def test_editors_share_and_only_owners_delete(server, helper):
    assert reason(helper.del_spreadsheet, "lotsenbuch") == (403, "insufficientFilePermissions")
    helper.insert_permission("lotsenbuch", "b@example.org", "user", "reader")
    server.share("helper@example.org", "reader")
    assert reason(helper.import_csv, "lotsenbuch", "a") == (403, "insufficientFilePermissions")
    server.share("helper@example.org", "none")
    assert reason(helper.list_permissions, "lotsenbuch") == (404, "notFound")


def test_files_are_renamed(server, client):
    url = "https://www.googleapis.com/drive/v3/files/lotsenbuch"
    assert client.http_client.request("patch", url, json={"name": "Neu"}).json()["name"] == "Neu"
    assert server.book.properties["title"] == "Neu"
    assert reason(client.http_client.request, "put", url) == (501, "notImplemented")
