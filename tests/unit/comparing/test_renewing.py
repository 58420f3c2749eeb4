"""Who is in the next snapshot, and attacks by viewers of different leads on what is then told, quarter by quarter."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.comparing.renewing import changed, renewed
from app.comparing.spread import Contents, Entry, Heading, Viewer, With, figures
from tests.unit.comparing.test_attacks import REGIONS, TYPES, given_away

STANDARD = Heading("vision", 1, "Vision")
Quarter = tuple[Entry, ...]


def entry(number: int, result: int = 1, level: int = 3) -> Entry:
    """Authorities are led by 101, 102 or 103 in turn."""
    place = TYPES[number % 4 == 0], REGIONS[number % 5 == 0]
    return Entry(
        number, (101 + number % 3,), *place, f"r{number}-{result}", illustrative=False, levels={"vision": level}
    )


def viewer(*authorities: int) -> Viewer:
    return Viewer(frozenset(authorities), *(TYPES[0], REGIONS[0]), illustrative=False)


def over(quarters: list[dict[int, int]]) -> list[Quarter]:
    """Let quarters go by with these authorities and results as candidates; give the snapshots that were made."""
    made: list[Quarter] = []
    for one in quarters:
        entries = renewed(made, [entry(number, result) for number, result in sorted(one.items())])
        made += [entries] if entries is not None else []
    return made


def unknown(snapshots: list[Quarter], who: Viewer) -> tuple[frozenset, ...]:
    return tuple(frozenset(each.item for each in one if not who.knows(each)) for one in snapshots)


_CANDIDATES = st.dictionaries(st.integers(1, 16), st.integers(1, 2), max_size=16)


@settings(max_examples=30)
@given(st.lists(_CANDIDATES, min_size=2, max_size=4))
@example([dict.fromkeys(range(1, 13), 1), dict.fromkeys((*range(2, 13), *range(20, 26)), 1)])
def test_no_viewer_of_any_lead_or_of_several_can_tell_fewer_than_five_apart(quarters: list[dict[int, int]]) -> None:
    made = over(quarters)
    for who in (viewer(), viewer(101), viewer(102), viewer(101, 102), viewer(1)):
        assert given_away(unknown(made, who)) == []


def test_fewer_than_five_changes_leave_the_snapshot_as_it_is() -> None:
    six = [entry(number) for number in range(1, 7)]
    assert renewed([], six[:4]) is None
    first = renewed([], six)
    assert first == tuple(six)
    assert renewed([first], [*six, *(entry(number) for number in range(7, 11))]) is None
    assert renewed([first], six[4:]) is None
    assert changed(first, six[4:]) == {1, 2, 3, 4}


def test_a_new_result_is_a_change_whatever_its_levels() -> None:
    six = tuple(entry(number) for number in range(1, 7))
    again = tuple(entry(number, result=2) for number in range(1, 7))
    assert renewed([six], again) == again


def test_one_who_leaves_takes_others_along_and_the_comparison_goes_on() -> None:
    twenty = dict.fromkeys(range(1, 21), 1)
    made = over([twenty, dict.fromkeys(range(2, 31), 1)])
    assert len(made) == 2
    authorities = {each.authority for each in made[1]}
    assert 1 not in authorities
    assert len(set(twenty) - authorities) >= 5, "nobody is the difference"
    assert set(range(21, 31)) <= authorities
    assert rows(made, viewer())[0] is not None


def rows(snapshots: list[Quarter], who: Viewer, compared_with: With = With.ALL) -> list:
    return list(figures([Contents("d", (STANDARD,), each) for each in snapshots], who, compared_with))


def test_viewers_of_different_leads_are_shown_the_same_figure_or_none() -> None:
    made = [tuple(entry(number, level=1 + number % 5) for number in range(1, 16))]
    shown = {rows(made, viewer(*known))[0] for known in ((), (101,), (102,), (103,), (1,))}
    assert len(shown) == 1, "nothing to subtract"
    assert None not in shown
    assert rows(made, viewer(101, 102))[0] is not None
    assert rows(made, viewer(101, 102, 103)) == [None], "who knows all of them is told of nobody"


def test_neither_lowest_nor_highest_level_is_told_and_what_is_made_up_stays_apart() -> None:
    made = [tuple(entry(number, level=level) for number, level in enumerate([1, 2, 2, 3, 5], start=1))]
    (figure,) = rows(made, viewer())
    assert (figure.low, figure.median, figure.high, figure.counts) == (2, 2, 3, ())
    illustrative = Viewer(frozenset(), TYPES[0], REGIONS[0], illustrative=True)
    assert rows(made, illustrative) == [None]
