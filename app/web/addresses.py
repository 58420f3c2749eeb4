"""Flask with quick addresses: each pattern is built once, then references are put in. Pages without: links.py.

And with none of the looking, at every call of a view or a hook, whether it is a coroutine: here none is.
"""

import re
from collections.abc import Callable
from typing import Any

from flask import Flask, has_request_context, request

from app.web.escaping import TemplateEnvironment

_PLAIN = re.compile(r"[0-9A-Za-z_-]+").fullmatch
Key = tuple[str, str, tuple[str, ...]]


class Application(Flask):
    """Answers `url_for` from patterns where every value stands in the address as it is; else as Flask does."""

    jinja_environment = TemplateEnvironment

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._patterns: dict[Key, str | None] = {}

    def url_for(self, endpoint: str, **given: Any) -> str:
        """Give an address; a page with fifty links would otherwise spend longer on them than on everything else."""
        values = {name: value for name, value in given.items() if value is not None}
        if not has_request_context():
            return super().url_for(endpoint, **values)
        for value in values.values():
            if type(value) is not str or not _PLAIN(value):
                return super().url_for(endpoint, **values)
        key = (endpoint, request.script_root, tuple(values))
        if key not in self._patterns:
            self._patterns[key] = self._pattern(endpoint, key[2])
        pattern = self._patterns[key]
        return super().url_for(endpoint, **values) if pattern is None else pattern.format_map(values)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Give the function itself: no view or hook of this service is a coroutine."""
        return func

    def _pattern(self, endpoint: str, names: tuple[str, ...]) -> str | None:
        """Build the address with a mark for each value; None where marks do not come back exactly once."""
        marks: dict[str, Any] = {name: f"~{name}~" for name in names}
        if endpoint.startswith(".") or any(name.startswith("_") for name in names):
            return None
        try:
            address = super().url_for(endpoint, **marks)
        except ValueError:  # a converter that takes certain values only
            return None
        if "{" in address or any(address.count(mark) != 1 for mark in marks.values()):
            return None
        for name, mark in marks.items():
            address = address.replace(mark, f"{{{name}}}")
        return address
