"""Requests of the user's own, handed in as a HAR or as curl lines, to be told what is wrong with them."""
