"""What print_r makes of an answer is read where 2.0.0.0 answers so, and nowhere else."""

from __future__ import annotations

import pytest

from cartcheck.dialects.dialect import Breakage, StoreWords, Verdict
from cartcheck.dialects.dump import without_dump
from cartcheck.dialects.opencart_2_0 import DIALECT
from cartcheck.transport.exchange import Reply

DUMP = b"Array\n(\n    [success] => You order has been successfully modified orders\n)\n"
REFUSED = b"Array\n(\n    [error] => Warning: Order could not be found!\n)\n"


def reply(body: bytes) -> Reply:
    return Reply(200, (("content-type", "text/html"),), body, 0.1)


def test_a_deletion_is_known_to_have_worked_though_it_is_no_json() -> None:
    reading = DIALECT.read("order_delete", reply(DUMP), StoreWords())
    assert (reading.verdict, reading.meaning, reading.breakage) == (
        Verdict.BROKEN,
        Verdict.ACCEPTED,
        Breakage.NOT_JSON,
    )
    assert reading.data == {"success": "You order has been successfully modified orders"}


def test_a_refused_deletion_is_known_as_one() -> None:
    assert DIALECT.read("order_delete", reply(REFUSED), StoreWords()).meaning is Verdict.REFUSED


def test_another_call_does_not_answer_so() -> None:
    assert DIALECT.read("order_create", reply(DUMP), StoreWords()).meaning is Verdict.BROKEN


@pytest.mark.parametrize(
    "body", [b'{"success":"Done!"}', b"Array\n", b"Array\n(\n    [a] => Array\n (\n)\n", b""]
)
def test_what_is_no_dump_is_left_alone(body: bytes) -> None:
    assert without_dump(reply(body)) is None
