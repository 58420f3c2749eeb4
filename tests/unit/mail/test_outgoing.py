"""A message as it leaves: one recipient, no header that a name or an address could bring along."""

import datetime as dt

import pytest

from app.mail.outgoing import Outgoing, RecipientError, as_email, check_recipient

MESSAGE = Outgoing(
    id=7,
    ref="abcdefghjkmnpq",
    recipient="pat@cwac.example",
    subject="Señora Ōtani invites you",
    body="Hello Pat,\n\n.a line that begins with a dot\nhttp://127.0.0.1/invitations/x\n",
    queued_at=dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC),
    attempts=1,
)


def test_a_message_reads_as_it_was_written():
    email = as_email(MESSAGE, sender="Commissioning support <no-reply@example.test>")
    assert email["To"] == "pat@cwac.example"
    assert email["Subject"] == "Señora Ōtani invites you"
    assert email["Message-ID"] == "<abcdefghjkmnpq@example.test>"
    assert email.get_content() == MESSAGE.body
    assert email.as_bytes().isascii()


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example\nBcc: c@d.example", "a@b.example\r", "a@b.example, c@d.example", "Pat <a@b.example>",
        "a@b@c.example", "a b@c.example", "@b.example", "a@", "", "é@b.example", "a" * 250 + "@b.example",
        "a@b.example;c@d.example",
    ],
)  # fmt: skip
def test_no_second_recipient_and_no_header_in_an_address(address):
    with pytest.raises(RecipientError):
        check_recipient(address)


def test_a_plain_address_passes():
    check_recipient("pat.o'neil+x@cwac.gov.uk")
