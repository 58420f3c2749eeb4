"""Which figures of the comparison one viewer may be shown, of all quarters that there have been: pure arithmetic.

The rule (rules.md, Comparison): five authorities at least in every cell and in every difference, not counting those
that the viewer knows already. The figures of a quarter are one of all authorities, one of each type and one of each
region. Whoever keeps them can add and subtract them. What such a sum rests on:

- **batches**: authorities' results that were in exactly the same quarters' figures have come and gone together. In any
  sum of any figures, one of type t in region r counts X(t) - Y(r) times, with the same X and Y for its whole batch.
- **cuts**: take types and regions as the nodes of a graph and the batch's results as its edges. What counts not zero
  times in a sum holds, for some value v, every edge between the nodes with value v and all others: a cut.

So where no cut of any batch has one to four edges, no sum or difference of any figures of any quarters rests on fewer
than five authorities. Types and regions that are not shown are one node each, which is how holding some back helps.
Quartiles and median follow from the counts that this is true of. Attacks: tests/unit/comparing/test_attacks.py.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.comparing.cuts import Node, small_cut

LEAST = 5
KEPT = 32  # answers kept in a worker: one for each set of results and what a viewer knows
TYPE, REGION = "type", "region"
Group = tuple[str, str]  # (TYPE, its name) or (REGION, its name)
Told = frozenset[Group] | None  # the groups with a figure besides that of all; None: not even that


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One authority's one signed result. Another result of the same authority is another item."""

    authority: int
    result: str
    type: str
    region: str

    @property
    def groups(self) -> tuple[Group, Group]:
        """The two groups whose figures it counts in."""
        return (TYPE, self.type), (REGION, self.region)


Quarters = tuple[frozenset[Item], ...]


def tell(quarters: Quarters) -> tuple[Told, ...]:
    """Say for each quarter, oldest first, what is told of it. `quarters` are the items that the viewer does not know.

    What an earlier quarter told is decided without the later ones, as somebody may have looked at it in its time.
    """
    return tell_each(tuple(quarters[: place + 1] for place in range(len(quarters))))


@lru_cache(maxsize=KEPT)
def tell_each(views: tuple[Quarters, ...]) -> tuple[Told, ...]:
    """Do so for a viewer who comes to know more: a view for each quarter, of it and those before, as known by then."""
    told: list[Told] = []
    for quarters in views:
        told.append(tell_newest(quarters, told))
    return tuple(told)


def tell_newest(quarters: Quarters, earlier: Sequence[Told]) -> Told:
    """Give as much as may be told of the last quarter, after what was told of those before it.

    The smallest group that stands in the way goes first.
    """
    sizes = Counter(group for item in quarters[-1] for group in item.groups)
    groups = {group for group, size in sizes.items() if size >= LEAST}
    if not is_tellable(quarters, earlier):
        return None
    while cut := _small_difference(quarters, [*earlier, frozenset(groups)]):
        inside = {group for item in cut for group in item.groups} & groups
        groups.remove(min(inside or groups, key=lambda group: (sizes[group], group)))
    return frozenset(groups)


def is_tellable(quarters: Quarters, earlier: Sequence[Told]) -> bool:
    """Say whether at least the figure of all may be told of the last quarter. More groups only make for more cuts."""
    return len(quarters[-1]) >= LEAST and not _small_difference(quarters, [*earlier, frozenset()])


def _small_difference(quarters: Quarters, told: Sequence[Told]) -> list[Item]:
    """Find one to four items that some sum of what is told rests on; none if there are no such."""
    for seen, batch in _batches(quarters, told).items():
        shown = frozenset[Group]().union(*(told[place] or () for place in seen))
        edges = [(_node(item.groups[0], shown), _node(item.groups[1], shown)) for item in batch]
        if found := small_cut(edges, LEAST):
            return [batch[place] for place in found]
    return []


def _batches(quarters: Quarters, told: Sequence[Told]) -> dict[tuple[int, ...], list[Item]]:
    """Gather the items by the quarters in whose figures they were."""
    seen: defaultdict[Item, tuple[int, ...]] = defaultdict(tuple)
    for place, items in enumerate(quarters):
        if told[place] is not None:
            for item in items:
                seen[item] += (place,)
    batches: defaultdict[tuple[int, ...], list[Item]] = defaultdict(list)
    for item in sorted(seen):
        batches[seen[item]].append(item)
    return dict(batches)


def _node(group: Group, shown: frozenset[Group]) -> Node:
    return group if group in shown else group[0]


def tell_counts(levels: Sequence[Mapping[Item, int | None]], told: Sequence[Told]) -> tuple[bool, ...]:
    """Say for each quarter whether counts per level over all may be told: five or none in every cell and difference.

    `levels` are those that the viewer does not know, by item, None where the standard was not assessed, which is a cell
    as well. All at one level would tell each one's: then there are no counts.
    """
    shown: list[int] = []
    for place, cells in enumerate(levels):
        filled = {level for level in cells.values() if level is not None}
        if told[place] is not None and len(filled) > 1:
            numbers = _cells([levels[each] for each in (*shown, place)])
            if min(numbers) >= LEAST:
                shown.append(place)
    return tuple(place in shown for place in range(len(levels)))


def _cells(quarters: Sequence[Mapping[Item, int | None]]) -> Iterable[int]:
    """Count items by level, and by the quarters in whose counts they were."""
    seen: defaultdict[Item, tuple[int, ...]] = defaultdict(tuple)
    levels: dict[Item, int | None] = {}
    for place, cells in enumerate(quarters):
        for item, level in cells.items():
            seen[item] += (place,)
            levels[item] = level
    return Counter((seen[item], levels[item]) for item in seen).values()
