"""What `make bench` runs: speed, memory, seeded faults, false alarms. Each is runnable alone, and with --json."""
