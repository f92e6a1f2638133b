"""The torture test: many writers, a broken wire and a person at the sheet, and nothing may get lost."""
