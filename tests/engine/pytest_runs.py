"""pytest as a user runs it: in a folder of his own, with the key in the environment."""

import subprocess
import sys
from pathlib import Path

from cartcheck.mock.options import DEMO_KEY


def pytest_run(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            "--import-mode=importlib",
            "-rs",
            *arguments,
        ],
        cwd=tmp_path,
        env={"CARTCHECK_KEY": DEMO_KEY, "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
