"""The benchmark still runs: a short look at ourselves and at plain gspread, which the tests have anyway."""

import json
from pathlib import Path
from threading import Thread
from time import perf_counter
from xml.etree import ElementTree as ET

import pytest

from benchmarks.chart import picture
from benchmarks.measure import TABS, Competitor, page_and_save, rush
from benchmarks.peers.plain import PlainGspread
from benchmarks.peers.worker import REGISTRATIONS, local_session, visitor
from benchmarks.report import Outcome, Setting, figures, write
from services.model.course_records import Registration
from services.model.record import columns
from services.storage.sheets import SheetsStore
from tests.sheets_server import running

LATENCY, VISITORS = 0.002, 6
SETTING = Setting((LATENCY,), 1, VISITORS, 1, LATENCY, VISITORS, LATENCY, "dorsten")
OURS, PLAIN = Competitor("ours", "ours"), Competitor("gspread", "plain")

pytestmark = pytest.mark.xdist_group("bench")  # what they look at is made once


@pytest.fixture(scope="module")
def outcomes():
    found = []
    for one in (OURS, PLAIN):
        pages = {LATENCY: page_and_save(one, LATENCY, 1, SETTING.example)}
        pressed = rush(one, LATENCY, VISITORS, SETTING.example, processes=1)
        found.append(Outcome(one.name, pages, [pressed], pressed, 2.0))
    return found


def test_a_page_takes_one_request_and_a_change_right_after_it_another(outcomes):
    counted = {one.name: [work.requests for work in one.pages[LATENCY]] for one in outcomes}
    assert counted == {"ours": [[1], [1]], "gspread": [[2 + len(TABS)], [4]]}


def test_everybody_told_so_is_on_the_list(outcomes):
    told = [(one.many.pressed, one.many.acknowledged, one.many.lost, one.many.lost_before) for one in outcomes]
    assert told == [(VISITORS, VISITORS, 0, 0)] * 2


def test_figures_are_json_and_stand_in_document_and_picture(outcomes, tmp_path):
    found = json.loads(json.dumps(figures(SETTING, outcomes)))
    wanted = {"open_requests", "save_requests", "open_s", "save_s", f"lost_{VISITORS}"}
    assert [wanted - one.keys() for one in found.values()] == [set(), set()]
    document = tmp_path / "figures.md"
    document.write_text(
        "before\n<!-- measured: begin -->\nstale figures\n<!-- measured: end -->\nafter\n", encoding="utf-8"
    )
    write(document, SETTING, outcomes)
    written = document.read_text(encoding="utf-8")
    write(document, SETTING, outcomes)
    assert document.read_text(encoding="utf-8") == written
    assert ("stale" in written, written[:7], written[-7:]) == (False, "before\n", "\nafter\n")
    assert f"| gspread | {2 + len(TABS)} |" in written
    ET.parse(tmp_path / "figures.svg")  # noqa: S314 - a file of our own


def test_a_bar_is_as_long_as_its_value():
    drawn = ET.fromstring(picture([("Rows & tabs", [("ours", 1.0), ("other", 4.0), ("third", 0.0)])]))  # noqa: S314
    bars = [one.get("width") for one in drawn.iter("{http://www.w3.org/2000/svg}rect")][1:]
    assert bars == ["52.5", "210.0", "1.0"]


def test_a_visitors_row_is_a_row_of_the_tab():
    assert list(visitor(1, "K-0001")) == [kept.column.header for kept in columns(Registration).values()]
    assert Registration.tab == REGISTRATIONS


def test_whoever_knows_gspread_well_opens_all_tabs_with_two_requests():
    with running() as server:
        SheetsStore(server.spreadsheet, api=server.url).load()
        server.reset()
        PlainGspread(server.url, server.spreadsheet).open_page_at_once(TABS)
        assert server.requests["read"] == 2


def test_requests_wait_for_the_latency_all_at_the_same_time():
    with running() as server:
        server.latency = 0.2
        address = f"{server.url}/v4/spreadsheets/{server.spreadsheet}"

        def ask():
            begun = perf_counter()
            local_session(server.url).get(address, timeout=10)
            waited.append(perf_counter() - begun)

        waited = []
        begun = perf_counter()
        threads = [Thread(target=ask) for _ in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert min(waited) >= server.latency
        assert perf_counter() - begun < 10 * server.latency


def test_requirements_pin_every_peer():
    folder = Path(__file__).parents[1] / "benchmarks"
    for file in folder.glob("requirements-*.txt"):
        lines = file.read_text(encoding="utf-8").splitlines()[1:]
        assert [line for line in lines if "==" not in line] == []
        assert any(line.startswith(file.stem.removeprefix("requirements-") + "==") for line in lines)
