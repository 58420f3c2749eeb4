"""A message on its way out, as values; and what may stand in an address. No queue and no transport here."""

import datetime as dt
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

LONGEST_ADDRESS = 254


class RecipientError(ValueError):
    """An address that is not one plain mailbox: it could hold a second recipient or another header."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A claimed message; `attempts` counts this sending."""

    id: int
    ref: str
    recipient: str
    subject: str
    body: str
    queued_at: dt.datetime
    attempts: int


def check_recipient(address: str) -> None:
    """Raise RecipientError unless `address` is one plain mailbox."""
    local, _, domain = address.rpartition("@")
    plain = address.isascii() and address.isprintable() and not set(address) & set(' ,;:<>()[]\\"')
    if not plain or not local or "@" in local or not domain or len(address) > LONGEST_ADDRESS:
        raise RecipientError(f"not a plain e-mail address: {address!r}")


def as_email(message: Outgoing, *, sender: str) -> EmailMessage:
    """Give `message` as plain-text e-mail; its reference makes the Message-ID."""
    email = EmailMessage(policy=SMTP)
    email["From"] = sender
    email["To"] = message.recipient
    email["Subject"] = message.subject
    email["Date"] = format_datetime(message.queued_at)
    email["Message-ID"] = f"<{message.ref}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    email["Auto-Submitted"] = "auto-generated"
    email.set_content(message.body)
    return email
