"""Requests that go wrong at random, the same way each time."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.sheets_server.chaos import Chaos
from tests.sheets_server.client import Wire, session, write
from tests.sheets_server.faults import FAULTS

WAYS = {f"{fault} {when}" for fault in FAULTS for when in ("before", "after")}


def dealt(seed, share=0.5, requests_=40):
    plan = Chaos(seed=seed, share=share)
    return [fault and (fault.fault, fault.when) for fault in (plan.deal("write") for _ in range(requests_))]


def test_the_same_seed_deals_the_same_faults():
    assert dealt(1) == dealt(1)
    assert dealt(1) != dealt(2)
    assert 60 < len([found for found in dealt(3, requests_=400, share=0.2) if found]) < 100


def test_every_way_comes_before_one_comes_twice():
    plan = Chaos(share=1)
    for _ in WAYS:
        plan.deal("read")
    assert plan.dealt == Counter(dict.fromkeys(WAYS, 1))


def test_only_the_wanted_kinds_and_faults_are_dealt():
    plan = Chaos(share=1, kinds=["write"], faults=["503"], when=["after"])
    assert [plan.deal(kind) and plan.dealt["503 after"] for kind in ("read", "token", "write")] == [None, None, 1]


@pytest.mark.parametrize(
    "bad", [{"share": 2}, {"faults": ["earthquake"]}, {"faults": []}, {"kinds": ["x"]}, {"when": ["never"]}]
)
def test_an_impossible_plan_is_refused(server, wire, bad):
    with pytest.raises(ValueError, match="Not a"):
        server.chaos(**bad)
    assert wire.control("chaos", bad).status_code == 400
    assert wire.control("chaos", {"colour": 1}).status_code == 400


def test_clients_in_chaos_see_each_way_and_lose_nothing_they_were_promised(server, wire):
    assert wire.control("chaos", {"seed": 4, "share": 0.5, "seconds": 0.02}).status_code == 200

    def work(index):
        client, promised = Wire(server), []
        for number in range(20):
            try:
                response = client.post(":batchUpdate", {"requests": [write([number], row=index)]})
            except requests.RequestException:
                continue
            promised += [number] if response.status_code == 200 else []
        return promised[-1]

    with ThreadPoolExecutor(4) as pool:
        last = list(pool.map(work, range(4)))
    assert set(session(None).get(f"{server.url}/_test/chaos", timeout=5).json()) == WAYS
    assert all(found[0] >= promised for found, promised in zip(server.book.values("A1:A4"), last, strict=True))
    wire.control("chaos", {})
    assert [wire.get(fields="spreadsheetId") for _ in range(20)] == [{"spreadsheetId": "lotsenbuch"}] * 20
