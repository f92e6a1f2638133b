"""One server for each test of this folder."""

from __future__ import annotations

import pytest

from tests.sheets_server import running
from tests.sheets_server.client import Wire


@pytest.fixture
def server():
    with running() as found:
        yield found
        assert found.failures == []


@pytest.fixture
def wire(server):
    return Wire(server)
