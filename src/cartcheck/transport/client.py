"""One caller of the store: its connections, its cookies, and one request at a time within all limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests
import urllib3
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar

from cartcheck import __version__
from cartcheck.transport.body import Body, read_body
from cartcheck.transport.exchange import Reply, Request
from cartcheck.transport.proxies import proxies_for, shown_proxy
from cartcheck.transport.unreachable import too_slow, unreachable
from cartcheck.transport.wire import Deadline, WireAdapter

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartcheck.errors import StoreUnreachable
    from cartcheck.target.target import Limits, Network

_HEADERS = {
    "User-Agent": f"cartcheck/{__version__}",
    "Accept": "application/json, text/html;q=0.9, */*;q=0.8",
    # Only what the standard library decodes, and so can be stopped from growing without end.
    "Accept-Encoding": "gzip, deflate",
    "Connection": "keep-alive",
}
_HTTP_VERSIONS = {9: "HTTP/0.9", 10: "HTTP/1.0", 11: "HTTP/1.1"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request: a reply, an error, or both when an answer began and never ended."""

    sent_headers: tuple[tuple[str, str], ...]
    reply: Reply | None
    error: StoreUnreachable | None


class Client:
    """A caller with connections from one local address and a cookie jar of its own."""

    def __init__(
        self, limits: Limits, network: Network, clock: Callable[[], float], source: str = ""
    ) -> None:
        self._limits = limits
        self._network = network
        self._clock = clock
        self._source = source
        self._adapter = WireAdapter(source)
        self._deadline = Deadline(limits.whole_timeout, self._adapter.cut)
        self._jar = RequestsCookieJar()
        if not network.verify:
            urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)

    def ask(self, request: Request) -> Answer:
        """Sends the request once and reads what comes; whatever goes wrong is in the Answer."""
        with self._deadline:
            answer = self._ask(request)
        self._adapter.sweep()
        late = self._deadline.passed
        return _late(answer, too_slow(_host(request), self._limits)) if late else answer

    def cut(self) -> None:
        """Ends the request under way, which then fails."""
        self._adapter.cut()

    def close(self) -> None:
        """Closes the connections."""
        self._deadline.close()
        self._adapter.close()

    def _ask(self, request: Request) -> Answer:
        sent: tuple[tuple[str, str], ...] = ()
        began = self._clock()
        try:
            prepared = self._prepare(request)
            sent = _sent_headers(prepared)
            response = self._send(prepared)
        except (
            urllib3.exceptions.HTTPError,
            OSError,
            ValueError,
        ) as error:  # a RequestException is an OSError
            return Answer(sent, None, self._unreachable(error, request))
        if request.keep_cookies:
            extract_cookies_to_jar(self._jar, prepared, response.raw)  # type: ignore[no-untyped-call]
        body = read_body(response.raw, self._limits.max_body)
        late = self._unreachable(body.late, request) if body.late else None
        return Answer(sent, _reply(response, body, self._clock() - began), late)

    def _unreachable(self, error: Exception, request: Request) -> StoreUnreachable:
        proxy = shown_proxy(request.url, self._network)
        return unreachable(error, _host(request), self._limits, proxy=proxy, source=self._source)

    def _prepare(self, request: Request) -> requests.PreparedRequest:
        # Not through requests.Session: it reads ~/.netrc, and the whole body of a redirect before we can see
        # its size (requests 2.34, Session.send and resolve_redirects).
        headers = _merged(request.headers)
        prepared = requests.Request(request.method, request.url, headers=headers, data=request.body).prepare()
        if request.keep_cookies:
            prepared.prepare_cookies(self._jar)
        return prepared

    def _send(self, prepared: requests.PreparedRequest) -> requests.Response:
        return self._adapter.send(
            prepared,
            stream=True,
            timeout=(self._limits.connect_timeout, self._limits.read_timeout),
            verify=self._network.verify and (self._network.ca_bundle or True),
            proxies=proxies_for(str(prepared.url), self._network),
        )


def _late(answer: Answer, error: StoreUnreachable) -> Answer:
    # A connection that was cut looks like the proper end of headers or of a body without length.
    reply = replace(answer.reply, truncated=True) if answer.reply else None
    return replace(answer, reply=reply, error=error)


def _host(request: Request) -> str:
    # urlsplit fails at brackets that are no IPv6 address, and a store may redirect to anything.
    return request.url.partition("://")[2].partition("/")[0].rpartition("@")[2]


def _merged(headers: tuple[tuple[str, str], ...]) -> dict[str, str | bytes]:
    """Our headers under those of the request; repeated ones joined, as requests has one value each."""
    merged = dict(_HEADERS)
    names = {name.lower(): name for name in merged}
    given: dict[str, list[str]] = {}
    for name, value in headers:
        given.setdefault(names.setdefault(name.lower(), name), []).append(value)
    merged |= {name: ", ".join(values) for name, values in given.items()}
    # http.client encodes text as Latin-1 and fails at anything beyond it.
    return {name: value if value.isascii() else value.encode() for name, value in merged.items()}


def _sent_headers(prepared: requests.PreparedRequest) -> tuple[tuple[str, str], ...]:
    pairs = [(name, _text(value)) for name, value in prepared.headers.items()]
    if any(name.lower() == "host" for name, _ in pairs):
        return tuple(pairs)
    return (("Host", urlsplit(str(prepared.url)).netloc), *pairs)


def _unfolded(value: str) -> str:
    # A folded header line keeps its line end in http.client.
    return " ".join(line.strip() for line in value.splitlines())


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _reply(response: requests.Response, body: Body, seconds: float) -> Reply:
    raw = response.raw
    return Reply(
        status=response.status_code,
        headers=tuple((name.lower(), _unfolded(value)) for name, value in raw.headers.items()),
        body=body.data,
        seconds=seconds,
        reason=response.reason or "",
        http_version=_HTTP_VERSIONS.get(raw.version, f"HTTP/{raw.version}"),
        truncated=body.cut,
        url=response.url,
    )
