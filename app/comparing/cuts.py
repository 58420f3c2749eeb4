"""The smallest way to cut a graph in two: pure. What the graph stands for: holding_back.py."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence

Node = Hashable
Edge = tuple[Node, Node]
Weights = dict[Node, dict[Node, int]]


def small_cut(edges: Sequence[Edge], least: int) -> list[int] | None:
    """Give the places of the edges between some nodes and all others, if they are one or more and fewer than `least`.

    None: there is no such cut. Each connected part is looked at by itself, as cutting none of its edges tells nothing.
    """
    weights: defaultdict[Node, dict[Node, int]] = defaultdict(dict)
    for one, other in edges:
        weights[one][other] = weights[one].get(other, 0) + 1
        weights[other][one] = weights[other].get(one, 0) + 1
    for part in _parts(weights):
        side = _light_side({node: dict(weights[node]) for node in part}, least)
        if side:
            return [place for place, (one, other) in enumerate(edges) if (one in side) is not (other in side)]
    return None


def _parts(weights: Mapping[Node, Mapping[Node, int]]) -> list[list[Node]]:
    seen: set[Node] = set()
    parts = []
    for start in weights:
        if start in seen:
            continue
        part, waiting = [], [start]
        seen.add(start)
        while waiting:
            node = waiting.pop()
            part.append(node)
            fresh = [other for other in weights[node] if other not in seen]
            seen.update(fresh)
            waiting += fresh
        parts.append(part)
    return parts


def _light_side(weights: Weights, least: int) -> frozenset[Node]:
    """Give one side of a cut lighter than `least` in a connected graph; empty without one (Stoer and Wagner 1997)."""
    merged: dict[Node, frozenset[Node]] = {node: frozenset({node}) for node in weights}
    while len(weights) > 1:
        before, last, weight = _last_two(weights)
        if weight < least:
            return merged[last]
        merged[before] |= merged.pop(last)
        for other, more in weights.pop(last).items():
            del weights[other][last]
            if other != before:
                weights[before][other] = weights[other][before] = weights[before].get(other, 0) + more
    return frozenset()


def _last_two(weights: Weights) -> tuple[Node, Node, int]:
    """Order the nodes by how strongly they hang on those before; give the last two and the weight of the last."""
    pull = dict.fromkeys(weights, 0)
    before = last = next(iter(weights))
    weight = 0
    while pull:
        before, last = last, max(pull, key=pull.__getitem__)
        weight = pull.pop(last)
        for other, more in weights[last].items():
            if other in pull:
                pull[other] += more
    return before, last, weight
