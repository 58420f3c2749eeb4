"""Names of files that people take away: plain letters, whatever they are made of."""

import re
import unicodedata

LONGEST = 120


def file_name(*parts: str, ending: str) -> str:
    """Join parts as a file's name: ("Halton & Co", "baseline", ending="pdf") gives "halton-co-baseline.pdf"."""
    plain = unicodedata.normalize("NFKD", " ".join(parts)).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    return f"{'-'.join(words)[:LONGEST].strip('-') or 'document'}.{ending}"
