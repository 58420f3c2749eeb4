"""The signed cookie that a session is kept in: Flask's, read once in each worker. What it holds: the rooms."""

import time
from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

MOST = 5000  # cookies in each worker, less than 1 KB each
_PLAIN = (str, int)  # what nobody can change in place


class Sessions(SecureCookieSessionInterface):
    """Remembers what a cookie that was checked said, until it is too old: each page of a person sends the same one."""

    def __init__(self) -> None:
        self._signer: URLSafeTimedSerializer | None = None
        self._read: dict[str, tuple[int, dict[str, Any]]] = {}

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Give the signer of the application's secret, which never changes while it runs."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Give the session of the request's cookie; empty if the signature is wrong or too old."""
        value = request.cookies.get(self.get_cookie_name(app), "")
        until, said = self._read.get(value, (0, {}))
        if int(time.time()) <= until:
            return self.session_class(said)
        opened = super().open_session(app, request)
        if opened and all(isinstance(each, _PLAIN) for each in opened.values()):
            self._keep(app, value, dict(opened))
        return opened

    def _keep(self, app: Flask, value: str, said: dict[str, Any]) -> None:
        if (signer := self.get_signing_serializer(app)) is None:
            return
        if len(self._read) >= MOST:
            self._read.clear()
        _, signed_at = signer.loads(value, return_timestamp=True)
        self._read[value] = int(signed_at.timestamp() + app.permanent_session_lifetime.total_seconds()), said
