"""Screens for everybody."""
