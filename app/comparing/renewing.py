"""Who is in the next snapshot: pure. What a viewer is then told of it: holding_back.py, whose guard holds anyway.

Nothing is renewed for fewer than five changes. Where so few leave that the newest figures would give them away, some of
those who came in with them are left out as well, until they sign their next result.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from app.comparing.holding_back import LEAST, Item, Quarters, Told, is_tellable, tell
from app.comparing.spread import Entry

SAME = 3  # likeness of two authorities of one type and region
SPARE = 2  # left out beyond five, so that it holds for those who know one or two of them
Entries = tuple[Entry, ...]


def renewed_apart(before: Sequence[Entries], candidates: Sequence[Entry]) -> Entries | None:
    """Renew what is real and what is made up each by itself: five changes of one are none of the other.

    Where one of them stands, its newest entries go into the next snapshot as they are. None: both stand.
    """
    parts: list[Entries] = []
    is_new = False
    for made_up in (False, True):
        ours = [tuple(each for each in one if each.illustrative is made_up) for one in before]
        fresh = renewed(ours, [each for each in candidates if each.illustrative is made_up])
        is_new = is_new or fresh is not None
        parts.append(fresh if fresh is not None else ours[-1] if ours else ())
    return parts[0] + parts[1] if is_new else None


def renewed(before: Sequence[Entries], candidates: Sequence[Entry]) -> Entries | None:
    """Give the entries of the next snapshot, of all before it (oldest first) and who could be in it.

    None: the newest one stands, as fewer than five authorities changed, or as nobody could be shown the next one.
    """
    last = before[-1] if before else ()
    if len(changed(last, candidates)) < LEAST:
        return None
    best: tuple[int, int] = (0, 0)
    chosen: Entries | None = None
    viewers = _viewers(before, candidates)
    for entries in _ways(before, candidates):
        worth = (sum(each.is_told_of(entries) for each in viewers), len(entries))
        if worth[0] and worth > best and len(changed(last, entries)) >= LEAST:
            best, chosen = worth, entries
    return chosen


def changed(last: Collection[Entry], next_ones: Collection[Entry]) -> frozenset[int]:
    """Give the authorities that are in one of the two only, or in both with different results."""
    old, new = {each.item for each in last}, {each.item for each in next_ones}
    return frozenset(item.authority for item in old ^ new)


@dataclass(frozen=True, slots=True)
class _Viewer:
    """Somebody of the authorities that lead, or nobody's; with what was told of the quarters that there have been."""

    authorities: frozenset[int]
    quarters: Quarters
    told: tuple[Told, ...]

    def is_told_of(self, entries: Entries) -> bool:
        """Say whether anything of these could be shown."""
        return is_tellable((*self.quarters, _unknown(entries, self.authorities)), self.told)


def _viewers(before: Sequence[Entries], candidates: Sequence[Entry]) -> list[_Viewer]:
    """Give somebody outside, and one for each of the leading authorities."""
    leads = sorted({lead for each in candidates for lead in each.leads})
    found = []
    for known in (frozenset[int](), *(frozenset({lead}) for lead in leads)):
        quarters = tuple(_unknown(one, known) for one in before)
        found.append(_Viewer(known, quarters, tell(quarters)))
    return found


def _unknown(entries: Sequence[Entry], authorities: frozenset[int]) -> frozenset[Item]:
    return frozenset(each.item for each in entries if authorities.isdisjoint(each.leads))


def _ways(before: Sequence[Entries], candidates: Sequence[Entry]) -> Iterator[Entries]:
    """Give the candidates, and then ever fewer of them: those who stay out together with somebody who leaves."""
    yield tuple(candidates)
    batches = _batches(before)
    wanted = {each.item for each in candidates}
    for reach in range(SAME + 1):
        for most in (LEAST + SPARE, None):
            out: set[Item] = set()
            for batch in batches:
                gone = [item for item in batch if item not in wanted]
                if gone:
                    out |= _along(gone, [item for item in batch if item in wanted], reach, most)
            yield tuple(each for each in candidates if each.item not in out)


def _along(gone: Sequence[Item], staying: Sequence[Item], reach: int, most: int | None) -> set[Item]:
    """Choose whom to leave out with those who go: the like first, and no more than brings them to `most`."""
    like = sorted((max(_likeness(item, each) for each in gone), item) for item in staying)
    nearest = [item for likeness, item in reversed(like) if likeness >= SAME - reach]
    return set(nearest if most is None else nearest[: max(most - len(gone), 0)])


def _likeness(one: Item, other: Item) -> int:
    """Score SAME for the same type and region, 2 for the same type, 1 for the same region, 0 for neither."""
    return 2 * (one.type == other.type) + (one.region == other.region)


def _batches(before: Sequence[Entries]) -> list[list[Item]]:
    """Gather all items that ever were in a snapshot by the snapshots that they were in."""
    seen: defaultdict[Item, tuple[int, ...]] = defaultdict(tuple)
    for place, entries in enumerate(before):
        for each in entries:
            seen[each.item] += (place,)
    batches: defaultdict[tuple[int, ...], list[Item]] = defaultdict(list)
    for item in sorted(seen):
        batches[seen[item]].append(item)
    return list(batches.values())
