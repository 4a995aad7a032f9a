"""The typed answers of probes: facts about a store, without a verdict."""
