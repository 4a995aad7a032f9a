"""Reach: does anything answer at this address, and is it the store's web server?"""

from collections.abc import Iterable

from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.findings.finding_type import FindingType
from cartcheck.findings.judging import check
from cartcheck.observations.recognition import Recognition, Trouble
from cartcheck.transport.no_answer import Unreachable

ORDER = 5  # among the subjects of a report

_NETWORK = "the network; no OpenCart code is involved"
_TLS = "RFC 5280, 6.1, as OpenSSL checks it; no OpenCart code is involved"

NAME_UNKNOWN = FindingType(
    id="store.name-unknown",
    level=Level.ERROR,
    summary="The name {host} cannot be found.",
    cause="{said} So there is no machine to ask.",
    remedy=(
        "Check the spelling of the address: {host}.",
        (
            "Ask from another network: if the name is found there, it is this machine's DNS; set HTTPS_PROXY if a company "
            "proxy finds names for you."
        ),
        "Ask the shop's owner whether the domain has expired or moved.",
    ),
    source=_NETWORK,
    precedence=0,
)

REFUSES_CONNECTIONS = FindingType(
    id="store.refuses-connections",
    level=Level.ERROR,
    summary="Nothing listens at {host}: the connection was refused.",
    cause="The machine is there and says no: its web server does not run, or listens on another port.",
    remedy=(
        "Check the port of the address, and whether it is http or https.",
        "Ask the host whether the web server runs, and whether a firewall rejects this machine's address.",
    ),
    source=_NETWORK,
    precedence=0,
)

NO_CONNECTION = FindingType(
    id="store.no-connection",
    level=Level.ERROR,
    summary="No connection to {host} comes about.",
    cause="{said} A firewall that drops packets looks like this, and so does a machine that is gone.",
    remedy=(
        "Open the address in a browser on another network: if it opens there, this machine's address is shut out.",
        "Ask the host to let this machine's address through the firewall.",
        "Allow more time with --connect-timeout, if the line is slow.",
    ),
    source=_NETWORK,
    precedence=0,
)

NO_ANSWER = FindingType(
    id="store.no-answer",
    level=Level.ERROR,
    summary="{host} takes the connection and then does not answer in time.",
    cause="{said} The web server is there, and what should answer behind it hangs or is overloaded.",
    remedy=(
        "Open System > Maintenance > Error Logs in the shop's admin, if it opens.",
        "Ask the host what PHP and the database are busy with.",
        "Allow more time with --read-timeout, if the store is always slow.",
    ),
    source=_NETWORK,
    confidence=0.9,
    alternatives=("A firewall lets connections in and swallows what is sent on them.",),
    precedence=0,
)

CLOSES_CONNECTIONS = FindingType(
    id="store.closes-connections",
    level=Level.ERROR,
    summary="{host} closes the connection without an answer.",
    cause="{said} A web server that crashes does this, and so does a firewall that dislikes the caller.",
    remedy=(
        "Try again in a minute.",
        "Check whether the port wants https instead of http.",
        "Ask the host for the web server's error log of this minute, and for what a firewall says about your address.",
    ),
    source=_NETWORK,
    precedence=0,
)

CERTIFICATE_EXPIRED = FindingType(
    id="store.certificate-expired",
    level=Level.ERROR,
    summary="The TLS certificate of {host} is not valid today.",
    cause="{said} Every careful program refuses the connection before anything is sent.",
    remedy=(
        "Have the host renew the certificate of {host}, and let it be renewed by itself from now on.",
        "Check the clock of this machine: it decides what “today” is.",
        "Look at the rest meanwhile with --no-verify; never let the program itself go without verifying.",
    ),
    source=_TLS,
    precedence=0,
)

CERTIFICATE_UNTRUSTED = FindingType(
    id="store.certificate-untrusted",
    level=Level.ERROR,
    summary="The TLS certificate of {host} is from an issuer that is not known here.",
    cause=(
        "{said} It is self-signed, from an authority of your own, or the server leaves out the intermediate "
        "certificate, which browsers find by themselves and programs do not."
    ),
    remedy=(
        "Have the host install the full chain: certificate and intermediates (fullchain.pem).",
        (
            "Give the authority's certificate, if it is your own: --ca-bundle FILE, ca_bundle in cartcheck.toml or "
            "CARTCHECK_CA_BUNDLE; the program needs the same file."
        ),
        "Look at the rest meanwhile with --no-verify; never let the program itself go without verifying.",
    ),
    source=_TLS,
    alternatives=("A company's proxy or virus scanner opens TLS and signs with its own authority.",),
    precedence=0,
)

CERTIFICATE_OTHER_NAME = FindingType(
    id="store.certificate-for-another-name",
    level=Level.ERROR,
    summary="The TLS certificate that {host} shows is for another name.",
    cause="{said} The certificate does not cover this name, or the server does not know it and shows another site's.",
    remedy=(
        "Use the name that the certificate is for: often the same with or without www.",
        "Have the host add {host} to the certificate.",
    ),
    source=_TLS,
    precedence=0,
)

TLS_FAILS = FindingType(
    id="store.tls-fails",
    level=Level.ERROR,
    summary="{host} and this machine agree on no TLS connection.",
    cause="{said}",
    remedy=(
        "Ask the host which versions of TLS the server speaks: 1.2 and 1.3 are what programs take today.",
        "Ask whether the server wants a client's certificate: cartcheck cannot show one.",
    ),
    source=_TLS,
    precedence=0,
)

SPEAKS_HTTP = FindingType(
    id="store.speaks-http-only",
    level=Level.ERROR,
    summary="{host} speaks plain http where https was asked.",
    cause="{said} The port is that of http, or TLS is not switched on for it.",
    remedy=(
        "Ask with http, if this is a test store: {http}",
        "Have the host switch on TLS for a real shop: a key that travels by http can be read on the way.",
    ),
    source=_TLS,
    precedence=0,
)

WANTS_HTTPS = FindingType(
    id="store.wants-https",
    level=Level.ERROR,
    summary="{host} speaks https where plain http was asked.",
    cause="The server on this port expects TLS and got plain text.",
    remedy=("Use this address in the program: {https}",),
    source=_TLS,
    precedence=0,
)

NOT_HTTP = FindingType(
    id="store.not-http",
    level=Level.ERROR,
    summary="What answers at {host} does not speak HTTP.",
    cause="{said} The port belongs to another service, or something on the way breaks the answer.",
    remedy=("Check the port of the address: web servers listen on 80 and 443 unless told otherwise.",),
    source=_NETWORK,
    precedence=0,
)

WITHOUT_END = FindingType(
    id="store.answers-without-end",
    level=Level.ERROR,
    summary="{host} sends answers that do not end as HTTP wants it.",
    cause=(
        "{said} A body that is longer or shorter than told, chunks or gzip that cannot be read, or an endless stream: no "
        "OpenCart store sends that, unless something on the way or an extension breaks it."
    ),
    remedy=(
        "Check that the address is that of the shop, not of a download, a camera or another service.",
        "Open System > Settings > your store > tab Server and set Output Compression Level to 0, if it is the shop.",
        "Ask the host whether the server or a CDN compresses answers a second time.",
    ),
    source="RFC 9112, 6 to 8",
    confidence=0.9,
    precedence=4,
)

PROXY_UNREACHABLE = FindingType(
    id="proxy.unreachable",
    level=Level.ERROR,
    summary="The proxy {proxy} on the way to the store cannot be reached.",
    cause="{said} The store was not asked.",
    remedy=(
        "Check the address of the proxy: --proxy, proxy in cartcheck.toml, or HTTPS_PROXY and HTTP_PROXY.",
        "Unset HTTPS_PROXY, or list the store's host in NO_PROXY, if no proxy is needed.",
    ),
    source=_NETWORK,
    precedence=0,
)

PROXY_PASSWORD = FindingType(
    id="proxy.wants-password",
    level=Level.ERROR,
    summary="The proxy {proxy} wants a user name and a password.",
    cause="The proxy answered 407 to what was given. The store was not asked.",
    remedy=(
        "Set HTTPS_PROXY (or proxy in cartcheck.toml) to http://user:password@{proxy}, special characters as %40.",
        "Ask who runs the proxy for a way that needs no password, if it wants NTLM or Kerberos.",
    ),
    source="RFC 9110, 15.5.8",
    precedence=0,
)

PROXY_REFUSES = FindingType(
    id="proxy.refuses",
    level=Level.ERROR,
    summary="The proxy {proxy} does not let us through to {host}.",
    cause="{said}",
    remedy=(
        "Ask who runs the proxy to allow {host} and its port.",
        "List the store's host in NO_PROXY, if it can be reached without the proxy.",
    ),
    source="RFC 9110, 9.3.6: CONNECT",
    precedence=0,
)

PROXY_NO_ANSWER = FindingType(
    id="proxy.cannot-reach-store",
    level=Level.ERROR,
    summary="The proxy {proxy} cannot reach {host}.",
    cause="{said} The proxy works; the name is wrong, the store is down, or the proxy's own network keeps it away.",
    remedy=(
        "Check the spelling and the port of the address.",
        "Ask without the proxy from another network: if that fails as well, it is the store.",
        "Ask who runs the proxy for its log of this minute.",
    ),
    source="RFC 9110, 9.3.6: CONNECT",
    precedence=0,
)

UNREACHABLE = FindingType(
    id="store.unreachable",
    level=Level.ERROR,
    summary="{host} cannot be asked from here.",
    cause="{said}",
    remedy=(
        "Open the URL in a browser on this machine: if that fails too, it is the address, the network or the server.",
        "Do what this says: {next}",
    ),
    source=_NETWORK,
    precedence=0,
)

_BY_KIND = {
    Unreachable.DNS: NAME_UNKNOWN,
    Unreachable.DNS_SILENT: NAME_UNKNOWN,
    Unreachable.REFUSED: REFUSES_CONNECTIONS,
    Unreachable.CONNECT: NO_CONNECTION,
    Unreachable.NO_ROUTE: NO_CONNECTION,
    Unreachable.TIMEOUT: NO_ANSWER,
    Unreachable.RESET: CLOSES_CONNECTIONS,
    Unreachable.EXPIRED: CERTIFICATE_EXPIRED,
    Unreachable.NOT_YET_VALID: CERTIFICATE_EXPIRED,
    Unreachable.UNTRUSTED: CERTIFICATE_UNTRUSTED,
    Unreachable.OTHER_NAME: CERTIFICATE_OTHER_NAME,
    Unreachable.PLAIN_HTTP: SPEAKS_HTTP,
    Unreachable.TLS: TLS_FAILS,
    Unreachable.WANTS_TLS: WANTS_HTTPS,
    Unreachable.NOT_HTTP: NOT_HTTP,
    Unreachable.PROXY: PROXY_UNREACHABLE,
    Unreachable.PROXY_PASSWORD: PROXY_PASSWORD,
    Unreachable.PROXY_REFUSES: PROXY_REFUSES,
    Unreachable.PROXY_NO_ANSWER: PROXY_NO_ANSWER,
}
_BY_TROUBLE = {
    Trouble.WANTS_HTTPS: WANTS_HTTPS,
    Trouble.PROXY_PASSWORD: PROXY_PASSWORD,
    Trouble.CUT_OFF: WITHOUT_END,
}


@check
def test_store_answers(recognition: Recognition) -> Iterable[Finding]:
    """Something that speaks HTTP answers at this address."""
    if recognition.trouble is Trouble.UNREACHABLE:
        kind = _BY_KIND.get(Unreachable(recognition.detail), UNREACHABLE)
    elif recognition.trouble in _BY_TROUBLE:
        kind = _BY_TROUBLE[recognition.trouble]
    else:
        return
    last = recognition.exchanges[-1] if recognition.exchanges else 0
    yield kind.found(*(Evidence(text, last) for text in recognition.evidence), facts=recognition.facts)
