"""What `make bench` runs: speed and memory, as ratios side by side in one run. Each is runnable alone with --json."""
