"""Which store, who we are there, and what we may do. Parsed once, then frozen."""
