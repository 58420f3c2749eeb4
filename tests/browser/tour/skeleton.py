"""What a page looks like to a checker of structure: its elements without their words. Rows that repeat count once."""

import re

_PIECES = re.compile(r"<script.*?</script>|<svg.*?</svg>|<!--.*?-->|<[^>]+>|[^<]+", re.DOTALL)
_TAG = re.compile(r"</?([a-z0-9]+)")
_KEPT = re.compile(r'\b(class|role|type|scope|aria-current|open|checked|hidden)(?:="([^"]*)")?')
_REPEATED = re.compile(r"(<(?:tr|li|option|dt)[ >](?:(?!<(?:tr|li|option|dt)[ >]).)*)\1+", re.DOTALL)


def skeleton(html: str) -> str:
    """The page's elements with the attributes that style and describe them, and where there are words at all."""
    parts = [_piece(each) for each in _PIECES.findall(html)]
    return _REPEATED.sub(r"\1", "".join(parts))


def _piece(text: str) -> str:
    if not text.startswith("<"):
        return "." if text.strip() else ""
    tag = _TAG.match(text)
    if tag is None or text.startswith("<script"):
        return ""
    if text.startswith("</"):
        return f"</{tag[1]}>"
    return f"<{tag[1]} {' '.join('='.join(each) for each in _KEPT.findall(text))}>"
