"""Ways out of the house: SMTP, or files that a demonstration reads. GOV.UK Notify: notify.py. No queue here."""

import contextlib
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Protocol

from app.mail.errors import TemporaryMailError, UncertainMailError
from app.mail.notify import NotifyTransport
from app.mail.outgoing import Outgoing, as_email
from config import Settings

TIMEOUT = 20  # seconds
_OK = 250
_GOOD = range(200, 300)


class Transport(Protocol):
    """Something that takes a message out of the house."""

    def send(self, message: Outgoing) -> None:
        """Send `message`. Raises TemporaryMailError, UncertainMailError or PermanentMailError."""


@dataclass(frozen=True, slots=True)
class FileTransport:
    """Writes each message to a folder, for a demonstration and for tests."""

    folder: Path
    sender: str

    def send(self, message: Outgoing) -> None:
        """Write the message as an .eml file named by order and reference, whole or not at all."""
        name = f"{message.id:08d}-{message.ref}.eml"
        unfinished = self.folder / f".{name}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(as_email(message, sender=self.sender).as_bytes())
            unfinished.replace(self.folder / name)
        except OSError as error:
            raise TemporaryMailError(f"the mail folder cannot be written: {error.strerror}") from error


@dataclass(frozen=True, slots=True)
class SmtpTransport:
    """Sends through the council's mail server."""

    settings: Settings

    def send(self, message: Outgoing) -> None:
        """Send by SMTP. Until the text is on its way nothing was accepted; then only the server's answer tells."""
        text = as_email(message, sender=self.settings.mail_from).as_bytes()
        with self._connected() as server:
            self._address(server, message.recipient)
            try:
                code, _ = server.data(text)
            except smtplib.SMTPDataError as error:  # refused before the text
                raise TemporaryMailError(f"the mail server refused the message: {error.smtp_code}") from error
            except (OSError, smtplib.SMTPException) as error:
                raise UncertainMailError(f"the connection was lost in the message: {type(error).__name__}") from error
            if code != _OK:
                raise TemporaryMailError(f"the mail server refused the message: {code}")

    def _address(self, server: smtplib.SMTP, recipient: str) -> None:
        try:
            server.ehlo_or_helo_if_needed()
            for code, _ in (server.mail(parseaddr(self.settings.mail_from)[1]), server.rcpt(recipient)):
                if code not in _GOOD:
                    raise TemporaryMailError(f"the mail server refused sender or recipient: {code}")
        except (OSError, smtplib.SMTPException) as error:
            raise TemporaryMailError(f"the mail server went away: {type(error).__name__}") from error

    @contextlib.contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        server = self._connect()
        try:
            yield server
            with contextlib.suppress(OSError, smtplib.SMTPException):  # accepted already: leaving cannot undo it
                server.quit()
        finally:
            server.close()

    def _connect(self) -> smtplib.SMTP:
        settings = self.settings
        server: smtplib.SMTP | None = None
        try:
            if settings.smtp_security == "tls":
                context = ssl.create_default_context()
                server = smtplib.SMTP_SSL(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT, context=context)
            else:
                server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT)
            if settings.smtp_security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password)
        except (OSError, smtplib.SMTPException) as error:
            if server is not None:
                server.close()
            raise TemporaryMailError(f"no connection to the mail server: {type(error).__name__}") from error
        return server


def transport_from(settings: Settings) -> Transport:
    """Choose the transport that the settings name."""
    if settings.mail_transport == "smtp":
        return SmtpTransport(settings)
    if settings.mail_transport == "notify":
        return NotifyTransport(settings)
    return FileTransport(settings.mail_folder, settings.mail_from)
