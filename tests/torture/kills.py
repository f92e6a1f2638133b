"""The app's process is killed while it saves, again and again; the sheet stays whole and the next start goes on."""

import multiprocessing
from pathlib import Path
from random import Random
from threading import Event, Timer

from services.model.access import ANYBODY
from services.office import Office
from services.registration import leave_interest
from services.storage.sheets import SheetsStore
from tests.rules.cast import NOW, UTE, interest_form
from tests.sheets_server import Server, running
from tests.sheets_server.routes import Request
from tests.torture.deeds import draw, prepare
from tests.torture.diary import Diary, read_diaries
from tests.torture.evidence import Evidence, rows_of
from tests.torture.verdict import Findings, judge

SPREADSHEET = "kills"
REQUESTS = 6  # a process dies at one of its first requests: two or three actions
LATER = 0.03  # seconds after the request arrived, at most


def app(url: str, folder: Path, number: int) -> None:
    """A start of the app: it saves one action after the other until it is killed."""
    office = Office(SheetsStore(SPREADSHEET, api=url), clock=lambda: NOW, keep_for=60)
    rng, diary = Random(number), Diary(folder / f"{number:04d}.jsonl")
    for step in range(10_000):
        operation = f"start-{number}-{step}"
        deed = draw(rng, office.read(UTE), operation)
        try:
            office.perform(deed.actor, diary.watched(operation, deed.action), *deed.args, once=operation)
        except Exception as refusal:  # noqa: BLE001 - noted, and looked at by the verdict
            diary.note(operation, answer="refused", why=repr(refusal))
        else:
            diary.note(operation, answer="acknowledged")


def kill_again_and_again(kills: int, seed: int, folder: Path) -> tuple[Findings, int, int]:
    """Kill that many processes; what the verdict found, how many actions were acknowledged and how many left open."""
    rng = Random(seed)
    multiprocessing.set_forkserver_preload(["tests.torture.kills"])  # or each start takes a second of imports
    with running() as server:
        server.store.ensure(SPREADSHEET)
        office = Office(SheetsStore(SPREADSHEET, api=server.url), clock=lambda: NOW)
        office.perform(UTE, Diary(folder / "prepared.jsonl").watched("prepared", prepare), once="prepared")
        for number in range(kills):
            kill_one(server, rng, folder, number)
            if any(judged(server, folder).values()):
                break
        last = Diary(folder / "last.jsonl").watched("last", leave_interest)
        office.perform(ANYBODY, last, interest_form(), once="last")
        findings = judged(server, folder)
    answers = [deed.answer for deed in read_diaries(folder).values()]
    return findings, answers.count("acknowledged"), answers.count("")


def kill_one(server: Server, rng: Random, folder: Path, number: int) -> None:
    """Start the app and kill it at one of its requests: just before the server handles it, or a little later."""
    process = multiprocessing.get_context("forkserver").Process(target=app, args=(server.url, folder, number))
    requests_left, later = rng.randint(1, REQUESTS), rng.choice((0.0, rng.uniform(0, LATER)))
    started, its_turn = Event(), Event()

    def strike(request: Request) -> None:
        nonlocal requests_left
        requests_left -= 1
        if requests_left == 0:
            if later:
                Timer(later, its_turn.set).start()
            else:
                started.wait()  # its first request may be faster than the news of its start
                process.kill()
                its_turn.set()

    server.on_request = strike
    process.start()
    started.set()
    its_turn.wait(60)
    process.kill()
    process.join()
    process.close()
    server.on_request = None


def judged(server: Server, folder: Path) -> Findings:
    """The verdict on the sheet as it stands; the next start of the app must be able to read all of it."""
    findings = judge(Evidence(rows_of(server.store.get(SPREADSHEET)), read_diaries(folder)))
    workbook = SheetsStore(SPREADSHEET, api=server.url).load()
    findings["half_applied"] += [f"{problem.tab} {problem.row}: {problem.reason}" for problem in workbook.problems]
    return findings
