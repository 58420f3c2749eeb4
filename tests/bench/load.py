"""The load: one tight loop over raw sockets, a new connection per request, as gunicorn's sync workers close them.

Loopback only, and bounded in number or time. One process, as the servers need both cores: it takes about a tenth of
what bare Flask takes for the same request.
"""

import select
import socket
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

LOOPBACK = "127.0.0.1"
MOST_SECONDS = 120.0
_PATIENCE = 15.0  # seconds without any answer: the server hangs


class ServerHangsError(RuntimeError):
    """No connection was answered for a long time."""


@dataclass(slots=True)
class Outcome:
    """What one slice of load found. `statuses` counts answers by status, 0 where a connection broke."""

    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def requests(self) -> int:
        return sum(self.statuses.values())

    @property
    def rate(self) -> float:
        """Answers per second."""
        return self.requests / self.seconds


class _Slots:
    """The open connections: each sends one request and is read to its end."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.poll = select.epoll()
        self.open: dict[int, tuple[socket.socket, bytes]] = {}

    def send(self, request: bytes) -> None:
        connection = socket.create_connection((LOOPBACK, self.port), timeout=_PATIENCE)
        connection.sendall(request)
        self.open[connection.fileno()] = (connection, b"")
        self.poll.register(connection, select.EPOLLIN)

    def finished(self) -> list[int]:
        """Wait for data and give the statuses of the answers that are complete."""
        events = self.poll.poll(_PATIENCE)
        if not events:
            raise ServerHangsError(f"port {self.port}: no answer for {_PATIENCE:.0f} s")
        statuses = []
        for number, _ in events:
            connection, start = self.open[number]
            try:
                received = connection.recv(262144)
            except ConnectionError:
                received = b""
            if received:
                if not start:
                    self.open[number] = (connection, received[:12])
                continue
            statuses.append(int(start[9:12] or 0))
            del self.open[number]
            connection.close()
        return statuses

    def close(self) -> None:
        for connection, _ in self.open.values():
            connection.close()
        self.poll.close()


def drive(
    port: int,
    requests: Sequence[bytes],
    *,
    connections: int = 8,
    seconds: float = MOST_SECONDS,
    count: int | None = None,
) -> Outcome:
    """Send `requests` in turn over so many connections, for `seconds` or until `count` are answered."""
    seconds = min(seconds, MOST_SECONDS * 4)
    slots, outcome, sent = _Slots(port), Outcome(), 0
    started = time.perf_counter()
    try:
        while sent < connections and (count is None or sent < count):
            slots.send(requests[sent % len(requests)])
            sent += 1
        while slots.open:
            for status in slots.finished():
                outcome.statuses[status] += 1
                outcome.seconds = time.perf_counter() - started
                if outcome.seconds < seconds and (count is None or sent < count):
                    slots.send(requests[sent % len(requests)])
                    sent += 1
    finally:
        slots.close()
    return outcome


def fetch(port: int, request: bytes) -> tuple[int, bytes, bytes]:
    """Send one request: status, head and body."""
    with socket.create_connection((LOOPBACK, port), timeout=_PATIENCE) as connection:
        connection.sendall(request)
        parts = []
        while part := connection.recv(262144):
            parts.append(part)
    head, _, body = b"".join(parts).partition(b"\r\n\r\n")
    return int(head[9:12] or 0), head, body
