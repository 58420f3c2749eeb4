"""Markup that is kept as it was printed: what it is kept under, marks where forms have keys, the keys put there."""

from collections.abc import Callable, Sequence

from flask import request
from markupsafe import Markup

from app.web.escaping import escaped

TOKEN, ONCE = Markup("<token>"), Markup("<once>")
"""Stand for the session's token and for a form's own key; of a text that is escaped they are never a part."""


def printed_for(*what: object) -> str:
    """Give the reference under which a page is kept: whom and what it is of, and where the service lies for them."""
    return " ".join((request.script_root, *map(str, what)))


def with_keys(parts: Sequence[str], token: str, once: Callable[[], str]) -> Markup:
    """Join markup that was made before and split at ONCE, with the `token` and `once` more for each of its forms."""
    made = "".join([parts[0], *(f"{escaped(once())}{each}" for each in parts[1:])])
    return Markup(made.replace(TOKEN, escaped(token)))
