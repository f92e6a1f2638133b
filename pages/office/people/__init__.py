"""The roster, part by part: search and filters, views, files to take along, lists taken over, duplicates."""
