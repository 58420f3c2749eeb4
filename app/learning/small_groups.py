"""Holds back what a small group could be picked out from, also by subtracting one figure from another. Pure.

Three rules, each with an attack in tests/unit/learning/test_small_groups.py:

- **batches**: what comes in one by one (feedback) is shown in whole fives, in the order of arrival, and does not change
  once it is shown. Whoever looks before and after one delegate joins sees nothing new, or five new ones.
- **once**: sums that compare moments (confidence, check, follow-up) count one and the same set of people in every
  figure, and appear once, when no answer can come or change any more. So no set can be taken from a larger one.
- **tellable**: where sums of cohorts are known, figures by authority are made of whole cells (authority in a cohort)
  that are no smaller than five, and leave none or five of each cohort. Then no sum or difference of any of the
  figures rests on fewer than five people.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

LEAST = 5
Reply = TypeVar("Reply")
Group = TypeVar("Group", bound=Hashable)
Whole = TypeVar("Whole", bound=Hashable)


def batches(replies: Sequence[Reply], *, least: int = LEAST) -> tuple[Reply, ...]:
    """Give the replies that may be shown, of all in the order of arrival: as many whole batches as there are."""
    return tuple(replies[: len(replies) // least * least])


def enough(number: int, *, least: int = LEAST) -> bool:
    """Say whether a sum over so many people may be shown."""
    return number >= least


def tellable(counts: Mapping[tuple[Group, Whole], int], *, least: int = LEAST) -> dict[Group, frozenset[Whole]]:
    """Say of which wholes (cohorts) each group's (authority's) people may be counted in a figure of the group.

    `counts` are people by group and whole; the sum of each whole with at least `least` people is taken to be known.
    Groups for which nothing may be counted are left out.
    """
    shown = {cell for cell, number in counts.items() if number >= least}
    by_whole: dict[Whole, list[tuple[int, str, Group]]] = {}
    for (group, whole), number in counts.items():
        if number:
            by_whole.setdefault(whole, []).append((number, str(group), group))
    for whole, cells in by_whole.items():
        inside = sorted(cells)
        rest = sum(number for number, _, group in inside if (group, whole) not in shown)
        for number, _, group in inside:  # the smallest that is shown goes with the rest, until that is large enough
            if 0 < rest < least and (group, whole) in shown:
                shown.discard((group, whole))
                rest += number
    told: dict[Group, set[Whole]] = {}
    for group, whole in counts:
        if (group, whole) in shown:
            told.setdefault(group, set()).add(whole)
    return {group: frozenset(wholes) for group, wholes in told.items()}
