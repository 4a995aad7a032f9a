"""The API of OpenCart 2.0 to 3.0: it drives the cart of a session, and each generation only enters it differently."""
