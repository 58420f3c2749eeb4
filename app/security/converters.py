"""The address converter for public references. What a reference looks like: app/db/refs.py."""

from werkzeug.routing import BaseConverter


def ref_converter(pattern: str) -> type[BaseConverter]:
    """Make a converter that matches references only, so that anything else is 404 before any query."""
    return type("RefConverter", (BaseConverter,), {"regex": pattern, "part_isolating": True})
