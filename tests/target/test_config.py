"""cartcheck.toml: what it may say, and one clear line for everything else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from cartcheck.errors import UsageError
from cartcheck.target.config import load_config
from cartcheck.target.settings import NAMES_IN_FILE, Settings

if TYPE_CHECKING:
    from pathlib import Path

_WHOLE = """
[defaults]
pace = 2
budget = 50
[stores.shop]
url = "https://shop.example/"
username = "Default"
key_env = "SHOP_KEY"
budget = 1000
connect_timeout = 10
read_timeout = 30.5
max_body = 1000
verify = true
ca_bundle = "ca.pem"
openapi = "my-routes.yaml"
proxy = "http://proxy.example:3128"
sources = ["192.0.2.10", "2001:db8::1"]
products = [40, 43]
coupon = "2222"
voucher = "GIFT"
custom_fields = ["7=A12"]
needs = ["orders:read", "orders:status"]
allow_writes = false
wait_for_expiry = true
[stores.test]
url = "https://test.example/"
key = "not advised"
"""


def _written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "cartcheck.toml"
    path.write_text(text)
    return path


def _shop(line: str) -> str:
    return f'[stores.shop]\nurl = "https://shop.example/"\n{line}\n'


def test_everything_is_read(tmp_path: Path) -> None:
    config = load_config(_written(tmp_path, _WHOLE))
    assert config.stores["shop"] == Settings(
        url="https://shop.example/",
        username="Default",
        key_env="SHOP_KEY",
        budget=1000,
        connect_timeout=10,
        read_timeout=30.5,
        max_body=1000,
        verify=True,
        ca_bundle=str(tmp_path / "ca.pem"),
        openapi=str(tmp_path / "my-routes.yaml"),
        proxy="http://proxy.example:3128",
        sources=("192.0.2.10", "2001:db8::1"),
        products=(40, 43),
        coupon="2222",
        voucher="GIFT",
        custom_fields=("7=A12",),
        needs=("orders:read", "orders:status"),
        allow_writes=False,
        wait_for_expiry=True,
    )
    assert config.stores["test"] == Settings(url="https://test.example/", key="not advised")
    assert config.defaults == Settings(pace=2, budget=50)


def test_key_is_never_in_a_repr(tmp_path: Path) -> None:
    assert "not advised" not in repr(load_config(_written(tmp_path, _WHOLE)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[defaults", "is not valid TOML: Expected ']' at the end of a table declaration"),
        ("[default]\npace = 1", ": default is no setting. Did you mean defaults?"),
        ("defaults = 3", ": defaults must be a table: [defaults]."),
        ("stores.shop = 3", ": stores.shop must be a table: [stores.shop]."),
        ('[defaults]\nurl = "https://h/"', ": [defaults] url is no setting."),
        ("[defaults]\nxyzzy = 1", ": [defaults] xyzzy is no setting."),
        ("[stores.shop]\npace = 1", ": [stores.shop] has no url."),
        ('[stores.shop]\nurl = "shop.example"', ": [stores.shop] url: 'shop.example' is not an address"),
        (_shop("budgt = 1"), ": [stores.shop] budgt is no setting. Did you mean budget?"),
        (_shop("budget = 0"), ": [stores.shop]: budget must be at least 1, not 0."),
        (_shop("budget = 1.5"), ": [stores.shop] budget must be a whole number."),
        (_shop("budget = true"), ": [stores.shop] budget must be a whole number."),
        (_shop("budget = '10'"), ": [stores.shop] budget must be a whole number."),
        (_shop("verify = 1"), ": [stores.shop] verify must be true or false."),
        (_shop("key = 123"), ": [stores.shop] key must be a text."),
        (_shop("pace = -1"), "pace must be requests per second, or 0 for no limit, not -1."),
        (_shop("pace = nan"), "pace must be requests per second, or 0 for no limit, not nan."),
        (_shop("read_timeout = 0"), "read_timeout must be seconds, more than 0 and at most 86400, not 0."),
        (
            _shop("connect_timeout = inf"),
            "connect_timeout must be seconds, more than 0 and at most 86400, not inf.",
        ),
        (_shop("sources = '192.0.2.1'"), ": [stores.shop] sources must be a list of texts."),
        (_shop("sources = [1]"), ": [stores.shop] sources must be a list of texts."),
        (_shop("sources = ['eth0']"), "sources 'eth0' is not an IP address."),
        (_shop("products = [true]"), ": [stores.shop] products must be a list of whole numbers."),
        (_shop("proxy = 'proxy:3128'"), "proxy must be the URL of an HTTP proxy"),
        (_shop("key = 'a'\nkey_env = 'B'"), ": [stores.shop] has both key and key_env."),
        (_shop("security = true"), ": [stores.shop] security is no setting."),
    ],
)
def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    path = _written(tmp_path, text)
    with pytest.raises(UsageError) as caught:
        load_config(path)
    assert str(caught.value).startswith(str(path))
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_wrong_key_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        load_config(_written(tmp_path, _shop("key = ['s3cret']")))
    assert "s3cret" not in str(caught.value)


def test_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        load_config(tmp_path / "absent.toml")
    (tmp_path / "latin1.toml").write_bytes(b'[defaults]\nusername = "\xfc"')
    with pytest.raises(UsageError, match="is not valid TOML"):
        load_config(tmp_path / "latin1.toml")


def test_working_directory_is_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_config(None).stores == {}
    _written(tmp_path, _WHOLE)
    assert list(load_config(None).stores) == ["shop", "test"]


def test_every_setting_of_the_file_is_in_the_example() -> None:
    assert [name for name in NAMES_IN_FILE if f"{name} =" not in _WHOLE] == []


@pytest.mark.parametrize(
    ("named", "told"),
    [("order:read", "did you mean orders:read?"), ("invoices", "there are orders:list, orders:read")],
)
def test_an_unknown_need_is_refused_with_those_there_are(tmp_path: Path, named: str, told: str) -> None:
    with pytest.raises(UsageError, match=re.escape(told)):
        load_config(_written(tmp_path, _shop(f'needs = ["{named}"]')))
