"""A fixed, safe walk over everything a store's API offers, kept so that it can be compared and replayed."""
