"""Take-up and effect by authority: what is summed, and that no small group shows, alone or by subtraction."""

from fractions import Fraction

from app.learning.effect import Cell, Reply, percent, tallied
from app.learning.effect import effect as effect_of


def cell(cohort, authority, places, *, certificates=0, is_over=True):
    return Cell(cohort, authority, places, 1, 1000 * places, 1320 * places, certificates, 2, 1, is_over)


def replies(cohort, authority, number, level=3):
    return [Reply(cohort, authority, (Fraction(1, 2), Fraction(3, 4)), (Fraction(level),) * 3)] * number


def effect(cells, answers):
    return effect_of(cells, *tallied(answers))


def test_large_groups_are_summed_and_the_total_is_of_all():
    found = effect(
        [cell(1, "Ashby", 6, certificates=4), cell(1, "Brook", 5)],
        replies(1, "Ashby", 6, 2) + replies(1, "Brook", 5, 4),
    )
    ashby, brook = found.rows
    assert (ashby.places, ashby.certificates, ashby.attendance.people) == (6, 4, 6)
    assert (ashby.confidence.means[0], brook.confidence.means[0]) == (2, 4)
    assert (found.total.places, found.total.confidence.people) == (11, 11)
    assert found.total.confidence.means[0] == Fraction(32, 11)
    assert (percent(ashby.attendance.means[0]), percent(ashby.check.means[1])) == ("75%", "75%")


def test_four_people_and_whoever_would_give_them_away_are_held_back_but_take_up_is_told():
    found = effect([cell(1, "Ashby", 6), cell(1, "Brook", 4)], replies(1, "Ashby", 6) + replies(1, "Brook", 4))
    assert [row.places for row in found.rows] == [6, 4]
    assert [row.confidence for row in found.rows] == [None, None], "ten less six would be Brook's four"
    assert [row.attendance for row in found.rows] == [None, None]
    assert found.total.confidence.people == 10


def test_a_cohort_with_fewer_than_five_is_in_no_sum():
    cells = [cell(1, "Ashby", 8), cell(2, "Ashby", 3)]
    found = effect(cells, replies(1, "Ashby", 8) + replies(2, "Ashby", 3, 5))
    assert found.rows[0].places == 11
    assert found.rows[0].confidence.people == found.total.confidence.people == 8
    assert found.total.attendance.people == 8


def test_before_the_end_there_is_take_up_only():
    found = effect([cell(1, "Ashby", 6, is_over=False)], [])
    assert (found.rows[0].places, found.rows[0].attendance, found.rows[0].certificates) == (6, None, None)


def test_who_did_not_answer_every_moment_is_not_compared():
    some = [Reply(1, "Ashby", None, (Fraction(2),) * 3)] * 5 + [Reply(1, "Ashby", (Fraction(1), Fraction(1)), None)] * 4
    row = effect([cell(1, "Ashby", 9)], some).rows[0]
    assert (row.confidence.people, row.check) == (5, None)
