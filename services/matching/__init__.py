"""Matching: conditions first (`gates`), then points (`score`), then who is proposed and why (`suggest`)."""
