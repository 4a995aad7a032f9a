"""`pytest checks --store URL`: the same checks, beside anybody's own, and a clear word where no store is named."""

from pathlib import Path

import pytest

from cartcheck.mock.options import DEMO_KEY, MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.paths import checks_dir
from tests.engine.pytest_runs import pytest_run

OWN = '''
"""A shop's own routes."""
from cartcheck.errors import NotReached
from cartcheck.findings.judging import check


def test_with_a_probe(login, username):
    assert login.granted and username == "Default"


def test_of_mine_that_fails(first_call):
    assert not first_call.let_in


@check
def test_not_reached():
    raise NotReached("no extension here")
    yield
'''


@pytest.fixture(scope="module")
def store():
    with running_mock(MockOptions(port=0)) as base:
        yield base


def test_checks_pass_on_a_healthy_store(tmp_path: Path, store: str) -> None:
    ran = pytest_run(tmp_path, str(checks_dir() / "test_login.py"), "--store", store)
    assert ran.returncode == 0, ran.stdout
    assert "6 passed" in ran.stdout


def test_own_checks_stand_beside_ours(tmp_path: Path, store: str) -> None:
    (tmp_path / "test_own.py").write_text(OWN)
    ran = pytest_run(tmp_path, str(checks_dir() / "test_cors.py"), "test_own.py", "--store", store)
    assert "2 passed" in ran.stdout and "1 failed" in ran.stdout and "1 skipped" in ran.stdout, ran.stdout
    assert "not reached: no extension here" in ran.stdout


def test_a_finding_is_told_in_words(tmp_path: Path) -> None:
    with running_mock(MockOptions(port=0, key="another-key")) as base:
        ran = pytest_run(tmp_path, str(checks_dir() / "test_login.py"), "--store", base)
    assert ran.returncode == 1
    assert "login.bad-credentials" in ran.stdout and "System > Users > API" in ran.stdout
    assert DEMO_KEY not in ran.stdout


def accepted(tmp_path: Path, *ids: str, until: str = "2099-12-31") -> tuple[str, str]:
    entry = '[[accept]]\nid = "{}"\nreason = "ERP-112."\ndate = 2026-11-22\nuntil = {}\n'
    (tmp_path / "known.toml").write_text("\n".join(entry.format(one, until) for one in ids))
    return "--baseline", "known.toml"


@pytest.fixture(scope="module")
def careless():
    with running_mock(MockOptions(port=0, faults=("any-key",))) as base:
        yield base


def test_what_a_baseline_accepts_fails_nothing_and_is_told(tmp_path: Path, careless: str) -> None:
    asked = (str(checks_dir() / "test_login.py"), "--store", careless)
    ran = pytest_run(tmp_path, *asked)
    assert ran.returncode == 1 and "1 failed" in ran.stdout, ran.stdout
    ran = pytest_run(tmp_path, *asked, *accepted(tmp_path, "login.wrong-key-*", "login.silent-no"))
    assert ran.returncode == 0, ran.stdout
    assert " failed" not in ran.stdout.splitlines()[-1] and ran.stdout.count(": accepted: ") == 1
    assert "accepted: login.wrong-key-accepted: ERP-112. (2026-11-22, until 2099-12-31)" in ran.stdout
    idle = [line for line in ran.stdout.splitlines() if line.startswith("baseline: ")]
    assert idle == ["baseline: Accepted, but not there (any more): login.silent-no."]


def test_what_a_baseline_does_not_accept_today_fails(tmp_path: Path, careless: str) -> None:
    asked = (str(checks_dir() / "test_login.py"), "--store", careless)
    ran = pytest_run(tmp_path, *asked, *accepted(tmp_path, "token.made-up-accepted"))
    assert ran.returncode == 1 and "1 failed" in ran.stdout, ran.stdout
    assert "baseline: " not in ran.stdout  # nobody looked
    ran = pytest_run(tmp_path, *asked, *accepted(tmp_path, "login.wrong-key-*", until="2026-01-01"))
    assert ran.returncode == 1
    assert "baseline: Accepted until 2026-01-01, and still there: login.wrong-key-*." in ran.stdout


@pytest.mark.parametrize(
    ("ids", "told"), [(("login.silent",), "Did you mean login.silent-no"), ((), "cannot be read")]
)
def test_a_wrong_baseline_is_a_usage_error(tmp_path: Path, ids: tuple[str, ...], told: str) -> None:
    baseline = accepted(tmp_path, *ids) if ids else ("--baseline", "none.toml")
    ran = pytest_run(
        tmp_path, str(checks_dir() / "test_login.py"), "--store", "http://127.0.0.1:9/", *baseline
    )
    assert ran.returncode == 4
    assert told in ran.stderr


def test_checks_without_a_store_are_a_usage_error(tmp_path: Path) -> None:
    ran = pytest_run(tmp_path, str(checks_dir() / "test_login.py"))
    assert ran.returncode == 4
    assert "--store URL" in ran.stderr


def test_other_peoples_tests_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "test_other.py").write_text("def test_it():\n    assert True\n")
    ran = pytest_run(tmp_path, "test_other.py")
    assert ran.returncode == 0
