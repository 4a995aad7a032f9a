"""Two recordings, compared by what was meant and not by route: what changed, whom it breaks, what to change. Pure."""
