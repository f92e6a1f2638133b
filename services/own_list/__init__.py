"""The office's own list of volunteers: read as far as it can be read without guessing, taken over, taken back."""
