"""What leaves and enters the house: mail, paper, pictures, spreadsheets."""
