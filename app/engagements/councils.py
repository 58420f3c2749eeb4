"""Finding a council by what somebody typed: exact, near or misspelt. The register itself: queries/."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST_OFFERED = 8
LIKENESS = (
    0.72  # found by trying common slips on the 397 names: lower offers strangers, higher misses two wrong letters
)
EMPTY_WORDS = frozenset(
    ("and", "of", "the", "council", "borough", "city", "county", "district", "metropolitan", "royal", "authority")
)


@dataclass(frozen=True, slots=True)
class Council:
    """A council of the register, as the form offers it."""

    id: int
    ref: str
    name: str
    official_name: str
    region: str
    type: str

    @property
    def described(self) -> str:
        """The name with what tells it from its namesakes."""
        return f"{self.name} ({self.type}, {self.region})"


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", text.casefold().replace("&", " and ").replace("'", "")).split())


def _telling(text: str) -> tuple[str, ...]:
    """The words that tell a council from others; all of them when none is left."""
    words = _plain(text).split()
    return tuple(word for word in words if word not in EMPTY_WORDS) or tuple(words)


def exactly(typed: str, councils: Sequence[Council]) -> Council | None:
    """Give the one council whose name or official name was typed, letter case and punctuation aside."""
    text = _plain(typed)
    found = [each for each in councils if text in {_plain(each.name), _plain(each.official_name)}]
    return found[0] if len(found) == 1 else None


def near(typed: str, councils: Sequence[Council]) -> list[Council]:
    """Give at most MOST_OFFERED councils that may be meant: all words begin alike, else the spelling is close."""
    words = _telling(typed)
    if not words:
        return []
    beginning = [each for each in councils if _begins(words, _plain(f"{each.name} {each.official_name}").split())]
    if beginning:
        return beginning[:MOST_OFFERED]
    text = " ".join(words)
    likeness = [(difflib.SequenceMatcher(None, text, " ".join(_telling(each.name))).ratio(), each) for each in councils]
    close = sorted((pair for pair in likeness if pair[0] >= LIKENESS), key=lambda pair: (-pair[0], pair[1].name))
    return [council for _, council in close[:MOST_OFFERED]]


def _begins(typed: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in typed)
