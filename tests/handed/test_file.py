"""The file: which of its requests count, what a HAR tells besides, and one clear line for each that cannot be used."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cartcheck.errors import UsageError
from cartcheck.handed.file import read_requests
from cartcheck.target.store_url import StoreUrl

STORE = StoreUrl.parse("https://shop.example/")


def entry(url: str, method: str = "GET", **more: Any) -> dict[str, Any]:
    told = {
        "method": method,
        "url": url,
        "headers": [{"name": ":authority", "value": "x"}],
        **more.pop("request", {}),
    }
    return {"startedDateTime": "2026-11-22T06:00:00.000Z", "request": told, "response": {"status": 0}, **more}


def har(*entries: dict[str, Any]) -> str:
    return json.dumps({"log": {"entries": entries}})


def written(tmp_path: Path, content: str | bytes) -> str:
    path = tmp_path / "handed.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def test_a_har_gives_its_api_requests_with_their_answers(tmp_path: Path) -> None:
    form = {"mimeType": "application/x-www-form-urlencoded", "params": [{"name": "key", "value": "a b"}]}
    answer = {
        "status": 200,
        "headers": [{"name": "Set-Cookie", "value": "OCSESSID=1"}],
        "content": {"text": "W10=", "encoding": "base64"},
    }
    text = har(
        entry("https://shop.example/image.png"),
        entry("https://other.example/index.php?route=api/login"),
        entry(
            "https://www.shop.example/index.php?route=api%2Flogin",
            "POST",
            request={"postData": form},
            response=answer,
        ),
        entry("https://shop.example/index.php?route=api/cart/products"),
    )
    login, call = read_requests(written(tmp_path, text), STORE)
    assert login.number == 3 and login.request.body == b"key=a+b" and login.request.header(":authority") == ""
    assert login.reply and login.reply.status == 200 and login.reply.body == b"[]"
    assert login.sent and login.sent.year == 2026
    assert call.reply is None and not call.cookies_unknown


def test_a_har_without_any_cookie_was_exported_without_them(tmp_path: Path) -> None:
    (call,) = read_requests(written(tmp_path, har(entry("https://shop.example/?route=api/cart"))), STORE)
    assert call.cookies_unknown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_of_any_common_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    text = "curl 'https://shop.example/index.php?route=api/login' -d 'key=é'"
    assert len(read_requests(written(tmp_path, text.encode(encoding)), STORE)) == 1


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    given = io.BytesIO(b"curl https://shop.example/index.php?route=api/login -d key=a")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=given))
    assert len(read_requests("-", STORE)) == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "no curl line"),
        ("GET / HTTP/1.1", "no curl line"),
        ("curl 'https://shop.example/", "never closed"),
        ("curl http://[::1/?route=api/x", "a URL in it is none"),
        (b"\x89PNG\xff\xfe\x00", "no text"),
        ("{}", "no HAR"),
        ("[1]", "no HAR"),
        ('{"log": {"entries": {}}}', "no HAR"),
        ('{"log": {"entries": [1]}}', "no HAR"),
        (har(), "no request to the API"),
        (har(entry("https://shop.example/")), "no request to the API"),
        (har(entry("https://other.example/?route=api/login")), "no request to shop.example"),
        ("curl https://other.example/index.php?route=api/login", "no request to shop.example"),
        ("[" * 100_000, "no HAR"),
    ],
)
def test_a_file_that_is_of_no_use_is_told_in_one_line(
    content: str | bytes, told: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=told) as error:
        read_requests(written(tmp_path, content), STORE)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_requests(str(tmp_path / "nothing"), STORE)
