"""What the self-check found: one finding a step, and how the store may be used after it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from services.model.words import N_, Sentence, Word


class Verdict(Word):
    """How one step of the check came out."""

    OK = "in Ordnung", "all right"
    WARNING = "Hinweis", "please note"
    FAILED = "Fehler", "not all right"
    SKIPPED = "nicht geprüft", "not checked"


class Mode(Word):
    """How the table may be used, as far as the self-check could find out."""

    NORMAL = "Normalbetrieb", "Normal operation"
    READ_ONLY = "Nur lesen", "Read only"


TITLES: Final = {
    "address": N_("Address of the table"),
    "key": N_("Key of the service account"),
    "sign-in": N_("Signing in at Google"),
    "spreadsheet": N_("Opening the table"),
    "locale": N_("Country setting of the table"),
    "layout": N_("Tabs and columns"),
    "version": N_("Version of the table"),
    "rows": N_("Rows"),
    "token": N_("Mark of the last save"),
    "selfcheck": N_("Last self-check"),
    "editor": N_("Permission to write"),
    "P1": N_("A save happens as a whole or not at all"),
    "P2": N_("Of two saves at once Google refuses the second (first lock)"),
    "P3'": N_("Of two saves at once Google refuses the second (second lock)"),
    "P3": N_("Of two saves at once Google refuses the second (spare lock)"),
    "P4": N_("A hidden note of a row that is not there may be removed"),
    "P5": N_("Sorting by hand takes the hidden note of a row along"),
    "P6": N_("One read shows one moment"),
    "P7": N_("New rows overwrite nothing"),
    "P8": N_("A strict drop-down does not stop the programme"),
    "P10": N_("The programme may set its locks"),
    "P10'": N_("Nobody keeps the programme out of its cells"),
    "P11": N_("Google's words when it refuses"),
    "P12": N_("Google says how long to wait when it is busy"),
    "P13": N_("The answer to a save shows what was saved"),
    "P14": N_("A save reaches rows that a filter hides"),
    "P15": N_("A save sees the one just before it"),
    "P17": N_("A read shows the locks"),
    "P18": N_("A save can copy a row before it changes it"),
    "P19": N_("Of two saves in the same moment exactly one is taken"),
    "P20": N_("1,5 typed by hand is one and a half"),
    "P21": N_("A copy of the whole table keeps the locks"),
    "P22": N_("A row somebody inserts during a save moves nothing to a wrong place"),
    "latency": N_("Speed"),
    "kept": N_("Result kept in the table"),
    "created": N_("Creating the table"),
}


@dataclass(frozen=True)
class Finding:
    """One step: its `name` (a key of `TITLES`), how it came out, one sentence that also says what to do.

    `numbers` are the gaps of that sentence that are kept with a result of the self-check (milliseconds).
    """

    name: str
    verdict: Verdict
    told: Sentence
    numbers: Mapping[str, int] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What was looked at, as a message to be translated."""
        return TITLES[self.name]


NEEDED: Final = ("editor", "P1", "P10", "P14", "P19", "P22")  # without one of these nothing can be saved safely
UNTRIED: Final = ("P5", "P12", "P21")  # they take a hand at the sheet, the whole quota, or a second table


def mode_of(verdicts: Mapping[str, Verdict]) -> Mode:
    """Decide how the table may be used; a step that is missing counts as one that did not hold.

    Saving needs permission, locks that can be set, saves that happen as a whole and write into hidden rows as well, one
    of two in the same moment refused, new rows that overwrite nothing while others put rows in, and one of the two
    locks: the first has to be seen by a read, the second by the very next save.
    """
    holds = {name for name, verdict in verdicts.items() if verdict is Verdict.OK}
    return Mode.NORMAL if holds.issuperset(NEEDED) and lock_holds(verdicts) else Mode.READ_ONLY


def lock_holds(verdicts: Mapping[str, Verdict]) -> bool:
    """Say whether one of the two locks keeps two saves at once apart."""
    holds = {name for name, verdict in verdicts.items() if verdict is Verdict.OK}
    return {"P2", "P17"} <= holds or {"P3'", "P15"} <= holds


def decision(mode: Mode, findings: Iterable[Finding]) -> Sentence:
    """Say how the table may be used after these findings, and why."""
    if mode is Mode.NORMAL:
        sentence = N_("{mode}: several people and programmes may save at the same time.")
    elif lock_holds({one.name: one.verdict for one in findings}):
        sentence = N_("{mode}: saving is switched off, because it is not safe in this table. The reason stands below.")
    else:
        sentence = N_(
            "{mode}: neither lock holds, so two saves at once could overwrite each other. That one programme alone "
            "saves cannot be made sure of either: this, too, would need a lock. So saving is switched off; please run "
            "the self-check again, and if it stays like this, use another table or a database."
        )
    return Sentence(sentence, mode=mode)
