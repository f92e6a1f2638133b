"""Past participants: an old list read, sorted out, and taken over as one course."""
