"""What leaves the house: mail, paper, pictures, spreadsheets."""
