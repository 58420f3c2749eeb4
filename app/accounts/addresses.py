"""What counts as an e-mail address, and which addresses are inside this service. Pure."""

import re
from urllib.parse import urlsplit

LONGEST_EMAIL, LONGEST_LOCAL_PART = 254, 64  # RFC 5321, section 4.5.3.1
_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])",
    re.ASCII | re.IGNORECASE,
)


def is_email(text: str) -> bool:
    """Say whether `text` is one plain e-mail address, without display name, comment or line break."""
    fits = len(text) <= LONGEST_EMAIL and len(text.partition("@")[0]) <= LONGEST_LOCAL_PART
    return fits and _EMAIL.fullmatch(text) is not None


def is_local_path(address: str) -> bool:
    """Say whether a redirect to `address` stays here: a path from the root, no host, control sign or backslash."""
    if not address.startswith("/") or address.startswith("//") or "\\" in address:
        return False
    if any(ord(sign) < 32 or ord(sign) == 127 for sign in address):
        return False
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc
