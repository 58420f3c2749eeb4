"""Which pages of the walk a browser opens: few that together show every part of all. Their words: test_words.py."""

import heapq
import re
from collections.abc import Callable

from tests.browser.tour.walk import Shown

_TAGS = re.compile(r"<[^>]*>|\.")
_EMPTY = re.compile(r"<(?:input|br|img|hr|meta|link)\b")
_HEADING = re.compile(r"<h[1-6]")


def parts_of(look: str) -> set[object]:
    """The parts of a look: its endpoint, its order of headings, each element with the two around and the one before."""
    endpoint, body = look.split(" ", 1)[0], look[look.index("<") :]
    found: set[object] = {endpoint}
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
    """What decides on colours, as style sheets see it: each element in the one around it; links in text among words."""
    parts = [part for part in parts_of(look) if isinstance(part, tuple) and len(part) == 3]
    links = {
        (around[-1:], before, tag) for around, before, tag in parts if "." in {before, tag} and "<a " in before + tag
    }
    return links | {(around[-1:], tag) for around, _, tag in parts}


def cover(pages: dict[str, Shown], of: Callable[[str], set[object]] = parts_of) -> dict[str, Shown]:
    """Of pages by how they look, few that show every part: each time the one that shows most that is still unseen."""
    unseen = {look: of(look) for look in pages}
    waiting = [(-len(parts), look) for look, parts in unseen.items()]
    heapq.heapify(waiting)
    seen: set[object] = set()
    chosen = {}
    while waiting:
        promised, look = heapq.heappop(waiting)
        unseen[look] -= seen
        if len(unseen[look]) == -promised:
            chosen[look] = pages[look]
            seen |= unseen[look]
        elif unseen[look]:
            heapq.heappush(waiting, (-len(unseen[look]), look))
    return chosen
