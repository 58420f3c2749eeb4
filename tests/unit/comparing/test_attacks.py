"""Attacks on the comparison: every sum and difference of what was ever told, over filters, quarters and viewers."""

import itertools
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.comparing.holding_back import LEAST, REGION, TYPE, Item, tell, tell_counts

TYPES, REGIONS = ("unitary", "county"), ("north", "south")


def rows_of(quarters: tuple[frozenset[Item], ...]) -> list[dict[Item, Fraction]]:
    """Every figure that was told, as the set of items that it sums over."""
    found = []
    for items, told in zip(quarters, tell(quarters), strict=True):
        if told is not None:
            found += [items, *(frozenset(item for item in items if group in item.groups) for group in sorted(told))]
    return [dict.fromkeys(row, Fraction(1)) for row in found]


def rank(rows: list[dict[Item, Fraction]], without: frozenset[Item] = frozenset()) -> int:
    """Rank of the figures over all items but some, by elimination in exact fractions."""
    left = [{item: value for item, value in row.items() if item not in without} for row in rows]
    found = 0
    while left:
        pivot = left.pop()
        if not pivot:
            continue
        found += 1
        key, lead = next(iter(pivot.items()))
        reduced = []
        for row in left:
            share = row.get(key, Fraction(0)) / lead
            mixed = {item: row.get(item, 0) - share * pivot.get(item, 0) for item in {*row, *pivot}}
            reduced.append({item: value for item, value in mixed.items() if value} if share else row)
        left = reduced
    return found


def given_away(quarters: tuple[frozenset[Item], ...]) -> list[frozenset[int]]:
    """Give every one to four authorities that some sum with any weights whatever rests on: all of them are tried.

    Such a sum exists just where leaving out these authorities' columns lowers the rank of the figures.
    """
    rows = rows_of(quarters)
    items = sorted({item for row in rows for item in row})
    whole = rank(rows)
    patterns: dict[tuple[bool, ...], list[Item]] = {}
    for item in items:
        patterns.setdefault(tuple(item in row for row in rows), []).append(item)
    small = [each for each in patterns.values() if len(each) < LEAST]  # what always counts alike counts together
    return [
        frozenset(item.authority for item in chosen)
        for number in range(1, LEAST)
        for several in itertools.combinations(small, number)
        if len(chosen := frozenset(itertools.chain(*several))) < LEAST and rank(rows, chosen) < whole
    ]


def item(number: int, result: int = 1) -> Item:
    """Authorities' types and regions follow from their numbers, so that both ends of the alphabet are uneven."""
    return Item(number, f"r{result}", TYPES[number % 3 == 0], REGIONS[number % 5 == 0])


_QUARTER = st.dictionaries(st.integers(1, 18), st.integers(1, 2), max_size=18)


def as_quarters(results: list[dict[int, int]]) -> tuple[frozenset[Item], ...]:
    return tuple(frozenset(item(number, result) for number, result in one.items()) for one in results)


@settings(max_examples=60)
@given(st.lists(_QUARTER, min_size=1, max_size=4))
@example([dict.fromkeys(range(1, 7), 1), dict.fromkeys(range(1, 6), 1)])  # one leaves
@example([dict.fromkeys(range(1, 19), 1), dict.fromkeys(range(1, 14), 1)])  # five of several types leave
@example(
    [  # whoever joins for one quarter alone, while fives come and go around it
        dict.fromkeys((*range(1, 6), *range(6, 11)), 1),
        dict.fromkeys((*range(1, 11), *range(11, 16)), 1),
        dict.fromkeys((*range(1, 6), *range(11, 17)), 1),
        dict.fromkeys(range(1, 6), 1),
    ]
)
def test_no_sum_of_filters_and_quarters_rests_on_fewer_than_five(results: list[dict[int, int]]) -> None:
    assert given_away(as_quarters(results)) == []


def test_the_attack_itself_finds_who_left_when_nothing_is_held_back(monkeypatch) -> None:
    """The twin that breaks the rule on purpose."""
    quarters = as_quarters([dict.fromkeys(range(1, 13), 1), dict.fromkeys(range(1, 12), 1)])
    everything = tuple(frozenset({(TYPE, "unitary")}) for _ in quarters)
    monkeypatch.setattr(f"{__name__}.tell", lambda _quarters: everything)
    assert frozenset({12}) in given_away(quarters)


def test_a_region_that_is_a_type_but_for_one_is_not_told_beside_it() -> None:
    """London boroughs and the London region differ by the City of London."""
    london = [Item(number, "r", "London borough", "London") for number in range(10)]
    city = Item(10, "r", "City", "London")
    others = [Item(number, "r", "Unitary", "North") for number in range(20, 30)]
    (told,) = tell((frozenset([*london, city, *others]),))
    assert told is not None
    assert not {(TYPE, "London borough"), (REGION, "London")} <= told
    (told,) = tell((frozenset([*london, *others]),))
    assert told == {(TYPE, "London borough"), (REGION, "London"), (TYPE, "Unitary"), (REGION, "North")}


def test_whoever_leads_or_belongs_to_two_authorities_is_told_no_less_than_five_others() -> None:
    """Ten authorities of two leads: each lead sees the other's five; who works for both, nothing."""
    ten = [Item(number, "r", "Unitary", "North") for number in range(10)]
    assert tell((frozenset(ten[:5]),)) != (None,)
    assert tell((frozenset(ten[:4]),)) == (None,)
    assert tell((frozenset(),)) == (None,)


def test_fives_may_come_and_go() -> None:
    same = [Item(number, "r", "Unitary", "North") for number in range(15)]
    told = tell((frozenset(same[:5]), frozenset(same[:10]), frozenset(same[5:])))
    assert None not in told
    told = tell((frozenset(same[:10]), frozenset(same[1:])))
    assert told[0] is not None
    assert told[1] is None, "the one who left would be the difference"


_LEVELS = st.dictionaries(st.integers(1, 30), st.one_of(st.none(), st.integers(1, 3)), max_size=30)


@given(st.lists(_LEVELS, min_size=1, max_size=3))
@example([{number: 1 + number % 2 for number in range(12)}, {number: 1 + number % 2 for number in range(11)}])
@example([{number: 1 + number % 2 for number in range(12)}, {number: 1 + number % 2 for number in range(22)}])
def test_counts_leave_five_or_none_at_a_level_in_every_quarter_and_between_any_two(levels: list[dict]) -> None:
    by_item = [{item(number, level or 0): level for number, level in one.items()} for one in levels]
    told = tuple(frozenset() for _ in levels)
    shown = [each for each, is_shown in zip(by_item, tell_counts(by_item, told), strict=True) if is_shown]
    for one in shown:
        at = {level: {each for each, of in one.items() if of == level} for level in (None, 1, 2, 3)}
        assert all(not items or len(items) >= LEAST for items in at.values())
        assert sum(bool(at[level]) for level in (1, 2, 3)) > 1, "all at one level tells each one's"
    for one, other in itertools.combinations(shown, 2):
        for level in (None, 1, 2, 3):
            left = {each for each, of in one.items() if of == level and each not in other}
            came = {each for each, of in other.items() if of == level and each not in one}
            assert all(not items or len(items) >= LEAST for items in (left, came))
