"""The morning list: what is due, from every topic, the most urgent first."""
