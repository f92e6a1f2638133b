"""Floors 2 and 3: the screens, one file each, sorted by who sees them."""
