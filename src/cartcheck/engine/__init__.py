"""Runs the checks under pytest and gathers what they found into one result."""
