"""Ways out of the house: so far mail."""

"""What leaves and enters the office as a file: tables, papers, mail."""
