"""What is an e-mail address, which redirects stay here, and how a browser is named."""

import pytest

from app.accounts.addresses import is_email, is_local_path
from app.accounts.devices import device_name
from app.mail.outgoing import check_recipient


@pytest.mark.parametrize("text", ["a@b.example", "pat.o'neil+x@cwac.gov.uk", "P_1@sub-domain.example.co"])
def test_plain_addresses(text):
    assert is_email(text)


@pytest.mark.parametrize("sign", [chr(number) for number in range(0x250)])
def test_the_mail_queue_takes_every_address(sign):
    for text in (f"a{sign}b@c.example", f"{sign}@c.example", f"a@b{sign}c.example"):
        if is_email(text):
            check_recipient(text)


def test_the_longest_address():
    assert is_email("a" * 64 + "@b.example")


@pytest.mark.parametrize(
    "text",
    [
        "", "pat", "@b.example", "a@b", "a@b..example", "a b@c.example", "Pat <a@b.example>", "a@b.example,c@d.example",
        "a@b.example\nBcc: c@d.example", "a@b.example\n", "é@b.example", "a@-b.example", ".a@b.example",
        "a" * 250 + "@b.example", "a" * 65 + "@b.example", "a@x..uk", "o’neil@b.example", "a[b]@b.example",
        "a@é.example", "a:b@c.example", "a(b)@c.example", "a\\b@c.example",
    ],
)  # fmt: skip
def test_anything_else_is_no_address(text):
    assert not is_email(text)


@pytest.mark.parametrize("path", ["/", "/work", "/engagements/abc?tab=people", "/a//b"])
def test_paths_that_stay_here(path):
    assert is_local_path(path)


@pytest.mark.parametrize(
    "address",
    [
        "", "work", "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example/",
        "javascript:alert(1)", "/\t/evil.example", "/work\r\nSet-Cookie: a=b", "///evil.example",
    ],
)  # fmt: skip
def test_addresses_that_lead_away(address):
    assert not is_local_path(address)


@pytest.mark.parametrize(
    ("says", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/129.0 Safari/537.36 Edg/129.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/129.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8", "Unknown device"),
        ("", "Unknown device"),
    ],
)  # fmt: skip
def test_devices_are_named_as_their_owner_would(says, name):
    assert device_name(says) == name
