"""The sections of one event, in the order of its life."""
