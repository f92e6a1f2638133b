"""A process with ten visitors who press "register" at once: python -m tests.storage.visitors ADDRESS FIRST."""

import sys
from concurrent.futures import ThreadPoolExecutor

from services.model.access import ANYBODY
from services.registration import register
from services.storage.sheets import SheetsStore
from services.storage.sql import SqlStore
from services.storage.store import Store
from tests.storage.actions import office, visitor

VISITORS = 10


def opened(address: str) -> Store:
    """Open the store of an address of `Place`."""
    if address.startswith("http"):
        api, spreadsheet = address.split()
        return SheetsStore(spreadsheet, api=api)
    return SqlStore(address)


def main(address: str, first: int) -> None:
    """Wait for the signal, let everybody press, and say what each was told."""
    shared = office(opened(address))
    shared.read(ANYBODY)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    with ThreadPoolExecutor(VISITORS) as pool:
        pressed = [
            pool.submit(shared.perform, ANYBODY, register, "K-0001", visitor(first + n)) for n in range(VISITORS)
        ]
    for one in pressed:
        sys.stdout.write(f"{one.result().id} {one.result().status}\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
