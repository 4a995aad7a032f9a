"""The bundle that is mailed: no secret and no personal datum of a customer is in its bytes, and the rest still is."""

from __future__ import annotations

import html
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from cartcheck.cli.main import run
from cartcheck.dialects.registry import dialects
from cartcheck.engine.mailable import mailable
from cartcheck.engine.order import Order
from cartcheck.engine.run import examine
from cartcheck.findings.finding_type import Example
from cartcheck.handed.request import HandedRequest
from cartcheck.mock.options import DEMO_KEY, MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.probes.examination import Examination
from cartcheck.probes.session import session_of
from cartcheck.reports.bundle import write_bundle
from cartcheck.reports.document import check
from cartcheck.transport.exchange import Exchange
from cartcheck.transport.transport import Transport
from tests.checks.stores import target_of

PERSON = {
    "firstname": "Żółty & Söhne",
    "lastname": "O'Quixworth",
    "email": "zebulon.quix@mail.example",
    "telephone": "+49 (30) 123-4567",
    "company": 'Zebra "Z" <Ltd>',
    "address_1": "Elmwood Terrace 7/b",
    "address_2": "Hin",  # short ones too
    "postcode": "98765-XY",
    "city": "Gothamville",
    "custom_field[1]": "born 1971-02-03",
}
COMMENT = "Please ring twice, my dog Rex sleeps"
IP = "198.51.100.77"
GENERATIONS = {"2.1.0.2": "2.1", "2.3.0.2": "2.2–2.3", "3.0.5.1": "3.0", "4.0.2.3": "4.0.2", "4.1.0.4": "4.1"}


def ordered(version: str, base: str) -> tuple[Transport, list[Exchange]]:
    """A customer's order, made and read; what the store answered, as it came."""
    target = target_of(base, Example())
    dialect = next(each for each in dialects() if each.generation == GENERATIONS[version])
    raw: list[Exchange] = []
    with Transport(target, on_exchange=raw.append) as transport:
        examination = Examination(target, transport)
        session = session_of(examination)
        address = {
            **PERSON,
            "zone_id": "3563",
            "country_id": "222",
            "payment_address_id": "0",
            "shipping_address_id": "0",
        }
        prefixed = {
            f"{kind}_{name}": value for kind in ("payment", "shipping") for name, value in address.items()
        }
        order = {"payment_method": "cod", "shipping_method": "flat.flat", "comment": COMMENT}
        cart = {"product_id": "40", "product[0][product_id]": "40", "product[0][quantity]": "1"}
        forms = {
            "customer_set": PERSON,
            "cart_add": cart,
            "payment_address_set": {**address, **prefixed},
            "payment_methods_list": {},
            "shipping_address_set": {**address, **prefixed, **cart},
            "shipping_methods_list": {},
            "order_create": {**order, **PERSON, **prefixed},
            "order_read": {},
        }  # fmt: skip
        for name, form in forms.items():
            if name in dialect.operations:
                posted = tuple(form.items()) if dialect.operations[name].method == "POST" else ()
                query = (("order_id", "1"),) if name == "order_read" else ()
                examination.send(dialect.request(target.store, name, session, query, posted), f"{name}.")
    return transport, raw


def written(value: str) -> set[bytes]:
    as_json = json.dumps(value)[1:-1]
    texts = {value, quote(value), quote(value, safe=""), quote_plus(value), html.escape(value), as_json}
    texts |= {html.escape(as_json), quote_plus(html.escape(value, quote=False)), as_json.replace("/", "\\/")}
    texts |= {html.escape(value, quote=False), json.dumps(html.escape(value))[1:-1]}
    return {text.encode() for text in texts}


def bytes_of(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("version", GENERATIONS)
def test_nothing_secret_or_personal_is_in_the_zip(version: str, tmp_path: Path) -> None:
    with running_mock(MockOptions(opencart=version, port=0)) as base:
        transport, raw = ordered(version, base)
        result, _ = examine(
            target_of(base, Example()), Order(command="cartcheck diagnose x", subjects=("store",))
        )
    shown = tuple(transport.shown(each.number) for each in raw)
    path = tmp_path / "out.zip"
    result = replace(
        result, exchanges=shown, problems=(f"It said {PERSON['firstname']}, {PERSON['email']}.",)
    )
    write_bundle(path, *mailable(result, transport))
    said = b"".join(each.request.body + (each.reply.body if each.reply else b"") for each in raw)
    assert quote_plus(PERSON["city"]).encode() in said
    content = bytes_of(path)
    personal = [*PERSON.values(), COMMENT]
    assert not [value for value in personal for each in written(value) if each in content]
    tokens = {value for each in raw if each.reply for value in tokens_in(each.reply.body)}
    assert tokens or version == "4.1.0.4"
    assert not [value for value in (DEMO_KEY, *tokens) for each in written(value) if each in content]
    assert b"[city-1]" in content and b"cart" in content and result.store.url.encode() in content


def tokens_in(body: bytes) -> set[str]:
    try:
        data = json.loads(body)
    except ValueError:
        return set()
    return {
        data[name] for name in ("token", "api_token", "cookie") if isinstance(data, dict) and name in data
    }


def test_the_store_s_refusals_stay_readable(tmp_path: Path) -> None:
    with running_mock(MockOptions(port=0)) as base:
        target = target_of(base, Example())
        dialect = next(each for each in dialects() if each.generation == "3.0")
        with Transport(target) as transport:
            session = session_of(Examination(target, transport))
            transport.send(
                dialect.request(target.store, "customer_set", session, (), (("email", "x"),)), purpose="x"
            )
        result, _ = examine(target, Order(command="test", subjects=("store",)))
        _, har = mailable(result, transport)
    assert "First Name must be between" in json.dumps(har)


def test_the_address_a_finding_is_about_stays_and_others_go(tmp_path: Path) -> None:
    with running_mock(MockOptions(port=0)) as base:
        target = target_of(base, Example())
        result, transport = examine(target, Order(command="test", subjects=("store",)))
    order = HandedRequest(1, transport.exchanges[0].request)
    body = json.dumps({"order": {"ip": IP, "forwarded_ip": "192.0.2.1"}}).encode()
    reply = transport.exchanges[0].reply
    assert reply
    transport.exchanges[0] = replace(transport.exchanges[0], reply=replace(reply, body=body))
    _, without = mailable(result, transport, (order,))
    assert IP not in json.dumps(without) and "192.0.2.1" not in json.dumps(without)
    from cartcheck.findings.catalogue import find

    found = find("login.ip-not-listed").found(facts={"address": IP, "not_listed": "", "address_list": ""})
    kept, with_it = mailable(replace(result, findings=(found,)), transport)
    assert IP in json.dumps(with_it) and "192.0.2.1" not in json.dumps(with_it)
    assert IP in kept.findings[0].summary


@pytest.mark.parametrize("verb", ["diagnose", "check"])
def test_the_command_writes_it_and_names_no_file(
    verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "anna-smith" / "out.zip"
    with running_mock(MockOptions(port=0)) as base:
        code = run([verb, base, "--key", DEMO_KEY, "--no-reports", "--bundle", str(path)])
    assert code == 0
    assert str(path) in "".join(capsys.readouterr().out.split()).replace("\n", "")
    with zipfile.ZipFile(path) as archive:
        assert sorted(archive.namelist()) == ["about.txt", "exchanges.har", "report.html", "result.json"]
        check(json.loads(archive.read("result.json")))
        assert len(json.loads(archive.read("exchanges.har"))["log"]["entries"]) > 8
        assert b'href="result.json"' in archive.read("report.html")
    assert b"anna-smith" not in bytes_of(path) and DEMO_KEY.encode() not in bytes_of(path)


def test_a_bundle_that_cannot_be_written_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    with running_mock(MockOptions(port=0)) as base:
        told = [
            "diagnose",
            base,
            "--key",
            DEMO_KEY,
            "--no-reports",
            "--bundle",
            str(tmp_path / "file" / "out.zip"),
        ]
        assert run(told) == 2
    assert "cannot be written" in capsys.readouterr().err
