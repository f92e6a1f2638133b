"""The documentation; `data.py` makes `data.md` from the records."""
