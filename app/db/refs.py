"""Public references and secret tokens: short, unguessable, never row numbers."""

import hashlib
import secrets

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is misread over the telephone
_LENGTH = 14  # 69 bits
REF_PATTERN = f"[{_ALPHABET}]{{{_LENGTH}}}"


def new_ref() -> str:
    """Make a reference for an address: 14 characters, about 69 bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def new_token() -> str:
    """Make a secret for a link or a session: 256 bits, safe in an address."""
    return secrets.token_urlsafe(32)


def token_digest(token: str) -> str:
    """Digest a secret for storage, so that a copy of the database opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_code() -> str:
    """Make a code that people read out and type: 16 characters in groups of four, about 79 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))
