"""Who is in the next snapshot, and attacks by viewers of different leads on what is then told, quarter by quarter."""

from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.comparing.renewing import changed, renewed, renewed_apart
from app.comparing.spread import Contents, Entry, Heading, Viewer, With, figures, on_newest_text, stands_since
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


def test_whose_lead_becomes_the_viewers_own_later_does_not_hold_everything_back_for_ever() -> None:
    """Authority 1 was led by 102; then 150 leads an engagement with it as well, and its people know it from then on."""
    first = tuple(entry(number) for number in range(1, 13))
    second = (replace(first[0], leads=(102, 150)), *first[1:], *(entry(number) for number in range(13, 19)))
    assert rows([first, second], viewer(150))[0] is not None
    five = tuple(entry(number) for number in range(1, 6))
    known = (replace(five[0], leads=(102, 150)), *five[1:], entry(6))
    assert rows([five], viewer(150))[0] is not None
    assert rows([five, known], viewer(150)) == [None], "the five that were told less the one known would be four"


def test_a_standard_that_goes_on_under_another_key_is_not_told_apart_from_itself() -> None:
    """One joins with a text whose key for the standard is new: the difference of both figures is that one."""
    six = tuple(entry(number) for number in range(1, 7))
    renamed = tuple(replace(each, levels={"aim": 3}) for each in (*six, entry(7)))
    quarters = [Contents("old", (STANDARD,), six), Contents("new", (Heading("aim", 1, "Aim"),), renamed)]
    aligned = on_newest_text(quarters, lambda one, other: {"vision": "aim"})
    assert list(figures(aligned, viewer(), With.ALL)) == [None]
    assert list(figures(on_newest_text(quarters, lambda one, other: {}), viewer(), With.ALL)) != [None]


def test_changes_of_what_is_made_up_do_not_renew_what_is_real() -> None:
    real = tuple(entry(number) for number in range(1, 8))
    first = renewed_apart([], real)
    made_up = tuple(replace(entry(number), illustrative=True) for number in range(30, 36))
    second = renewed_apart([real], [*real, entry(8), *made_up])
    assert first == real
    assert second == (*real, *made_up), "one that is real changed: those stand"
    assert renewed_apart([real, second], [*real, entry(8), *made_up]) is None
    snapshots = [Contents("d", (STANDARD,), each) for each in (real, second)]
    assert stands_since(snapshots, viewer()) == 0
    assert stands_since(snapshots, Viewer(frozenset(), TYPES[0], REGIONS[0], illustrative=True)) == 1
