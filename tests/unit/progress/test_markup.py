"""The markup of the year's pages that is made in Python: whatever is put into it comes out as text."""

import datetime as dt

from app.charts.review_months import Reviewed, ReviewMonth, ReviewMonths
from app.progress.markup import figure, steps
from app.progress.thread_steps import Step

EVIL = "<b>&\"'"
SAFE = "&lt;b&gt;&amp;&#34;&#39;"


def test_a_figure_has_its_finding_its_picture_and_its_table_and_lets_no_markup_in(sqlite_app):
    chart = ReviewMonths(EVIL, EVIL, (ReviewMonth(dt.date(2026, 4, 1), Reviewed.CONFIRMED, 3),))

    with sqlite_app.app_context():
        markup = figure(chart, f"/{EVIL}.svg")

    assert f'src="/{SAFE}.svg" alt="{SAFE}: 1 monthly review confirmed' in markup
    assert f"{SAFE}: {SAFE}</caption>" in markup
    assert '<th scope="row" class="govuk-table__header">April 2026</th>' in markup
    assert "Confirmed, no. 3</td>" in markup
    assert EVIL not in markup


def test_a_step_tells_its_day_its_word_and_every_line_and_lets_no_markup_in():
    step = Step(dt.date(2026, 4, 1), "Goal", EVIL, lines=(EVIL, "plain"), tag=(EVIL, EVIL), parts=((EVIL, "", {}),))

    markup = steps([step], "ref")

    assert f'Goal, 1 April 2026 <strong class="govuk-tag govuk-tag--{SAFE}">{SAFE}</strong></p>' in markup
    assert f'app-thread-what">{SAFE}</p>' in markup
    assert f'app-keep-lines">{SAFE}</p>' in markup
    assert f"<li>{SAFE}</li>" in markup
    assert EVIL not in markup


def test_a_goal_of_no_day_is_told_without_one():
    assert "Goal</p>" in steps([Step(dt.date(2026, 4, 1), "Goal", "What", is_dated=False)], "ref")
