"""What the README shows is what the program does."""

import io
import re
from pathlib import Path

from cartcheck.cli.main import commands
from cartcheck.findings.catalogue import find
from cartcheck.mock.faults import described_faults
from cartcheck.reports.terminal import console, print_summary
from tests.checks.stores import examined

REPOSITORY = Path(__file__).parents[2]
README = (REPOSITORY / "README.md").read_text("utf-8")


def test_the_failing_output_is_a_real_one() -> None:
    out = io.StringIO()
    print_summary(examined(find("login.ip-not-listed").examples[0]), console(out, 96), {})
    shown = re.search(r"^  error .*?login\.ip-not-listed$", out.getvalue(), re.DOTALL | re.MULTILINE)
    assert shown is not None
    # The same words; the address, and so where lines break, is of another length.
    assert _words(shown[0]).replace("127.0.0.1", "203.0.113.9") in _words(README)


def _words(text: str) -> str:
    return " ".join(text.split())


def test_every_verb_and_option_it_names_is_there() -> None:
    for verb in re.findall(r"`cartcheck (\w+)", README):
        assert verb in commands.commands
    options = {
        name for command in commands.commands.values() for each in command.params for name in each.opts
    }
    for name in set(re.findall(r"`(--[a-z-]+)", README)) - {
        "--store",
        "--store-config",
    }:  # those are pytest's
        assert name in options


def test_every_file_it_links_to_is_there() -> None:
    for page in (README, (REPOSITORY / "docs" / "reading-a-report.md").read_text("utf-8")):
        base = REPOSITORY if page is README else REPOSITORY / "docs"
        for link in re.findall(r"\]\(([^)#]+)\)", page):
            assert (base / link).exists(), link


def test_every_fault_has_words() -> None:
    assert all(described_faults().values())
