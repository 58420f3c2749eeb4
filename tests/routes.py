"""Every address of the application, filled in, so that a test over all routes cannot forget a new one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Flask


@dataclass(frozen=True)
class Address:
    """A route with its parts filled in."""

    endpoint: str
    method: str
    url: str
    parts: frozenset[str]


class UnfilledRouteError(AssertionError):
    """A route has a part for which the test knows no value: add one, so that the route is tested."""


def addresses(app: Flask, values: Mapping[str, str]) -> Iterator[Address]:
    """Give every address and method of the application, with `values` for its parts."""
    adapter = app.url_map.bind("localhost")
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        parts = rule.arguments - set(rule.defaults or {})
        missing = parts - values.keys()
        if missing:
            raise UnfilledRouteError(f"{rule.rule} needs {', '.join(sorted(missing))}")
        url = adapter.build(rule.endpoint, {**(rule.defaults or {}), **{part: values[part] for part in parts}})
        for method in sorted(rule.methods & {"GET", "POST"}):
            yield Address(rule.endpoint, method, url, frozenset(parts))
