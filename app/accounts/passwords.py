"""Which passwords are refused, after the NCSC's guidance: short or guessable ones; no rule of composition. Pure."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

MINIMUM, MAXIMUM = 12, 200
_LIST = Path(__file__).parent / "data" / "common_passwords.txt"
_ROWS = (
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
)
_LOOKALIKES = str.maketrans("@4301!5$7", "aaeoiisst")
_FEW = 5  # different characters
_MOSTLY = 0.75  # of the steps from key to key
_GUESSABLE = "Choose a password that is harder to guess: this one is among those that attackers try first"


def weakness(password: str, *, email: str, service_name: str) -> str | None:
    """Say what is wrong with a password, for the person who chose it; None if it will do."""
    if len(password) < MINIMUM:
        return f"Password must be {MINIMUM} characters or more"
    if len(password) > MAXIMUM:
        return f"Password must be {MAXIMUM} characters or fewer"
    if any(name in _plain(password) for name in _names_of(email)):
        return "Password must not contain your name or email address"
    if _plain(service_name) in _plain(password):
        return "Password must not contain the name of this service"
    if _is_pattern(password) or _is_common(password):
        return _GUESSABLE
    return None


@cache
def common_words() -> frozenset[str]:
    """Our own list: what people choose when they are asked for a password, in lower case."""
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _names_of(email: str) -> list[str]:
    """The part before the @, and its longer pieces: pat.example gives patexample and example."""
    local = email.partition("@")[0].lower()
    pieces = [_plain(local), *(_plain(piece) for piece in re.split(r"[._+-]", local))]
    return [piece for piece in pieces if len(piece) >= 4]


def _is_pattern(password: str) -> bool:
    """A few characters over and over, only digits (a date), or a walk along the keyboard or the alphabet."""
    text = password.lower()
    if len(set(text)) < _FEW or re.sub(r"[\s./:,_-]", "", text).isdecimal():
        return True
    steps = list(pairwise(text))
    walked = sum(a == b or _neighbours(a, b) for a, b in steps)
    return walked >= _MOSTLY * len(steps)


@cache
def _neighbours(a: str, b: str) -> bool:
    return any(a + b in row or b + a in row for row in _ROWS)


def _is_common(password: str) -> bool:
    """One or two common words, however dressed up with capitals, digits, signs or look-alikes."""
    lower = password.lower()
    spellings = {_letters(text) for text in (lower, lower.translate(_LOOKALIKES), _undecorated(lower))}
    return any(_made_of_common_words(letters) for letters in spellings)


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalpha())


def _undecorated(text: str) -> str:
    """Look-alikes read as letters, but not in the digits and signs at the end: p4ssw0rd2026! is password."""
    return re.sub(r"[^a-z]+$", "", text).translate(_LOOKALIKES)


def _made_of_common_words(letters: str) -> bool:
    words = common_words()
    if letters in words:
        return True
    return any(letters[:cut] in words and letters[cut:] in words for cut in range(1, len(letters)))
