"""What stores of 4.0 and 4.1 have in common: how they find a route, what they send along, how they break."""
