"""What is told of each trial of the self-check: one sentence for each way it can come out, with what to do."""

from typing import Final

from services.model.words import N_, Sentence
from services.storage.sheets.findings import NEEDED, Finding, Verdict

NOT_YET: Final = N_("The last self-check could not try this out yet. Please run it again.")  # of an older version

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
    "P4": {
        Verdict.OK: N_("Google passed it over. The programme does not rely on it."),
        None: N_("Google refused the whole save. The programme does not rely on it, so there is nothing to do."),
    },
    "P5": {
        None: N_("A person would have to sort for it. The programme does not rely on it: it knows rows by number."),
    },
    "P6": {
        Verdict.OK: N_("What one save wrote in two places was read as a whole or not at all, in the very moment, too."),
        Verdict.SKIPPED: NOT_YET,
        None: N_(
            "A read showed one place before a save and another after it. There is nothing to do: the programme "
            "compares three places of each read and reads again when they disagree."
        ),
    },
    "P7": {
        Verdict.OK: N_("A row was put between two others, and both are still there."),
        None: N_("A new row stood in the wrong place. Please look at “Protokoll” after the first entries."),
    },
    "P8": {
        Verdict.OK: N_("A value that is not on the list was saved."),
        None: N_(
            "Google refused a value that is not on the list. The drop-downs of the programme are not strict; if "
            "somebody makes one strict, a save may be refused."
        ),
    },
    "P10": {
        Verdict.OK: N_("The service account may set and remove a lock."),
        None: N_(
            "Google does not let the service account set a lock, so the programme cannot save. Please check in the "
            "table under “Share” that the service account is an editor."
        ),
    },
    "P10'": {
        Verdict.OK: N_("No protection in this table keeps the service account out."),
        Verdict.SKIPPED: NOT_YET,
        None: N_(
            "Somebody has protected cells of the programme, so what is to be saved there is refused as a whole. In the "
            "table choose “Data”, “Protect sheets and ranges”, and let the service account edit them, too."
        ),
    },
    "P11": {
        Verdict.OK: N_("They are English. The programme does not go by them."),
        Verdict.SKIPPED: N_("Google refused nothing, so there are no words to read."),
        None: N_("They are not English. There is nothing to do: the programme does not go by them."),
    },
    "P12": {
        None: N_(
            "The quota would have to be used up, and nobody could save for a minute. The programme waits by itself."
        ),
    },
    "P13": {
        Verdict.OK: N_("What was saved came back with the answer."),
        None: N_("The answer did not show what was saved. There is nothing to do: the programme reads again."),
    },
    "P14": {
        Verdict.OK: N_("A value was written beside a hidden row's text, and the row below stayed as it was."),
        None: N_(
            "A value for a hidden row did not arrive there, so saving is not safe here while somebody filters, and "
            "stays switched off. Please run the self-check again; if it stays like this, use another table or a "
            "database."
        ),
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
    "P19": {
        Verdict.OK: N_("Two saves were sent in the same moment, several times; each time one was taken."),
        Verdict.SKIPPED: N_("Cannot be tried out, because no lock could be set."),
        None: N_(
            "Of two saves sent in the same moment Google did not take exactly one, so saving is not safe here and "
            "stays switched off. Please run the self-check again; if it stays like this, use another table or a "
            "database."
        ),
    },
    "P20": {
        Verdict.OK: N_("It was read as a number and shown with a comma."),
        None: N_(
            "It was understood differently, so numbers typed by hand may be wrong. In the table choose “File”, "
            "“Settings”, and as locale “Germany”."
        ),
    },
    "P21": {
        None: N_(
            "A second table would be needed, which a service account may not create. In a copy the next save puts the "
            "locks back; please do not work in both."
        ),
    },
    "P22": {
        Verdict.OK: N_("Rows were put in from two sides in the same moment, several times; nothing was overwritten."),
        Verdict.SKIPPED: NOT_YET,
        None: N_(
            "Where rows were put in from two sides in the same moment, something was overwritten, so saving is not "
            "safe here and stays switched off. Please run the self-check again; if it stays like this, use another "
            "table or a database."
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


def holding(name: str, *, holds: bool) -> Finding:
    """Give the finding of a probe that holds or does not."""
    return probed(name, Verdict.OK if holds else Verdict.FAILED if name in NEEDED else Verdict.WARNING)


def is_probe(name: str) -> bool:
    """Say whether a finding of this name is kept with the result of the self-check."""
    return name in _PROBES
