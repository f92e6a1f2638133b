"""One assignment of the office and what goes with it, part by part."""
