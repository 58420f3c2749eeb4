"""What the charts of twelve months say: findings and tables of the same figures."""

from dataclasses import replace

from .year_samples import HALF_DAYS, MILESTONES, REVIEWS


def test_milestones_say_what_is_done_beside_what_should_be() -> None:
    assert MILESTONES.alt == (
        "Cheshire West and Chester: 6 of 14 milestones done by 21 November 2026, when the baseline has 9; "
        "2 are late; the last is forecast for March 2027."
    )
    rows = MILESTONES.table.rows
    assert rows[-1][-3:] == ("14", "–", "14")
    assert rows[5] == ("November 2026", "2", "1", "1", "10", "6", "7")
    assert "none is late" in replace(MILESTONES, late=0).alt


def test_half_days_do_not_take_the_unregistered_for_absence() -> None:
    assert HALF_DAYS.alt == (
        "Cheshire West and Chester: 16 of 18 half-days attended by 21 November 2026; 11 half-days are booked to come."
    )
    assert [row[-1] for row in HALF_DAYS.table.rows] == ["9", "7", "not registered", "to come", "to come"]
    assert "nobody has a place" in replace(HALF_DAYS, rows=()).alt


def test_reviews_name_the_months_without_one() -> None:
    assert REVIEWS.alt == (
        "Cheshire West and Chester: 2 monthly reviews confirmed by both sides; not confirmed yet: September 2026; "
        "no review: August 2026 and October 2026."
    )
    assert REVIEWS.table.rows[0] == ("June 2026", "Confirmed, no. 1")
    assert "no month that is over is missing" in replace(REVIEWS, months=REVIEWS.months[:2]).alt
