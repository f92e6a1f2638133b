"""The sections of one course, in the order of its life."""
