"""Reads the folder into which a demonstration sends its e-mail. Writing it: app/mail/transports.py."""

import datetime as dt
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail as it was sent."""

    ref: str
    recipient: str
    subject: str
    sent_at: dt.datetime
    body: str


def letters(folder: Path, *, page: int) -> tuple[list[Letter], int]:
    """Give one page of 50 letters, the newest first, and the number of pages (1 at least)."""
    names = sorted((path.name for path in folder.glob("[0-9]*-*.eml")), reverse=True)
    shown = names[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return [_read(folder / name) for name in shown], max(-(-len(names) // PAGE_SIZE), 1)


def letter(folder: Path, ref: str) -> Letter | None:
    """Give the letter of a message's reference, or None."""
    found = sorted(folder.glob(f"[0-9]*-{ref}.eml"))
    return _read(found[-1]) if found else None


def _read(path: Path) -> Letter:
    email = message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=default)
    text = email.get_body(("plain",))
    return Letter(
        ref=path.stem.partition("-")[2],
        recipient=str(email["To"]),
        subject=str(email["Subject"]),
        sent_at=parsedate_to_datetime(str(email["Date"])).astimezone(dt.UTC),
        body=str(text.get_content()).replace("\r\n", "\n") if text else "",
    )
