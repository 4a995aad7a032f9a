"""Writes the sample report anew: what `cartcheck demo` leaves of the store that does not list our address."""

from pathlib import Path
from tempfile import TemporaryDirectory

from cartcheck.cli.demonstration import FAULTY, demonstrate

NAME = "sample"


def main() -> int:
    """Runs the demo elsewhere and keeps the page, its data and its list of items under the name of the sample."""
    here = Path(__file__).parent
    with TemporaryDirectory() as folder:
        code = demonstrate("3.0.5.1", Path(folder))
        for suffix in (".html", "-items.html", ".json"):
            text = Path(folder, FAULTY + suffix).read_text("utf-8")
            (here / (NAME + suffix)).write_text(text.replace(FAULTY, NAME), "utf-8")
    return code


if __name__ == "__main__":
    raise SystemExit(main())
