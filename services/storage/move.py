"""Moving: everything from one store into another, empty one, with its numbers and its journal; compared afterwards.

    python -m services.storage.move --from sqlite:///data/lotsenbuch.db --to sheet

A store is `sheet` (the [sheet] of the secrets), `sqlite:///folder/file.db`, `postgresql://user:password@host/name` or
`backup:file.zip`. Stop the app first. The old store stays as it is.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from services.model.errors import Unreachable
from services.model.parts import parts, weight_of
from services.model.record import Record
from services.model.records import RECORDS, REFERRED_FIRST
from services.model.workbook import Change, Workbook
from services.storage.backup import save
from services.storage.command import BACKUP, errors_told, everything_at, opened, parser, say, secrets_in
from services.storage.open import whole
from services.storage.store import Store


def copy(source: Workbook, target: Store) -> Workbook:
    """Write every entry of `source` that is not in `target` yet, in batches; gives what `target` holds then.

    Raises `Conflict` when somebody else writes there, `Unreachable` when the target stays away.
    """
    for batch in batches(source):
        _write(batch, target)
    return whole(target)


def batches(source: Workbook) -> Iterator[tuple[Record, ...]]:
    """Divide the entries into what goes into one commit: what others refer to first, oldest number first."""
    return parts((record for kind in REFERRED_FIRST for record in source.all(kind)), weight_of)


def unlike(source: Workbook, copied: Workbook) -> tuple[str, ...]:
    """Name the entries that are in one alone or not the same in both."""
    return tuple(
        number
        for kind in RECORDS
        for number in sorted(source.records[kind].keys() | copied.records[kind].keys())
        if source.records[kind].get(number) != copied.records[kind].get(number)
    )


# A sheet takes 60 requests a minute. Whether a batch that got no answer was written shows at the next look.
@retry(
    retry=retry_if_exception_type(Unreachable),
    wait=wait_random_exponential(multiplier=2, max=60),
    stop=stop_after_attempt(5),
    reraise=True,
)
def _write(batch: tuple[Record, ...], target: Store) -> None:
    there = whole(target)
    changes = tuple(Change(None, record) for record in batch if there.find(type(record), record.id) is None)
    if changes:
        target.commit(changes, expected=there)


def _check_target(source: Workbook, there: Workbook, *, resume: bool) -> None:
    """Refuse (`ValueError`) a target that holds anything; when resuming, anything but entries of the source."""
    begun = not there.problems and all(
        source.records[kind].get(number) == record
        for kind, numbered in there.records.items()
        for number, record in numbered.items()
    )
    if there.empty or (resume and begun):
        return
    holds = ", ".join(told(there)) or "rows that cannot be read"
    advice = (
        "All of it is in the source too, so an earlier move was probably interrupted: add --resume to go on with it."
        if begun
        else "Only an empty one is filled. Please give another target; the present one stays as it is."
    )
    raise ValueError(f"The target is not empty: {holds}. {advice}")


def told(workbook: Workbook) -> tuple[str, ...]:
    """Say how much each tab holds."""
    return tuple(f"{len(workbook.records[kind])} {kind.tab}" for kind in RECORDS if workbook.records[kind])


def main(given: Sequence[str] | None = None) -> None:
    """Carry out the command."""
    command = parser("services.storage.move", "Move everything into another, empty store.")
    stores = "sheet, sqlite:///…, postgresql://… or backup:file.zip"
    command.add_argument("--from", dest="source", required=True, help=stores)
    command.add_argument("--to", dest="target", required=True, help=stores)
    command.add_argument("--resume", action="store_true", help="go on with a move that was interrupted")
    command.add_argument("--leave-unreadable", action="store_true", help="move although some rows cannot be read")
    asked = command.parse_args(given)
    with errors_told():
        secrets = secrets_in(asked.secrets)
        source = everything_at(asked.source, secrets)
        _check_source(source, leave=asked.leave_unreadable)
        if asked.target.startswith(BACKUP):
            _save(source, Path(asked.target.removeprefix(BACKUP)))
            copied = everything_at(asked.target, secrets)
        else:
            with opened(asked.target, secrets) as target:
                _check_target(source, whole(target), resume=asked.resume)
                copied = copy(source, target)
        if wrong := unlike(source, copied):
            raise ValueError(f"Not the same in both: {', '.join(wrong[:20])} ({len(wrong)}). Do not use the target.")
    say(f"Moved and compared, the same in both: {', '.join(told(copied))}.")


def _check_source(source: Workbook, *, leave: bool) -> None:
    """Refuse (`ValueError`) when nothing is there, or rows that would be lost unless that is meant (`leave`)."""
    if source.empty:
        raise ValueError("There is nothing in the source. Is the address right?")
    if source.problems:
        rows = "\n".join(f"  {one.tab}, {one.row}, {one.column}: {one.reason}" for one in source.problems)
        if not leave:
            raise ValueError(
                f"Rows that cannot be read would stay behind:\n{rows}\nMend them, or add --leave-unreadable."
            )
        say(f"Left behind, because they cannot be read:\n{rows}")


def _save(source: Workbook, path: Path) -> None:
    if path.exists():
        raise ValueError(f"{path} is there already. Please give another name.")
    save(source, path, at=datetime.now(ZoneInfo("Europe/Berlin")).replace(tzinfo=None, microsecond=0))


if __name__ == "__main__":
    main()
