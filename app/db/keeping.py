"""What never changes, or has not since, is read once in each worker: the last used of a kind, few enough."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from flask import current_app

Value = TypeVar("Value")


def kept(kind: str, ref: str, make: Callable[[], Value], *, most: int) -> Value:
    """Give what `make` gave for this reference before, or now; of a kind the `most` that were used last are kept."""
    return kept_all(kind, (ref,), lambda _: ((ref, make()),), most=most)[0]


def kept_all(
    kind: str, refs: Sequence[str], make: Callable[[list[str]], Iterable[tuple[str, Value]]], *, most: int
) -> list[Value]:
    """Give what is kept for each reference; `make` gives together what is not there yet, each with its reference."""
    found: OrderedDict[str, Value] = current_app.extensions.setdefault("kept", {}).setdefault(kind, OrderedDict())
    missing = [ref for ref in refs if ref not in found]
    if missing:
        found.update(make(missing))
    values = [found[ref] for ref in refs]
    for ref in refs:
        found.move_to_end(ref)
    while len(found) > most:
        found.popitem(last=False)
    return values


def kept_while(kind: str, ref: str, stamp: Hashable | None, make: Callable[[], Value], *, most: int) -> Value:
    """Give what `make` gave for this reference under the same stamp, or now; without a stamp nothing is kept.

    Whoever calls has read the stamp before: what changes while `make` works is kept under a stamp that has passed.
    """
    if stamp is None:
        return make()
    found: OrderedDict[str, tuple[Hashable, Value]]
    found = current_app.extensions.setdefault("kept", {}).setdefault(kind, OrderedDict())
    held = found.get(ref)
    if held is None or held[0] != stamp:
        found[ref] = held = (stamp, make())
        if len(found) > most:
            found.popitem(last=False)
    found.move_to_end(ref)
    return held[1]
