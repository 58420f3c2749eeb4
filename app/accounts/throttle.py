"""How often somebody may try: sign-in, reset and e-mailed links, by e-mail address and by network address."""

import hashlib
import ipaddress
import math
import time
from dataclasses import dataclass
from typing import Any

from flask import current_app, request
from flask.sansio.app import App
from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

STORAGE = "limiter_storage"
_LIMITER = "limiter"


@dataclass(frozen=True, slots=True)
class Limit:
    """Two limits: tries from one network, where a whole council may sit, and with one e-mail address."""

    name: str
    by_network: RateLimitItem
    by_email: RateLimitItem | None = None


SIGN_IN = Limit("sign-in", parse("200 per 15 minutes"), parse("10 per 15 minutes"))
RESET = Limit("reset", parse("60 per hour"), parse("5 per hour"))
LINK = Limit("link", parse("300 per 15 minutes"))
FEED = Limit("feed", parse("1200 per 15 minutes"))  # a whole council's calendars, each asking by itself now and then


def install(app: App) -> None:
    """Open the storage that LIMITS_URL names: this process's memory, or Redis for several."""
    storage: Any = storage_from_string(app.config["LIMITS_URL"])
    app.extensions[STORAGE] = storage
    app.extensions[_LIMITER] = MovingWindowRateLimiter(storage)


def count(limit: Limit, *, email: str = "") -> None:
    """Count one try. Raises TooManyRequests (429, with Retry-After) above the limit, whoever the address belongs to."""
    _hit(limit.by_network, limit.name, "network", network())
    if limit.by_email:
        _hit(limit.by_email, limit.name, "email", _digest(email))


def forgive(limit: Limit, *, email: str) -> None:
    """Forget the tries with an e-mail address once the right password was given."""
    if limit.by_email:
        current_app.extensions[_LIMITER].clear(limit.by_email, limit.name, "email", _digest(email))


def network() -> str:
    """Where the request comes from: an IPv4 address, or the /64 that one IPv6 customer has."""
    address = request.remote_addr or "unknown"
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((address, 64), strict=False).network_address)


def _hit(item: RateLimitItem, *key: str) -> None:
    limiter = current_app.extensions[_LIMITER]
    if not limiter.hit(item, *key):
        wait = math.ceil(limiter.get_window_stats(item, *key).reset_time - time.time())
        raise TooManyRequests(retry_after=max(wait, 1))


def _digest(email: str) -> str:
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()
