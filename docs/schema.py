"""Writes services/storage/schema.json: what the code has and the file lacks becomes the next version (`make docs`)."""

import json

from services.storage.schema import ADDED, FILE, SCHEMA_VERSION, parts


def text() -> str:
    """Give the whole file; raises `ValueError` for what is gone from the code, because no store gives anything up."""
    there = parts()
    gone = [part for part in ADDED if part not in there]
    if gone:
        raise ValueError(
            f"Gone or renamed: {'; '.join(gone)}. Sheets and databases hold it: give it its old name back. Only if no "
            f"office has ever had it, take it out of {FILE.name} by hand."
        )
    versions: dict[int, list[str]] = {}
    for part in there:
        versions.setdefault(ADDED.get(part, SCHEMA_VERSION + 1), []).append(part)
    return json.dumps(dict(sorted(versions.items())), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
