"""Which pages of the walk a browser opens: few that together show every part of all. Their words: test_words.py."""

import re
from collections.abc import Callable

from tests.browser.tour.walk import Shown

_TAGS = re.compile(r"<[^>]*>|\.")
_EMPTY = re.compile(r"<(?:input|br|img|hr|meta|link)\b")
_HEADING = re.compile(r"<h[1-6]")


def parts_of(look: str) -> set[object]:
    """The parts of a look: its place, its order of headings, each element with the two around and the one before."""
    place, body = look[: look.index("<")], look[look.index("<") :]
    found: set[object] = {place}
    around, before, headings = [""], [""], [""]
    for tag in _TAGS.findall(body):
        if tag.startswith("</"):
            if len(before) > 1:
                around.pop()
                before.pop()
            continue
        found.add((tuple(around[-2:]), before[-1], tag))
        before[-1] = tag
        if _HEADING.match(tag) and headings[-1] != tag[:3]:
            headings.append(tag[:3])
        if tag != "." and not _EMPTY.match(tag):
            around.append(tag)
            before.append("")
    return found | {tuple(headings)}


def colours_of(look: str) -> set[object]:
    """What decides on colours, as style sheets see it: each element in the one around it."""
    return {(part[0][-1:], part[2]) for part in parts_of(look) if isinstance(part, tuple) and len(part) == 3}


def cover(pages: dict[str, Shown], of: Callable[[str], set[object]] = parts_of) -> dict[str, Shown]:
    """Of pages by how they look, those that show something the ones before do not; the fullest come first."""
    parts = {look: of(look) for look in pages}
    seen: set[object] = set()
    chosen = {}
    for look in sorted(pages, key=lambda each: -len(parts[each])):
        if parts[look] - seen:
            chosen[look] = pages[look]
            seen |= parts[look]
    return chosen
