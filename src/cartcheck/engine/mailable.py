"""A run without personal data, fit to be mailed."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cartcheck.engine.redacting import redacted
from cartcheck.transport.personal import PersonalData

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.handed.request import HandedRequest
    from cartcheck.reports.result import Result
    from cartcheck.transport.transport import Transport

_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}")
_FILES = frozenset({"--request", "--har", "--reports", "--bundle", "--config", "--ca-bundle", "--baseline"})


def mailable(
    result: Result, transport: Transport, handed: tuple[HandedRequest, ...] = ()
) -> tuple[Result, dict[str, Any]]:
    """The result and its HAR, both without the personal data of the exchanges and of requests that were handed in."""
    personal = PersonalData(keep=_needed(result))
    for each in handed:
        personal.observe(each.request, each.reply)
    clean = transport.without_persons(personal)
    without = replace(redacted(result, clean.redacted), exchanges=(), command=_without_files(result.command))
    rerun = tuple(replace(each, rerun=_without_files(each.rerun)) for each in without.findings)
    shown = tuple(clean.shown(each.number) for each in result.exchanges)
    return replace(without, findings=rerun, exchanges=shown), clean.har()


def _needed(result: Result) -> Iterator[str]:
    """What findings are about: the store, the API user, and the addresses that the findings name."""
    yield from (
        result.store.url,
        result.store.url.partition("://")[2].partition("/")[0],
        result.store.username,
    )
    yield result.store.url.partition("://")[2].partition("/")[0].rpartition(":")[0]
    for finding in result.findings:
        for text in (finding.summary, finding.cause, *finding.remedy):
            yield from _ADDRESS.findall(text)


def _without_files(command: str) -> str:
    """The call without the names of files, which may tell who made it."""
    words, hide = list[str](), False
    for word in shlex.split(command):
        words.append("FILE" if hide else word)
        hide = word in _FILES
    return shlex.join(words)
