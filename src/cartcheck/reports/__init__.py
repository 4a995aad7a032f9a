"""One result, rendered for people and for programs."""
