"""The sections of one volunteer's page."""
