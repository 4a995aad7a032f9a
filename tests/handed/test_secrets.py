"""What is secret in a handed-in request is found wherever it stands; what is not stays as it is."""

from __future__ import annotations

import pytest

from cartcheck.handed.curl_line import curl_requests
from cartcheck.handed.request import HandedRequest
from cartcheck.handed.secrets import secrets_in
from cartcheck.transport.exchange import Reply, Request

SECRET = "s3cr3t-Word"
URL = "https://shop.example/index.php?route=api/login"


@pytest.mark.parametrize(
    "line",
    [
        f"-d 'username=Default&key={SECRET}'",
        f"-d 'password={SECRET}'",
        f"-d 'apiKey={SECRET}'",
        f"--data-urlencode 'my_secret={SECRET}'",
        f"-F key={SECRET}",
        f'--json \'{{"a": [{{"key": "{SECRET}"}}]}}\'',
        f"-H 'Authorization: Bearer {SECRET}'",
        f"-H 'X-Api-Key: {SECRET}'",
        f"-u me:{SECRET}",
        f"-b 'a=b; OCSESSID={SECRET}'",
        f"-G -d 'api_token={SECRET}'",
        f"-G -d 'signature={SECRET}'",
    ],
)
def test_a_secret_is_found(line: str) -> None:
    (handed,) = curl_requests(f"curl '{URL}' {line}")
    assert SECRET in {value for _, value in secrets_in(handed)}


def test_secrets_of_an_answer_are_found_and_its_messages_are_not() -> None:
    headers = (("set-cookie", f"OCSESSID={SECRET}; path=/"), ("set-cookie", "language=en-gb"))
    body = b'{"api_token": "0123456789", "error": {"key": "Warning: Incorrect API Key!"}}'
    handed = HandedRequest(1, Request("POST", URL), Reply(200, headers, body, 0.1))
    assert {value for _, value in secrets_in(handed)} == {SECRET, "0123456789"}


def test_variables_and_plain_words_are_no_secrets() -> None:
    line = "-d 'key=$KEY&auth_type=bearer&quantity=1&firstname=Ann' -b 'language=en-gb'"
    (handed,) = curl_requests(f"curl '{URL}' {line}")
    assert not list(secrets_in(handed))


def test_a_key_in_a_path_is_found_and_routes_and_files_are_none() -> None:
    key = "Zx81Otherkey99887766"
    (handed,) = curl_requests(
        f"curl https://shop.example/a_very_long_folder/catalog2026.version.php/api/{key}/login"
    )
    assert [value for _, value in secrets_in(handed)] == [key]
