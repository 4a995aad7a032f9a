"""What is known and accepted, each with its reason and its date: entries of a TOML file."""
