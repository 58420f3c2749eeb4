"""What may stand in a file at all: drops what would break it or deceive its reader. Layout: the writers."""

import unicodedata
from collections.abc import Set as AbstractSet

TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # can make a text read as another
UNSEEN = frozenset("\u200b\u200c\u200d\ufeff\ufe0e\ufe0f")  # joiners and variants: nothing without what they join
DROPPED = frozenset({"Cc", "Cs", "Cn"})  # controls, halves of pairs, and what is no character
UNKNOWN = "\ufffd"


def kept(text: str) -> str:
    """Give the text without control characters, which XML and PDF refuse; line breaks stay, tabs become spaces."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(filter(None, map(_kept, lines.replace("\t", " "))))


def one_line(text: str) -> str:
    """Give the kept text on a single line."""
    return " ".join(kept(text).split())


def shown_with(font: AbstractSet[int], text: str) -> str:
    """Give the kept text with only characters that a font has: a symbol it lacks is spelt by its name in brackets."""
    return "".join(character if ord(character) in font else _spelt(character) for character in kept(text))


def _kept(character: str) -> str:
    if character == "\n":
        return character
    return "" if character in TURNING or unicodedata.category(character) in DROPPED else character


def _spelt(character: str) -> str:
    if character == "\n":
        return character
    if character in UNSEEN or unicodedata.category(character) in {"Mn", "Cf", "Sk"}:
        return ""
    name = unicodedata.name(character, "")
    return f"[{name.lower()}]" if name and unicodedata.category(character) == "So" else UNKNOWN
