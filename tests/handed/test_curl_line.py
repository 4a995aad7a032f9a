"""A curl line as people paste it: from a manual, a browser on Linux or Windows, a script with variables."""

from __future__ import annotations

import pytest

from cartcheck.errors import UsageError
from cartcheck.handed.curl_line import curl_requests
from cartcheck.handed.request import HandedRequest
from cartcheck.transport.exchange import FORM

URL = "https://shop.example/index.php?route=api/login"


def one(text: str) -> HandedRequest:
    (found,) = curl_requests(text)
    return found


@pytest.mark.parametrize(
    "text",
    [
        f"curl -d 'username=Default&key=abc' '{URL}'",
        f"curl --data username=Default --data key=abc {URL}",
        f'$ /usr/bin/curl -sSL -X POST "{URL}" \\\n  -H "Content-Type: {FORM}" \\\n  --data-raw "username=Default&key=abc"',
        f"KEY=abc curl {URL} -dusername=Default -dkey=abc # as in the manual",
        f"curl '{URL}' -H 'content-type: {FORM}' --data-raw $'username=Default&key=\\u0061bc' --compressed",
        f'curl.exe ^"{URL}^" ^\n  -H ^"content-type: {FORM}^" ^\n  --data-raw ^"username=Default^&key=abc^"',
        f"echo first; curl -o /dev/null --max-time 5 --url={URL} --data-urlencode 'username=Default' -d key=abc | jq .",
    ],
)
def test_the_same_request_is_read_however_it_is_written(text: str) -> None:
    request = one(text).request
    assert (request.method, request.url) == ("POST", URL)
    assert request.body == b"username=Default&key=abc"
    assert {(name.lower(), value) for name, value in request.headers} == {("content-type", FORM)}


def test_other_options_change_what_they_change() -> None:
    assert one(f"curl -G -d a=b '{URL}'").request.url == f"{URL}&a=b"
    assert one(f"curl --json '{{}}' '{URL}'").request.header("content-type") == "application/json"
    assert (
        one(f"curl -F 'key=a b' '{URL}'")
        .request.header("content-type")
        .startswith("multipart/form-data; boundary=")
    )
    assert one(f"curl -I '{URL}'").request.method == "HEAD"
    assert one(f"curl -b 'PHPSESSID=1' '{URL}'").cookies == (("PHPSESSID", "1"),)
    assert one(f"curl -b jar.txt '{URL}'").cookies_unknown
    assert one(f"curl -d @form.txt '{URL}'").body_unknown
    assert one(f"curl -u me:secret '{URL}'").request.header("authorization") == "Basic bWU6c2VjcmV0"
    assert one("curl shop.example/index.php").request.url == "http://shop.example/index.php"


def test_variables_stay_as_they_stand() -> None:
    assert (
        one(f'curl -d "key=$CARTCHECK_KEY&at=$(date +%s)" {URL}').request.body
        == b"key=$CARTCHECK_KEY&at=$(date +%s)"
    )


def test_an_ampersand_without_quotes_cuts_the_url() -> None:
    cut = one(f"curl {URL}&api_token=abc -d a=b")
    assert cut.cut_by_shell and cut.request.url == URL
    assert not one(f"curl '{URL}&api_token=abc'").cut_by_shell
    assert not one(f"curl {URL} & wait").cut_by_shell
    assert not one(f"curl {URL} && echo done").cut_by_shell


def test_every_line_counts_and_nothing_else() -> None:
    found = list(curl_requests(f"# first\ncurl '{URL}'\n\nls -l\ncurl '{URL}' \\\n -d a=b\n"))
    assert [each.number for each in found] == [1, 2]
    assert [each.request.method for each in found] == ["GET", "POST"]
    assert not list(curl_requests("wget https://shop.example/"))


def test_a_quote_that_is_never_closed_is_told_with_its_line() -> None:
    with pytest.raises(UsageError, match="line 2"):
        list(curl_requests(f"curl '{URL}'\ncurl '{URL}"))
