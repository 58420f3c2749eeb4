"""Forms in markup that is kept as it was printed: marks where their keys stand, and the keys put there each time."""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from app.web.escaping import escaped

TOKEN, ONCE = Markup("<token>"), Markup("<once>")
"""Stand for the session's token and for a form's own key; of a text that is escaped they are never a part."""


def with_keys(parts: Sequence[str], token: str, once: Callable[[], str]) -> Markup:
    """Join markup that was made before and split at ONCE, with the `token` and `once` more for each of its forms."""
    made = "".join([parts[0], *(f"{escaped(once())}{each}" for each in parts[1:])])
    return Markup(made.replace(TOKEN, escaped(token)))
