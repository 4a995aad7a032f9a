"""What is installed works outside the clone: checks and descriptions travel in the wheel."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def run(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # -I would drop PYTHONPATH; an empty working directory and the wheel first on the path do the same here.
    return subprocess.run(
        [sys.executable, "-m", "cartcheck", *arguments],
        cwd=site.parent,
        env={"PYTHONPATH": str(site), "PATH": "/usr/bin:/bin", "HOME": str(site.parent)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_checks_and_descriptions_are_in_it(installed: Path) -> None:
    assert (installed / "cartcheck" / "_checks" / "test_login.py").is_file()
    assert (installed / "cartcheck" / "_openapi" / "opencart-3.0.yaml").is_file()
    for schema in ("result.schema.json", "comparison.schema.json"):
        assert (installed / "cartcheck" / "reports" / schema).is_file()


def test_the_catalogue_is_read_from_it(installed: Path) -> None:
    told = run(installed, "list")
    assert told.returncode == 0, told.stderr
    assert "login.ip-not-listed" in told.stdout


def test_the_demo_works_from_it(installed: Path) -> None:
    told = run(installed, "demo", "--reports", "out")
    assert told.returncode == 0, told.stdout + told.stderr
    assert (installed.parent / "out" / "demo-healthy.html").is_file()
