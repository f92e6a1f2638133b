"""What leaves and enters the office as a file: tables, papers, mail."""
