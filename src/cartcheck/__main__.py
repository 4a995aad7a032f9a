"""`python -m cartcheck` is `cartcheck`."""

from cartcheck.cli.main import main

if __name__ == "__main__":
    main()
