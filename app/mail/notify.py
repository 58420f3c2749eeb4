"""The way out through GOV.UK Notify: one template whose subject and body are placeholders. SMTP: transports.py.

As its documentation for REST has it: a JSON web token of service and moment, signed with the key's secret; what the
status of an answer says about the message is in `_raise_for`.
"""

import base64
import hashlib
import hmac
import http.client
import json
import urllib.parse
from dataclasses import dataclass
from typing import Any

from app.mail.errors import PermanentMailError, TemporaryMailError, UncertainMailError
from app.mail.outgoing import Outgoing
from config import Settings

TIMEOUT = 20  # seconds
PATH = "/v2/notifications/email"
_KEY_LENGTH = 36  # of a UUID; an API key ends in the service's and the secret's, each after a dash
_LONGEST_ANSWER = 20_000  # bytes
_LATER = frozenset({401, 403, 408, 429, 503})
"""Nothing was taken: the key or the clock is wrong, which somebody can put right; or it is asked too much of."""


@dataclass(frozen=True, slots=True)
class NotifyTransport:
    """Sends through GOV.UK Notify."""

    settings: Settings

    def send(self, message: Outgoing) -> None:
        """Send one message. Until the request is on its way nothing was accepted; then only the answer tells."""
        settings = self.settings
        token = web_token(settings.notify_api_key, int(settings.clock().timestamp()))
        body = json.dumps(
            {
                "email_address": message.recipient,
                "template_id": settings.notify_template_id,
                "personalisation": {"subject": message.subject, "body": message.body},
                "reference": message.ref,
            }
        ).encode()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        base = urllib.parse.urlsplit(settings.notify_url)
        server = _server(base)
        try:
            _connect(server)
            try:
                server.request("POST", base.path + PATH, body, headers)
                answer = server.getresponse()
                text = answer.read(_LONGEST_ANSWER)
            except (OSError, http.client.HTTPException) as error:
                raise UncertainMailError(f"GOV.UK Notify did not answer: {type(error).__name__}") from error
        finally:
            server.close()
        _raise_for(answer.status, text)


def web_token(api_key: str, issued_at: int) -> str:
    """Sign who asks, and when (seconds since 1970; Notify takes half a minute of difference), with HMAC-SHA256."""
    service, secret = api_key[-2 * _KEY_LENGTH - 1 : -_KEY_LENGTH - 1], api_key[-_KEY_LENGTH:]
    signed = ".".join(_encoded(part) for part in ({"typ": "JWT", "alg": "HS256"}, {"iss": service, "iat": issued_at}))
    signature = hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_base64(signature)}"


def _encoded(part: dict[str, Any]) -> str:
    return _base64(json.dumps(part, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _server(base: urllib.parse.SplitResult) -> http.client.HTTPConnection:
    kind = http.client.HTTPSConnection if base.scheme == "https" else http.client.HTTPConnection
    return kind(base.hostname or "", base.port, timeout=TIMEOUT)


def _connect(server: http.client.HTTPConnection) -> None:
    try:
        server.connect()
    except OSError as error:
        raise TemporaryMailError(f"no connection to GOV.UK Notify: {type(error).__name__}") from error


def _raise_for(status: int, text: bytes) -> None:
    """Say what an answer means: 2xx is accepted; after a fault of its own (5xx) it may have been."""
    if 200 <= status < 300:
        return
    said = f"GOV.UK Notify answered {status}{_first_error(text)}"
    if status in _LATER or status < 400:
        raise TemporaryMailError(said)
    raise UncertainMailError(said) if status >= 500 else PermanentMailError(said)


def _first_error(text: bytes) -> str:
    """Give the first error that it names, if it names one."""
    try:
        first = json.loads(text)["errors"][0]
        return f": {first['error']}, {first['message']}"[:300]
    except (ValueError, LookupError, TypeError):
        return ""
