"""The wire: the only part of cartcheck that opens sockets."""
