"""The web server and PHP in front of a mock store: requests as PHP reads them, answers as it sends them."""
