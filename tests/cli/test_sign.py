"""`cartcheck sign` as a user sees it: it tells the vector's signature, and never the key."""

from __future__ import annotations

import pytest

from cartcheck.cli.main import run
from cartcheck.dialects.signature import StringToSign

VECTOR = (
    *("sign", "https://shop.example/shop/", "--call", "cart", "--time", "1700000000"),
    *(
        "--data",
        "product[0][product_id]=40",
        "--data",
        "product[0][quantity]=2",
        "--data",
        'comment= a & b ~ "c" ',
    ),
)


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARTCHECK_KEY", "KEY123")
    monkeypatch.delenv("CARTCHECK_USERNAME", raising=False)


def test_it_prints_the_lines_the_signature_and_a_curl_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*VECTOR]) == 0
    told = capsys.readouterr().out
    assert "Signature       oMuZ+dSmLs0xKWlCf2Q981s21gM=" in told
    assert "0f93d6818bdca0f00aa66666943d47f1" in told
    assert "signature=oMuZ%2BdSmLs0xKWlCf2Q981s21gM%3D" in told
    assert all(f"  {name}" in told for name in StringToSign.__slots__)
    assert "KEY123" not in told
    assert "Windows" not in told


def test_it_explains_mistakes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*VECTOR, "--explain-mistakes"]) == 0
    told = capsys.readouterr().out
    assert "the path with index.php" in told
    assert "KEY123" not in told


def test_a_whole_body_is_signed_as_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sign", "https://shop.example/", "--call", "zzz", "--time", "1700000000", "--body", ""]) == 0
    assert "3bZJ6S9yIaZF6rBQeFtuTxb+cyM=" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [("--data", "a"), ("--data", "a=1", "--body", "b=2")])
def test_a_field_that_is_none_is_wrong_usage(
    wrong: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["sign", "https://shop.example/", *wrong]) == 2
    assert "--data" in capsys.readouterr().err
