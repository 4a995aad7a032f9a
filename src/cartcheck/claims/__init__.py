"""What articles promise of OpenCart's API, and what each version does instead."""
