"""What is wrong with a TLS connection, told from OpenSSL's own numbers and names and not from its prose."""

from __future__ import annotations

import ssl
from enum import StrEnum

from urllib3.util.ssl_match_hostname import CertificateError


class TlsTrouble(StrEnum):
    """The kinds of failure under TLS; `Unreachable` has the same words."""

    EXPIRED = "certificate-expired"
    NOT_YET_VALID = "certificate-not-yet-valid"
    UNTRUSTED = "certificate-untrusted"
    OTHER_NAME = "certificate-for-another-name"
    PLAIN_HTTP = "plain-http"
    AUTHORITIES = "authorities"
    OTHER = "tls"


# X509_V_ERR_…, openssl/include/openssl/x509_vfy.h (3.0): what SSLCertVerificationError.verify_code holds.
_BY_CODE = {
    9: TlsTrouble.NOT_YET_VALID,
    10: TlsTrouble.EXPIRED,
    2: TlsTrouble.UNTRUSTED,
    18: TlsTrouble.UNTRUSTED,
    19: TlsTrouble.UNTRUSTED,
    20: TlsTrouble.UNTRUSTED,
    21: TlsTrouble.UNTRUSTED,
    27: TlsTrouble.UNTRUSTED,
    62: TlsTrouble.OTHER_NAME,
    64: TlsTrouble.OTHER_NAME,
}
# SSL_R_…, as SSLError.reason holds them. A server without TLS answers the handshake with text.
_BY_REASON = {
    "WRONG_VERSION_NUMBER": TlsTrouble.PLAIN_HTTP,
    "RECORD_LAYER_FAILURE": TlsTrouble.PLAIN_HTTP,  # OpenSSL 3.2 and newer
    "PACKET_LENGTH_TOO_LONG": TlsTrouble.PLAIN_HTTP,
    "UNKNOWN_PROTOCOL": TlsTrouble.PLAIN_HTTP,
    "HTTP_REQUEST": TlsTrouble.PLAIN_HTTP,
    "NO_CERTIFICATE_OR_CRL_FOUND": TlsTrouble.AUTHORITIES,
}


def tls_trouble(error: BaseException) -> TlsTrouble | None:
    """What a link of an exception's chain says about TLS, or None if it says nothing in particular."""
    if isinstance(error, CertificateError):
        return TlsTrouble.OTHER_NAME
    if isinstance(error, ssl.SSLCertVerificationError):
        return _BY_CODE.get(error.verify_code)
    if isinstance(error, ssl.SSLError):
        return _BY_REASON.get(error.reason or "")
    return None
