"""A store that repeats a key or a token in its answers gets neither into anything that a run leaves."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from cartcheck.cli.main import run
from cartcheck.mock.options import DEMO_KEY, MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.paths import checks_dir

ECHOED = re.compile(r"KEY=\w{10}|TOKEN=[0-9a-f]{20}")


@pytest.mark.parametrize("fault", ["echoes-key", "echoes-token"])
def test_no_output_of_a_run_repeats_them(
    fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with running_mock(MockOptions(port=0, faults=(fault,))) as base:
        run(
            [
                "check",
                base,
                "--key",
                DEMO_KEY,
                "--reports",
                str(tmp_path / "out"),
                "--har",
                str(tmp_path / "all.har"),
            ]
        )
    told = capsys.readouterr()
    left = [path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()]
    assert len(left) == 5
    assert "=[" in told.out  # what it repeats is told, by another name
    assert not [text for text in (told.out, told.err, *left) if DEMO_KEY in text or ECHOED.search(text)]


def test_nor_does_pytest(tmp_path: Path) -> None:
    with running_mock(MockOptions(port=0, faults=("echoes-key",))) as base:
        ran = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-p",
                "no:cacheprovider",
                str(checks_dir()),
                "--store",
                base,
                "-x",
            ],
            cwd=tmp_path,
            env={"CARTCHECK_KEY": DEMO_KEY, "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert ran.returncode == 1
    assert DEMO_KEY not in ran.stdout + ran.stderr


def test_a_proxy_s_password_is_not_in_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    proxy = "http://me:s3cret-word@127.0.0.1:9"
    run(["diagnose", "http://shop.example/", "--key", DEMO_KEY, "--proxy", proxy, "--reports", str(tmp_path)])
    told = capsys.readouterr()
    left = [path.read_text("utf-8") for path in tmp_path.iterdir()]
    assert not [text for text in (told.out, told.err, *left) if "s3cret-word" in text]


def test_a_key_pasted_with_the_address_is_not_in_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pasted = f"http://127.0.0.1:9/index.php?route=api/login&key={DEMO_KEY}"
    run(["diagnose", pasted, "--key", "another-key-1234", "--reports", str(tmp_path)])
    told = capsys.readouterr()
    left = [path.read_text("utf-8") for path in tmp_path.iterdir()]
    assert not [text for text in (told.out, told.err, *left) if DEMO_KEY in text]
