"""Programs beyond Python: a test that needs one is skipped where it is missing, or fails where all are demanded."""

import os
import shutil

import pytest

_BINARIES = {"chromium": ("chromium", "chromium-browser", "google-chrome")}


def _is_there(program: str) -> bool:
    return any(shutil.which(name) for name in _BINARIES.get(program, (program,)))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    missing = [p for marker in item.iter_markers("needs") for p in marker.args if not _is_there(p)]
    if not missing:
        return
    if os.environ.get("CARTCHECK_REQUIRE_ALL") == "1":
        pytest.fail(f"CARTCHECK_REQUIRE_ALL=1, but {', '.join(missing)} is not installed", pytrace=False)
    pytest.skip(f"needs {', '.join(missing)}, which is not installed here")
