"""What a page looks like to a checker of structure: its elements without their words. Rows that repeat count once.

And where its forms are sent.
"""

import re
from functools import lru_cache
from html import unescape

_PIECES = re.compile(r"<script.*?</script>|<svg.*?</svg>|<!--.*?-->|<[^>]+>|[^<]+", re.DOTALL)
_TAG = re.compile(r"</?([a-z0-9]+)")
_KEPT = re.compile(r'\b(class|role|type|scope|aria-current|open|checked|hidden)(?:="([^"]*)")?')
_REPEATED = re.compile(r"(<(?:tr|li|option|dt)[ >](?:(?!<(?:tr|li|option|dt)[ >]).)*)\1+", re.DOTALL)


_FORM = re.compile(r'<form[^>]*method="post"[^>]*>')
_ACTION = re.compile(r'action="([^"#?]*)')


def sent_to(html: str, url: str) -> set[str]:
    """The addresses that the page's forms are sent to; one without an action goes to the page's own, `url`."""
    actions = [_ACTION.search(form) for form in _FORM.findall(html)]
    return {unescape(action[1]) if action else url for action in actions}


def skeleton(html: str) -> str:
    """The page's elements with the attributes that style and describe them, and where there are words at all."""
    parts = [_piece(each) for each in _PIECES.findall(html)]
    return _REPEATED.sub(r"\1", "".join(parts))


@lru_cache(maxsize=20_000)
def _piece(text: str) -> str:
    if not text.startswith("<"):
        return "." if text.strip() else ""
    tag = _TAG.match(text)
    if tag is None or text.startswith("<script"):
        return ""
    if text.startswith("</"):
        return f"</{tag[1]}>"
    return f"<{tag[1]} {' '.join('='.join(each) for each in _KEPT.findall(text))}>"
