"""The sections of mail and calls: what goes out, whom to call, what is settled."""
