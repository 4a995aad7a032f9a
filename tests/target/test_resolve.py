"""Command line over the store's own table over environment over the file's defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cartcheck.errors import UsageError
from cartcheck.target.resolve import resolve_target, stray_blanks
from cartcheck.target.target import Credentials, Leave, Limits, Network

if TYPE_CHECKING:
    from pathlib import Path

_FILE = """
[defaults]
username = "from-defaults"
[stores.shop]
url = "https://shop.example/"
username = "from-file"
key_env = "SHOP_KEY"
pace = 2
ca_bundle = "cartcheck.toml"
[stores."shop.test"]
url = "https://test.example/index.php"
key = "file-key"
"""
_URL = "https://other.example/"


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a cartcheck.toml."""
    (tmp_path / "cartcheck.toml").write_text(_FILE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _resolved(
    store: str | None, environ: dict[str, str] | None = None, ask: Any = None, **overrides: Any
) -> Any:
    return resolve_target(store, overrides, environ or {}, ask=ask)


def test_nothing_but_an_address() -> None:
    target = _resolved(_URL)
    assert target.store.base == _URL
    assert (target.credentials, target.limits, target.leave, target.network) == (
        None,
        Limits(),
        Leave(),
        Network(),
    )


def test_everything_from_the_command_line() -> None:
    target = _resolved(
        _URL,
        username="u",
        key="k",
        budget=5,
        pace=1.0,
        connect_timeout=1.0,
        read_timeout=2.0,
        max_body=9,
        verify=False,
        proxy="http://p:1",
        sources=("192.0.2.1",),
        allow_writes=True,
        wait_for_expiry=True,
        control="http://h/_control",
        products=(40,),
    )
    assert target.credentials == Credentials("u", "k")
    assert target.limits == Limits(5, 1.0, 1.0, 2.0, 9)
    assert target.leave == Leave(writes=True, wait_for_expiry=True)
    assert target.network == Network(verify=False, proxy="http://p:1", sources=("192.0.2.1",))
    assert (target.control, target.products) == ("http://h/_control", (40,))


def test_precedence(in_folder: Path) -> None:
    key = {"SHOP_KEY": "k"}
    assert _resolved("shop", key).credentials == Credentials("from-file", "k")
    environ = {
        **key,
        "CARTCHECK_USERNAME": "from-environment",
        "CARTCHECK_KEY": "e",
        "CARTCHECK_PROXY": "http://p:1",
    }
    target = _resolved("shop", environ)
    assert (target.credentials, target.network.proxy) == (Credentials("from-file", "k"), "http://p:1")
    assert target.limits.pace == 2
    target = _resolved("shop", environ, username="from-line", key="l", pace=3.0)
    assert (target.credentials, target.limits.pace) == (Credentials("from-line", "l"), 3.0)


def test_the_general_key_goes_to_no_store_that_has_its_own(in_folder: Path) -> None:
    general = {"CARTCHECK_KEY": "e", "CARTCHECK_USERNAME": "from-environment"}
    for store in ("shop.test", "https://test.example/"):
        assert _resolved(store, general).credentials == Credentials("from-environment", "file-key")
    for store in ("shop", "https://shop.example/"):
        with pytest.raises(UsageError, match=r"\$SHOP_KEY, which is not set"):
            _resolved(store, general)
        assert _resolved(store, general, key="l").credentials == Credentials("from-file", "l")
    assert _resolved(_URL, general).credentials == Credentials("from-environment", "e")


def test_a_store_s_own_variable_wins_over_the_key_of_the_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = '[defaults]\nkey = "d"\n[stores.one]\nurl = "https://one.example/"\nkey_env = "ONE"\n'
    (tmp_path / "cartcheck.toml").write_text(text)
    assert _resolved("one", {"ONE": "o"}).credentials.key == "o"
    assert _resolved(_URL).credentials.key == "d"
    assert _resolved(_URL, {"CARTCHECK_KEY": "e"}).credentials.key == "e"


@pytest.mark.parametrize(
    "store", ["shop.test", "https://test.example", "https://test.example/index.php?route=a"]
)
def test_store_is_found_by_name_or_address(in_folder: Path, store: str) -> None:
    assert _resolved(store).credentials == Credentials("from-defaults", "file-key")


def test_defaults_hold_for_addresses_too(in_folder: Path) -> None:
    assert _resolved(_URL, {"CARTCHECK_KEY": "k"}).credentials == Credentials("from-defaults", "k")


def test_store_from_the_environment_or_the_only_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert _resolved(None, {"CARTCHECK_STORE": _URL}).store.base == _URL
    (tmp_path / "cartcheck.toml").write_text('[stores.one]\nurl = "https://one.example/"')
    assert _resolved(None).store.base == "https://one.example/"


@pytest.mark.parametrize(
    ("store", "told"),
    [
        (None, "No store was named. cartcheck.toml knows shop, shop.test."),
        ("shpo", "No store is called 'shpo'. Did you mean shop?"),
        ("elsewhere", "No store is called 'elsewhere'."),
        ("elsewhere.example", "Write https://elsewhere.example"),
        ("shop", "The key is to come from $SHOP_KEY, which is not set."),
    ],
)
def test_what_is_missing_is_told(in_folder: Path, store: str | None, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        _resolved(store)
    assert told in str(caught.value)


def test_no_store_and_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"No store was named\. Write its address"):
        _resolved(None)


def test_key_alone_means_the_installers_user() -> None:
    assert _resolved(_URL, {"CARTCHECK_KEY": "k"}).credentials == Credentials("Default", "k")


def test_key_is_asked_for_when_nobody_gave_one(in_folder: Path) -> None:
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return "typed"

    assert _resolved("shop", ask=ask).credentials == Credentials("from-file", "typed")
    assert asked == ["Key of the API user from-file at shop.example (empty: without credentials)"]
    assert _resolved(_URL, {"CARTCHECK_KEY": "k"}, ask=ask).credentials.key == "k"
    assert len(asked) == 1


def test_no_answer_means_no_credentials() -> None:
    assert _resolved(_URL, ask=lambda question: "").credentials is None


def test_stray_blanks_are_kept_and_can_be_told() -> None:
    key = _resolved(_URL, {"CARTCHECK_KEY": "key\n"}).credentials.key
    assert (key, stray_blanks(key), stray_blanks("key")) == ("key\n", True, False)


@pytest.mark.parametrize(
    ("url", "pace"), [("http://127.0.0.1:8080/", 0), ("http://localhost/", 0), (_URL, 4)]
)
def test_only_live_stores_are_spared(url: str, pace: float) -> None:
    assert _resolved(url).limits.pace == pace
    assert _resolved(url, pace=7.0).limits.pace == 7


def test_values_from_everywhere_must_make_sense() -> None:
    with pytest.raises(UsageError, match="command line: budget must be at least 1, not 0"):
        _resolved(_URL, budget=0)
    with pytest.raises(UsageError, match="environment: proxy must be the URL of an HTTP proxy"):
        _resolved(_URL, {"CARTCHECK_PROXY": "proxy:3128"})


def test_authorities(in_folder: Path) -> None:
    standard = {"REQUESTS_CA_BUNDLE": str(in_folder), "SHOP_KEY": "k"}
    assert _resolved(_URL, standard).network.ca_bundle == str(in_folder)
    assert _resolved(_URL, {"CURL_CA_BUNDLE": str(in_folder)}).network.ca_bundle == str(in_folder)
    assert _resolved("shop", standard).network.ca_bundle == "cartcheck.toml"
    own = {**standard, "CARTCHECK_CA_BUNDLE": "."}
    assert _resolved(_URL, own).network.ca_bundle == "."
    assert _resolved("shop", own).network.ca_bundle == "cartcheck.toml"
    with pytest.raises(UsageError, match=r"authorities absent\.pem does not exist"):
        _resolved(_URL, ca_bundle="absent.pem")
    assert not _resolved(_URL, ca_bundle="absent.pem", verify=False).network.verify


@pytest.mark.parametrize("proxy", ["http://[bad", "http://p:99999", "http://p:x", "socks5://p:1", "http://"])
def test_proxy_that_is_none(proxy: str) -> None:
    with pytest.raises(UsageError, match="must be the URL of an HTTP proxy"):
        _resolved(_URL, proxy=proxy)


def test_custom_fields_are_numbers_with_values() -> None:
    assert _resolved(_URL, custom_fields=("7=A=12", "11= ")).custom_fields == {7: "A=12", 11: " "}


@pytest.mark.parametrize("wrong", ["7", "=x", "7=", "seven=x", "7 =x"])
def test_a_custom_field_that_is_none(wrong: str) -> None:
    with pytest.raises(UsageError, match=r"custom_fields has .* where ID=VALUE is meant"):
        _resolved(_URL, custom_fields=(wrong,))
