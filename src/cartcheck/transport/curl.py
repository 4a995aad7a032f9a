"""The curl line of an exchange: it runs as printed once the secrets are in variables of the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cartcheck.transport.exchange import FORM
from cartcheck.transport.shell import Shell

if TYPE_CHECKING:
    from cartcheck.target.target import Network
    from cartcheck.transport.exchange import Exchange, Request
    from cartcheck.transport.redaction import Headers, Redactor

_COMMON = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_KEYS = ("[CARTCHECK_KEY]", "[WRONG_KEY]")
_WITHOUT_BODY = frozenset({"GET", "HEAD"})


def curl_line(
    exchange: Exchange,
    redactor: Redactor,
    network: Network,
    shell: Shell | None = None,
    *,
    fetches: bool = False,
) -> str:
    """A command that sends the exchange's request again; secrets are read from $CARTCHECK_KEY, $TOKEN, …

    One that `fetches` shows the headers of the answer too, and does without cookies of earlier ones; so does a login, which
    brings the key and needs no session.
    """
    request = exchange.request
    shell = shell or Shell(redactor)
    before, data = _data(request, shell)
    words = [
        "curl -sSi" if fetches else "curl -sS",
        *_method(request, shell),
        *_network(exchange, network, shell),
    ]
    if any(mark in request.url for mark in "[]{}"):
        words.append("-g")
    words.append(shell.word(request.url))
    bare = fetches or _logs_in(request, redactor)
    words += [f"-H {shell.header(name, value)}" for name, value in _headers(exchange, bare)]
    if _sends_body(request) and not request.header("content-type"):
        words.append("-H 'Content-Type:'")  # curl would say that it is a form
    return before + " ".join((*words, *data))


def _method(request: Request, shell: Shell) -> list[str]:
    if request.method == "HEAD":
        return ["-I"]
    if request.method == "GET" and not request.body:
        return []
    return [f"-X {request.method if request.method in _COMMON else shell.word(request.method)}"]


def _network(exchange: Exchange, network: Network, shell: Shell) -> list[str]:
    source, encrypted = exchange.source, exchange.request.url.startswith("https:")
    words = ["-k"] if encrypted and not network.verify else []
    if encrypted and network.ca_bundle:
        words.append(f"--cacert {shell.word(network.ca_bundle)}")
    if network.proxy:
        words.append(f"-x {shell.word(_without_login(network.proxy))}")
    if source:
        words.append(f"--interface {shell.word(source)}")
    return words


def _without_login(proxy: str) -> str:
    parts = urlsplit(proxy)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _logs_in(request: Request, redactor: Redactor) -> bool:
    told = redactor.text(request.body.decode("utf-8", "replace"))
    return "token=" not in request.url and any(key in told for key in _KEYS)


def _headers(exchange: Exchange, bare: bool) -> Headers:
    given = [pair for pair in exchange.request.headers if pair[0].lower() != "content-length"]
    if not bare and not any(name.lower() == "cookie" for name, _ in given):
        given += [pair for pair in exchange.sent_headers if pair[0].lower() == "cookie"]
    if exchange.request.body and exchange.request.header("content-type") == FORM:
        given = [pair for pair in given if pair[0].lower() != "content-type"]  # it is what curl says
    return tuple(given)


def _data(request: Request, shell: Shell) -> tuple[str, list[str]]:
    """What stands before curl, and its arguments for the body."""
    if not _sends_body(request):
        return "", []
    try:
        text = request.body.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        return f"{shell.printf(request.body)} | ", ["--data-binary @-"]
    if request.header("content-type") == FORM and text:
        return "", shell.fields(text)
    return "", [f"--data-raw {shell.word(text)}"]


def _sends_body(request: Request) -> bool:
    return bool(request.body) or request.method not in _WITHOUT_BODY
