"""A process that posts what waits: python -m tests.delivery.poster ADDRESS PORT (a store of `Place`, a mail server)."""

import sys

from services.posting import post
from tests.delivery.post_office import PostOffice
from tests.storage.actions import office
from tests.storage.visitors import opened


def main(address: str, port: int) -> None:
    """Post everything, in as many goes as it takes."""
    server = PostOffice(port=port).settings()
    shared = office(opened(address))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    while post(shared, server, "key", most=5):
        pass


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
