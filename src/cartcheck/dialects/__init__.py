"""One file per generation of the API. A generation is known by its file being here."""
