"""Markup of the workshop's screens, made once for equal values in each worker: every look would make it again."""

import hashlib
from collections.abc import Callable, Hashable

from flask import current_app, render_template
from markupsafe import Markup

MOST = 500  # kept; then all are made again as they are asked for


def kept_markup(template: str, **values: Hashable) -> Markup:
    """Render a template that depends on `values` alone: no token, no person, no clock."""
    return kept((template, *values.values()), lambda: render_template(f"assessments/{template}", **values))


def kept(key: tuple[Hashable, ...], make: Callable[[], str]) -> Markup:
    """Give what `make` gave for the same key before, or now."""
    store: dict[tuple[Hashable, ...], Markup] = current_app.extensions.setdefault("workshop_screens", {})
    found = store.get(key)
    if found is None:
        if len(store) >= MOST:
            store.clear()
        found = store[key] = Markup(make())
    return found


def made(template: str, **values: object) -> Markup:
    """Render a template without keeping it: what is being typed, or only rehearsed."""
    return Markup(render_template(f"assessments/{template}", **values))


def mark_of(value: Hashable) -> str:
    """Give a short mark of what a page shows, by which it asks later whether anything has changed."""
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]
