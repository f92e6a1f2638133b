"""What the self-check found: one finding a step, and how the store may be used after it."""

from collections.abc import Mapping
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
    "P6": N_("One read shows one moment"),
    "P7": N_("New rows overwrite nothing"),
    "P10": N_("The programme may set its locks"),
    "P13": N_("The answer to a save shows what was saved"),
    "P15": N_("A save sees the one just before it"),
    "P17": N_("A read shows the locks"),
    "P18": N_("A save can copy a row before it changes it"),
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


NEEDED: Final = ("editor", "P1", "P10")  # without one of these nothing can be saved safely

# What a probe found, so that a result kept in the table can be told again. `None` stands for any other verdict.
_PROBES: Final[dict[str, dict[Verdict | None, str]]] = {
    "P1": {
        Verdict.OK: N_("A save with one wrong part was refused as a whole; nothing of it stands in the table."),
        None: N_(
            "Parts of a refused save stand in the table, so saving is not safe here and stays switched off. Please "
            "run the self-check again; if it stays like this, use another table or a database."
        ),
    },
    "P2": {
        Verdict.OK: N_("A lock that somebody else has taken cannot be taken a second time."),
        Verdict.SKIPPED: N_("Cannot be tried out, because no lock could be set."),
        None: N_("Google let a lock be taken twice. The second lock has to hold; nothing to do if it does."),
    },
    "P3'": {
        Verdict.OK: N_("A name that is used already is not given a second time."),
        None: N_("Google gave a name twice. The first lock has to hold; nothing to do if it does."),
    },
    "P3": {
        Verdict.OK: N_("A number that is used already is not given a second time. This lock is not needed at present."),
        None: N_("This lock does not hold. It is not needed at present, so there is nothing to do."),
    },
    "P6": {
        None: N_(
            "This cannot be tried out from one place. The programme compares three places of each read and reads "
            "again when they disagree."
        ),
    },
    "P7": {
        Verdict.OK: N_("A row was put between two others, and both are still there."),
        None: N_("A new row stood in the wrong place. Please look at “Protokoll” after the first entries."),
    },
    "P10": {
        Verdict.OK: N_("The service account may set and remove a lock."),
        None: N_(
            "Google does not let the service account set a lock, so the programme cannot save. Please check in the "
            "table under “Share” that the service account is an editor."
        ),
    },
    "P13": {
        Verdict.OK: N_("What was saved came back with the answer."),
        None: N_("The answer did not show what was saved. There is nothing to do: the programme reads again."),
    },
    "P15": {
        Verdict.OK: N_("What one save gave back was free for the next."),
        None: N_(
            "A save still saw the state before the last one, so the second lock does not count. Nothing to do if the "
            "first holds."
        ),
    },
    "P17": {
        Verdict.OK: N_("The lock came with the cells."),
        Verdict.SKIPPED: N_("Cannot be tried out, because no lock could be set."),
        None: N_("The lock did not come with the cells, so only the second lock counts. Nothing to do if it holds."),
    },
    "P18": {
        Verdict.OK: N_("What stood there before a save was copied as it was."),
        None: N_(
            "What stood there before a save was not copied as it was, so the programme saves without such copies. If "
            "somebody moves rows in the very moment of a save, please look at “Protokoll” afterwards."
        ),
    },
    "latency": {
        Verdict.OK: N_("Reading takes {read} and saving {write} thousandths of a second."),
        None: N_("Reading takes {read} and saving {write} thousandths of a second. That is slow; try again later."),
    },
}


def probed(name: str, verdict: Verdict, **numbers: int) -> Finding:
    """Give the finding of a probe with the sentence that belongs to how it came out."""
    sentences = _PROBES[name]
    return Finding(name, verdict, Sentence(sentences.get(verdict) or sentences[None], **numbers), numbers)


def is_probe(name: str) -> bool:
    """Say whether a finding of this name is kept with the result of the self-check."""
    return name in _PROBES


def mode_of(verdicts: Mapping[str, Verdict]) -> Mode:
    """Decide how the table may be used; a step that is missing counts as one that did not hold.

    Saving needs permission, locks that can be set, saves that happen as a whole, and one of the two locks: the first
    has to be seen by a read, the second by the very next save.
    """
    holds = {name for name, verdict in verdicts.items() if verdict is Verdict.OK}
    return Mode.NORMAL if holds.issuperset(NEEDED) and lock_holds(verdicts) else Mode.READ_ONLY


def lock_holds(verdicts: Mapping[str, Verdict]) -> bool:
    """Say whether one of the two locks keeps two saves at once apart."""
    holds = {name for name, verdict in verdicts.items() if verdict is Verdict.OK}
    return {"P2", "P17"} <= holds or {"P3'", "P15"} <= holds
