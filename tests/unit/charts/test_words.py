"""What charts say besides their picture: address, alternative text, table."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.charts.area_levels import AreaCounts
from app.charts.bars import LevelBar, LevelBars
from app.charts.model import counted, level_text, listed

from .samples import ACTIVITY, AREAS, BARS, FRAMEWORK

level_or_none = st.none() | st.integers(1, 5)


def test_alternative_text_of_bars_names_lowest_highest_and_gaps() -> None:
    assert BARS.alt == (
        "Cheshire West and Chester: lowest: 2. Strategies, plans and priorities (level 2); highest: 5. Needs, data and "
        "targeting (level 5); below target: 2 of 4 assessed standards that have one; 1 not assessed."
    )


@pytest.mark.parametrize(
    ("bars", "alt"),
    [
        ((), "P: no standard has been assessed."),
        ((LevelBar("A", "x", None, 4),), "P: no standard has been assessed."),
        ((LevelBar("A", "x", 3),), "P: 1 assessed standard is at level 3."),
        ((LevelBar("A", "x", 3), LevelBar("A", "y", 3)), "P: 2 assessed standards are all at level 3."),
        (
            (*(LevelBar("A", name, 1) for name in "abcd"), LevelBar("A", "e", 2, 5)),
            (
                "P: lowest: a, b and 2 more (level 1); highest: e (level 2); "
                "below target: 1 of 1 assessed standard that has one."
            ),
        ),
    ],
)
def test_alternative_text_of_unusual_bars(bars: tuple[LevelBar, ...], alt: str) -> None:
    assert LevelBars("T", bars, "P").alt == alt


def test_alternative_text_of_areas_gives_medians_and_low_levels() -> None:
    assert AREAS.alt == (
        "Cheshire West and Chester: median 3 in Commissioning, governance and framework, median 3 in Commissioning "
        "activity and median 2.5 in Commissioning capacity and capability; 5 of 12 assessed standards at level 1 or 2; "
        "1 not assessed."
    )
    unassessed = replace(AREAS, areas=(AreaCounts("A", (0,) * 5, None, 4),))
    assert unassessed.alt == "Cheshire West and Chester: no standard has been assessed."


def test_tables() -> None:
    assert BARS.table.head == ("Area", "Standard", "Agreed level", "Target", "Below target")
    assert [row[2:] for row in BARS.table.rows] == [
        ("3", "4", "1 level"),
        ("2", "4", "2 levels"),
        ("3", "3", "0 levels"),
        ("5", "4", "0 levels"),
        ("4", "no target", "no target"),
        ("not assessed", "3", "not assessed"),
    ]
    assert AREAS.table.rows[2] == ("Commissioning capacity and capability", "0", "2", "1", "1", "0", "0", "2.5")
    assert AREAS.table.caption == "Standards at each level: Cheshire West and Chester"
    for chart in (BARS, AREAS):
        assert {len(row) for row in chart.table.rows} == {len(chart.table.head)}
        assert chart.sentence.endswith(".")
        assert "mean" not in f"{chart.sentence} {chart.alt} {chart.table}".casefold()


def test_bars_are_gathered_by_area_in_order_of_first_appearance() -> None:
    mixed = LevelBars("T", (LevelBar("B", "x", 1), LevelBar("A", "y", 2), LevelBar("B", "z", 3)), "P")
    assert [(name, [bar.label for bar in bars]) for name, bars in mixed.areas] == [("B", ["x", "z"]), ("A", ["y"])]


def test_digest_is_the_content() -> None:
    assert BARS.digest == replace(BARS).digest
    assert len(BARS.digest) == 64
    changed = [
        BARS,
        AREAS,
        replace(BARS, title="Agreed levels at year end"),
        replace(BARS, partner="Halton"),
        replace(BARS, bars=BARS.bars[::-1]),
        replace(BARS, bars=(replace(BARS.bars[0], level=4), *BARS.bars[1:])),
        replace(BARS, bars=(replace(BARS.bars[0], target=None), *BARS.bars[1:])),
        replace(BARS, bars=(replace(BARS.bars[0], area=ACTIVITY), *BARS.bars[1:])),
        replace(AREAS, areas=AREAS.areas[:2]),
        replace(AREAS, areas=(replace(AREAS.areas[0], median=Fraction(5, 2)), *AREAS.areas[1:])),
    ]
    assert len({chart.digest for chart in changed}) == len(changed)


def test_digest_changes_with_the_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = BARS.digest
    monkeypatch.setattr("app.charts.model.DRAWING_VERSION", 1_000)
    assert BARS.digest != before


@given(level_or_none, level_or_none, level_or_none, level_or_none)
def test_equal_digest_means_equal_figures(level: int, target: int, other: int, other_target: int) -> None:
    one = LevelBars("T", (LevelBar("A", "x", level, target),), "P")
    two = LevelBars("T", (LevelBar("A", "x", other, other_target),), "P")
    assert (one.digest == two.digest) == (one == two)


@pytest.mark.parametrize("level", [0, 6, -1])
def test_bars_refuse_what_is_no_level(level: int) -> None:
    with pytest.raises(ValueError, match="agreed level"):
        LevelBar(FRAMEWORK, "x", level)
    with pytest.raises(ValueError, match="target"):
        LevelBar(FRAMEWORK, "x", 3, level)


@pytest.mark.parametrize(
    ("counts", "median"),
    [((1, 2), 1), ((0, 0, 0, 0, -1), None), ((0,) * 5, 3), ((0, 1, 0, 0, 0), None), ((0, 1, 0, 0, 0), 3)],
)
def test_areas_refuse_figures_that_cannot_be(counts: tuple[int, ...], median: int | None) -> None:
    with pytest.raises(ValueError, match=r"area|median"):
        AreaCounts("A", counts, None if median is None else Fraction(median))


def test_small_words() -> None:
    assert [listed(["a", "b", "c", "d"][:n], most=2) for n in range(5)] == [
        "",
        "a",
        "a and b",
        "a, b and c",
        "a, b and 2 more",
    ]
    assert (counted(1, "level", "levels"), counted(0, "level", "levels")) == ("1 level", "0 levels")
    assert (level_text(Fraction(6, 2)), level_text(Fraction(7, 2)), level_text(4)) == ("3", "3.5", "4")
