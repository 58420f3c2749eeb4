"""Address converters for public references (app/db/refs.py) and for the keys of an instrument's standards and areas."""

from werkzeug.routing import BaseConverter

KEY_PATTERN = "[a-z0-9-]+"  # the letters of which questionnaires/schema.json makes keys


def pattern_converter(pattern: str) -> type[BaseConverter]:
    """Make a converter that matches `pattern` only, so that anything else is 404 before any query."""
    return type("PatternConverter", (BaseConverter,), {"regex": pattern, "part_isolating": True})
