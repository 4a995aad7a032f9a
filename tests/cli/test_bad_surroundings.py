"""Files that cannot be written or read, nonsense on the command line, a bug of our own: one clear line, and nothing lost."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from cartcheck.cli import examining, main
from cartcheck.cli.main import run
from cartcheck.errors import UsageError
from cartcheck.mock.options import DEMO_KEY, MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.whole_file import write_whole
from tests.transport.raw_store import RawStore, answer

NOBODY = "http://127.0.0.1:9/"
DEEP = f"a = {'[' * 5000}{']' * 5000}"


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CARTCHECK_KEY", DEMO_KEY)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "call",
    [
        ("diagnose", NOBODY, "--no-reports", "--har", "."),
        ("diagnose", NOBODY, "--no-reports", "--bundle", "file/b.zip"),
        ("diagnose", NOBODY, "--no-reports", "--write-baseline", "file/known.toml"),
        ("record", NOBODY, "-o", "file/r.har"),
        ("compare", NOBODY, "mock:3.0.5.1", "--html", "file/c.html"),
        ("compare", NOBODY, "mock:3.0.5.1", "--markdown", "."),
    ],
)
def test_a_file_that_cannot_be_written_is_told_before_the_store_is_asked(call: tuple[str, ...]) -> None:
    Path("file").write_text("")
    assert run(list(call)) == 2  # 3, had the store been asked


def test_what_was_found_is_told_when_the_disk_is_full_by_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: Any) -> None:
        raise UsageError("The report cannot be written: No space left on device.")

    monkeypatch.setattr(examining, "write_reports", full)
    assert run(["diagnose", NOBODY]) == 2
    told = capsys.readouterr()
    assert "Nothing listens at 127.0.0.1:9" in told.out
    assert "No space left on device" in told.err


def test_a_pipe_is_written_into_and_stays_one() -> None:
    os.mkfifo("pipe")
    reader = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_whole(Path("pipe"), "text")
    assert os.read(reader, 10) == b"text"
    assert Path("pipe").is_fifo()
    os.close(reader)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (("sign", NOBODY, "--data", "a=\udcff"), "no UTF-8 text"),
        (("sign", NOBODY, "--body", "a=\udcff"), "no UTF-8 text"),
        (("sign", NOBODY, "--username", "\udcff"), "no UTF-8 text"),
        (("diagnose", NOBODY, "--connect-timeout", "1e300"), "at most 86400"),
        (("diagnose", NOBODY, "--read-timeout", "inf"), "at most 86400"),
        (("diagnose", NOBODY, "--config", "deep.toml"), "nested too deeply"),
        (("diagnose", NOBODY, "--baseline", "deep.toml"), "nested too deeply"),
        (("replay", "deep.json#login.ok"), "cannot be read as a report"),
        (("mock", "--port", "0", "--host", "\udcff"), "can't listen"),
        (("mock", "--port", "0", "--host", f"{'a' * 300}.example"), "can't listen"),
    ],
)
def test_nonsense_is_no_bug(call: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("deep.toml").write_text(DEEP)
    Path("deep.json").write_text("[" * 100_000)
    assert run(list(call)) == 2
    assert told in capsys.readouterr().err


def test_an_output_that_takes_no_more_is_no_bug(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def takes_no_more(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(main.commands, "main", takes_no_more)
    assert run(["list"]) == 2
    assert "No space left on device. Send it somewhere else." in capsys.readouterr().err


def test_a_folder_that_is_gone_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    gone = Path("gone")
    gone.mkdir()
    os.chdir(gone)
    Path("../gone").rmdir()
    assert run(["list"]) == 2
    assert "is gone. Change to another one." in capsys.readouterr().err


@pytest.mark.parametrize("location", ["file:///etc/passwd", "javascript:alert(1)"])
def test_a_redirect_to_no_host_is_told_by_its_address(
    location: str, capsys: pytest.CaptureFixture[str]
) -> None:
    store = RawStore(answer(b"", "302 Found", (f"Location: {location}",)))
    assert run(["diagnose", store.url, "--no-reports"]) == 3
    store.close()
    assert f"another host: {location}." in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("spelled", [("--key", "an-other-key-17"), ("--key=an-other-key-17",)])
def test_a_bug_of_our_own_repeats_no_secret(
    spelled: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def break_down(*_: Any, **__: Any) -> None:
        raise RuntimeError(
            f"{DEMO_KEY} an-other-key-17 pass-word-18 http://shop.example/?api_token=8adcff6bac03d347b2d49c951e"
        )

    monkeypatch.setattr(main.commands, "main", break_down)
    assert run(["check", NOBODY, *spelled, "--proxy", "http://me:pass-word-18@127.0.0.1:1"]) == 4
    told = capsys.readouterr().err
    assert "RuntimeError: [CARTCHECK_KEY] [CARTCHECK_KEY-2] [password-1] http://shop.example/" in told
    assert "8adcff6b" not in told


def test_a_bug_of_our_own_repeats_no_key_of_a_file_or_of_another_variable(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def break_down(*_: Any, **__: Any) -> None:
        raise RuntimeError("a-key-of-the-file-19 and a-key-of-a-variable-20")

    Path("cartcheck.toml").write_text(
        '[stores.shop]\nurl = "https://shop.example/"\nkey = "a-key-of-the-file-19"\n'
    )
    monkeypatch.setenv("SHOP_KEY", "a-key-of-a-variable-20")
    monkeypatch.setattr(main.commands, "main", break_down)
    assert run(["check", "shop"]) == 4
    told = capsys.readouterr().err
    assert "RuntimeError" in told
    assert "a-key-of" not in told


def test_a_healthy_run_still_writes_everything(tmp_path: Path) -> None:
    with running_mock(MockOptions(port=0)) as base:
        assert run(["diagnose", base, "--har", "a.har", "--bundle", "new/b.zip", "--reports", "out"]) == 0
    assert {path.name for path in tmp_path.rglob("*.*") if path.is_file()} >= {"a.har", "b.zip"}
    assert len(list(Path("out").iterdir())) == 4
    assert not list(tmp_path.rglob("*.part"))
