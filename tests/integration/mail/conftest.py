"""A real SMTP server on loopback that does as a test tells it, and settings that lead to it."""

import dataclasses
import socket
from dataclasses import dataclass, field

import pytest
from aiosmtpd.controller import Controller

from app.mail.transports import SmtpTransport


@dataclass
class Server:
    """Keeps what it accepted; `mood` is "kind", or where it refuses or hangs up."""

    mood: str = "kind"
    accepted: list[bytes] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)

    async def on_mail(self, server, session, envelope, address, options):
        if self.mood == "refuses the sender":
            return "451 not now"
        envelope.mail_from = address
        return "250 OK"

    async def on_rcpt(self, server, session, envelope, address, options):
        if self.mood == "refuses the recipient":
            return "550 no such mailbox"
        if self.mood == "hangs up before the message":
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def on_data(self, server, session, envelope):
        if self.mood == "refuses the message":
            return "554 looks like spam"
        self.accepted.append(envelope.content)
        self.recipients.append(envelope.rcpt_tos)
        if self.mood == "hangs up after the message":
            server.transport.abort()
        return "250 OK"


for command in ("mail", "rcpt", "data"):  # under the names that aiosmtpd looks for
    setattr(Server, f"handle_{command.upper()}", getattr(Server, f"on_{command}"))


@pytest.fixture
def smtp_server():
    handler = Server()
    controller = Controller(handler, hostname="127.0.0.1", port=_free_port())
    controller.start()
    handler.port = controller.port
    yield handler
    controller.stop()


@pytest.fixture
def transport(app, smtp_server):
    return SmtpTransport(settings_towards(app, smtp_server.port))


@pytest.fixture
def nowhere(app):
    """A transport to a port where nothing listens."""
    return SmtpTransport(settings_towards(app, _free_port()))


def settings_towards(app, port):
    changes = {"mail_transport": "smtp", "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"}
    return dataclasses.replace(app.config["SETTINGS"], **changes)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
