"""What never changes once it is stored is read back once in each worker: the last used of a kind, few enough."""

from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

from flask import current_app

Value = TypeVar("Value")


def kept(kind: str, ref: str, make: Callable[[], Value], *, most: int) -> Value:
    """Give what `make` gave for this reference before, or now; of a kind the `most` that were used last are kept."""
    found: OrderedDict[str, Value] = current_app.extensions.setdefault("kept", {}).setdefault(kind, OrderedDict())
    if ref not in found:
        found[ref] = make()
        if len(found) > most:
            found.popitem(last=False)
    found.move_to_end(ref)
    return found[ref]
