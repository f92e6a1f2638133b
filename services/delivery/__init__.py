"""Ways out of the house: so far mail."""
