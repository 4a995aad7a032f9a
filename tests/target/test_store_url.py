"""A store's address, however a user writes it."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartcheck.errors import UsageError
from cartcheck.target.store_url import StoreUrl

_LABELS = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?", fullmatch=True).filter(
    lambda label: label[2:4] != "--"
)
_HOSTS = st.lists(_LABELS, min_size=1, max_size=4).map(".".join)
_FOLDERS = st.lists(
    st.from_regex(r"[A-Za-z0-9_~-]{1,8}", fullmatch=True).filter(lambda name: name != "admin"), max_size=3
)


@pytest.mark.parametrize(
    "text",
    [
        "https://shop.example/shop/",
        "https://shop.example/shop",
        "  https://shop.example/shop \n",
        "HTTPS://Shop.EXAMPLE/shop",
        "https://shop.example:443/shop",
        "https://shop.example/shop/index.php",
        "https://shop.example/shop/index.php?route=common/home#top",
        "https://shop.example/shop/index.php/some/path",
        "https://shop.example/shop/index.html",
        "https://shop.example/shop/?route=api/login",
        "https://shop.example//a/..//shop/./",
    ],
)
def test_all_spellings_mean_the_same_store(text: str) -> None:
    store = StoreUrl.parse(text)
    assert store == StoreUrl("https", "shop.example", 443, "/shop/")
    assert (store.base, str(store)) == ("https://shop.example/shop/", "https://shop.example/shop/")
    assert store.index == "https://shop.example/shop/index.php"
    assert (store.host, store.origin, store.slug) == (
        "shop.example",
        "https://shop.example",
        "shop.example-shop",
    )


@pytest.mark.parametrize(
    ("text", "base", "host", "slug"),
    [
        ("http://shop.example:8080", "http://shop.example:8080/", "shop.example:8080", "shop.example-8080"),
        ("https://shop.example:80", "https://shop.example:80/", "shop.example:80", "shop.example-80"),
        ("http://[2001:DB8:0::1]:81/a", "http://[2001:db8::1]:81/a/", "[2001:db8::1]:81", "2001-db8-1-81-a"),
        ("http://[::1]", "http://[::1]/", "[::1]", "1"),
        (
            "https://Müller.example",
            "https://xn--mller-kva.example/",
            "xn--mller-kva.example",
            "xn-mller-kva.example",
        ),
        ("https://h/größe", "https://h/gr%C3%B6%C3%9Fe/", "h", "h-gr-e"),
        ("https://h/a%20b", "https://h/a%20b/", "h", "h-a-b"),
        ("https://my_shop.local", "https://my_shop.local/", "my_shop.local", "my-shop.local"),
        ("https://h/indexed", "https://h/indexed/", "h", "h-indexed"),
    ],
)
def test_unusual_addresses(text: str, base: str, host: str, slug: str) -> None:
    store = StoreUrl.parse(text)
    assert (store.base, store.host, store.slug) == (base, host, slug)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "No store was named"),
        ("shop.example/shop", "Write https://shop.example/shop"),
        ("localhost:8080", "Write http://localhost:8080"),
        ("https:/shop.example", "Write https://shop.example"),
        ("https:\\\\shop.example", "Write https://shop.example"),
        ("httpss://shop.example", "Write https://shop.example"),
        ("ftp://shop.example/x", "Write https://shop.example/x"),
        ("https://shop .example/", "has a blank"),
        ("https://shop\t.example/", "has a blank or a control character"),
        ("https:///shop", "is not a host name"),
        ("https://shop..example", "is not a host name"),
        ("https://-shop", "is not a host name"),
        ("https://shop%2eexample", "is not a host name"),
        ("https://ⅷ⒈.example\u2488", "cannot be used"),
        ("http://shop.example:http", "no usable port"),
        ("http://shop.example:99999", "no usable port"),
        ("http://shop.example:0", "Port 0"),
        ("http://[::1", "cannot be read"),
        ("http://[zz]/", "cannot be read"),
        ("http://[v1.a]/", "is not an IPv6 address"),
        ("http://[fe80::1%25eth0]/", "has a zone"),
        ("https://shop.example/shop/admin", "Write https://shop.example/shop/"),
        ("https://shop.example/admin/index.php?route=common/login", "its API lives in the storefront"),
    ],
)
def test_what_cannot_be_a_store_is_told_in_one_line(text: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        StoreUrl.parse(text)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "https://me:s3cret@shop.example/",
        "ftp://me:s3cret@shop.example",
        "//me:s3cret@h",
        "https://me:s3cret/@h",
        "ftp://me:/s3cret@h",
    ],
)
def test_password_in_the_address_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        StoreUrl.parse(text)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1:81", True),
        ("[::1]", True),
        ("localhost", True),
        ("shop.localhost", True),
        ("10.0.0.1", False),
        ("localhost.example", False),
    ],
)
def test_loopback(host: str, loopback: bool) -> None:
    assert StoreUrl.parse(f"http://{host}/").is_loopback is loopback


def test_route_is_encoded_as_recorded() -> None:
    store = StoreUrl.parse("http://127.0.0.1:8122/")
    assert store.route("api/login") == "http://127.0.0.1:8122/index.php?route=api/login"
    assert store.route("api/sale/order|load", (("a b", "c/d&é"),)) == (
        "http://127.0.0.1:8122/index.php?route=api/sale/order%7Cload&a%20b=c%2Fd%26%C3%A9"
    )


@given(
    scheme=st.sampled_from(["http", "https"]),
    host=_HOSTS,
    port=st.none() | st.integers(1, 65535),
    folders=_FOLDERS,
)
def test_every_address_is_understood_and_stays_what_it_is(scheme, host, port, folders) -> None:
    text = f"{scheme}://{host}{f':{port}' if port else ''}/{'/'.join(folders)}"
    store = StoreUrl.parse(text)
    assert StoreUrl.parse(store.base) == StoreUrl.parse(store.index) == store
    assert store.path == "/".join(["", *folders, ""])
    assert urlsplit(store.base).netloc == store.host
    assert store.slug.replace("-", "").replace(".", "").isalnum()


@given(text=st.text(max_size=40) | st.text("htps:/.[]@#?%admin-\\ 1", max_size=30).map("https://".__add__))
def test_any_text_is_a_store_or_a_usage_error(text: str) -> None:
    try:
        store = StoreUrl.parse(text)
    except UsageError:
        return
    assert store.base.isascii()
    assert StoreUrl.parse(store.base) == store


@given(
    route=st.text(max_size=20),
    query=st.lists(st.tuples(st.text(max_size=9), st.text(max_size=9)), max_size=3),
)
def test_route_and_query_come_back_as_they_were(route: str, query: list[tuple[str, str]]) -> None:
    url = StoreUrl.parse("http://h/").route(route, tuple(query))
    assert parse_qsl(urlsplit(url).query, keep_blank_values=True) == [("route", route), *query]
