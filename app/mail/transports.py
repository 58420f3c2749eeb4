"""Ways out of the house: SMTP, or files that a demonstration reads. No queue and no database here."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol

from app.mail.models import Message
from config import Settings

TIMEOUT = 20  # seconds


class TemporaryMailError(RuntimeError):
    """The message was certainly not accepted; trying again cannot send it twice."""


class Transport(Protocol):
    """Something that takes a message out of the house."""

    def send(self, message: Message) -> None:
        """Send `message`. Raises TemporaryMailError when it was certainly not accepted."""


def as_email(message: Message, *, sender: str) -> EmailMessage:
    """Give `message` as plain-text e-mail; its reference makes the Message-ID."""
    email = EmailMessage(policy=SMTP)
    email["From"] = sender
    email["To"] = message.recipient
    email["Subject"] = message.subject
    email["Date"] = format_datetime(message.queued_at)
    email["Message-ID"] = f"<{message.ref}@{sender.rpartition('@')[2].rstrip('>')}>"
    email["Auto-Submitted"] = "auto-generated"
    email.set_content(message.body)
    return email


@dataclass(frozen=True, slots=True)
class FileTransport:
    """Writes each message to a folder, for a demonstration and for tests."""

    folder: Path
    sender: str

    def send(self, message: Message) -> None:
        """Write the message as an .eml file named by order and reference."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{message.id:08d}-{message.ref}.eml"
        path.write_bytes(as_email(message, sender=self.sender).as_bytes())


@dataclass(frozen=True, slots=True)
class SmtpTransport:
    """Sends through the council's mail server."""

    settings: Settings

    def send(self, message: Message) -> None:
        """Send by SMTP. A refusal or no connection is temporary; a connection lost after the data is left uncertain."""
        email = as_email(message, sender=self.settings.mail_from)
        with self._connected() as server:
            try:
                server.send_message(email)
            except smtplib.SMTPResponseException as error:
                raise TemporaryMailError(f"{error.smtp_code}") from error
            except smtplib.SMTPRecipientsRefused as error:
                raise TemporaryMailError("the recipient was refused") from error

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        server = self._connect()
        try:
            yield server
        finally:
            server.close()

    def _connect(self) -> smtplib.SMTP:
        settings = self.settings
        kind = smtplib.SMTP_SSL if settings.smtp_security == "tls" else smtplib.SMTP
        try:
            server = kind(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT)
            if settings.smtp_security == "starttls":
                server.starttls()
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password)
        except (OSError, smtplib.SMTPException) as error:
            raise TemporaryMailError(f"no connection to the mail server: {type(error).__name__}") from error
        return server


def transport_from(settings: Settings) -> Transport:
    """Choose the transport that the settings name."""
    if settings.mail_transport == "smtp":
        return SmtpTransport(settings)
    return FileTransport(settings.mail_folder, settings.mail_from)
