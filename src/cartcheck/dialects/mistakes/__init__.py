"""What can be wrong with a client's request, by comparing it with what a generation wants. Pure."""
