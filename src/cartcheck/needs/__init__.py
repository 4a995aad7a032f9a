"""What an integration needs of a store's API, and which versions can give it."""
