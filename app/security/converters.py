"""Converters of addresses: public references (app/db/refs.py), keys of an instrument's parts, months, sessions."""

import datetime as dt

from werkzeug.routing import BaseConverter

KEY_PATTERN = "[a-z0-9-]+"  # the letters of which questionnaires/schema.json makes keys


def pattern_converter(pattern: str) -> type[BaseConverter]:
    """Make a converter that matches `pattern` only, so that anything else is 404 before any query."""
    return type("PatternConverter", (BaseConverter,), {"regex": pattern, "part_isolating": True})


class MonthConverter(BaseConverter):
    """A calendar month such as 2026-11, given as its first day."""

    regex = r"2\d{3}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> dt.date:
        """Give the first day of the month."""
        return dt.date.fromisoformat(f"{value}-01")

    def to_url(self, value: dt.date | str) -> str:
        """Write the month of a date."""
        return value if isinstance(value, str) else f"{value:%Y-%m}"


class SessionConverter(BaseConverter):
    """The key of a session of a programme: day and place in the day, such as 2.3."""

    regex = r"[1-9]\.[1-9]"
