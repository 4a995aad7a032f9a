"""What observations mean for a shop owner and a developer: levels, words, evidence."""
