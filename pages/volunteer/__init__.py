"""Screens of the volunteers."""
