"""Names of uploaded files made safe to show, to store and to download. What the content is: sniffing.py."""

import re
import unicodedata

LONGEST_NAME = 120  # characters, with the ending
LONGEST_ENDING = 10
NAMELESS = "file"
_FORBIDDEN = re.compile(r'[<>:"|?*;`$%]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """Give `name` without path, control and direction signs and what Windows refuses; at most LONGEST_NAME long.

    Keeps the ending, and gives the same for what it gave.
    """
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(_plain(sign) for sign in unicodedata.normalize("NFC", last))
    tidy = " ".join(_FORBIDDEN.sub("_", unicodedata.normalize("NFC", seen)).split()).strip(". ")
    if _RESERVED.match(tidy):
        tidy = f"_{tidy}"
    return _shortened(tidy) or NAMELESS


def ending_of(name: str) -> str:
    """Give the ending in lower case without its dot; empty without one."""
    _, dot, ending = name.rpartition(".")
    return ending.lower() if dot else ""


def _plain(sign: str) -> str:
    """Drop what is not seen or turns the direction of reading; any space is a plain one."""
    category = unicodedata.category(sign)
    if category.startswith("Z") or sign in "\t\n\r":
        return " "
    return "" if category.startswith("C") else sign


def _shortened(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        return name[:LONGEST_NAME].rstrip(". ")
    return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip('. ')}.{ending}"
