"""The longest parts of pages of the year: figures with tables, standards in rows, steps. Words: thread_words.py."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask import url_for
from markupsafe import Markup, escape

from app.charts.model import Chart
from app.db.keeping import kept
from app.progress.thread import Thread
from app.progress.thread_steps import Step
from app.progress.thread_words import days_words, goal_words, next_words, score_words, training_words
from app.security import EngagementScope
from app.web.components import table, tag
from app.web.filters import day
from app.web.links import address_of

FIGURES = 256  # kept in a worker, some 3 KB each


def figure(chart: Chart, url: str) -> Markup:
    """Give one picture with its sentence and its table: printed once, as its address ends with its content's digest."""
    return kept("figure", url, lambda: _figure(chart, url), most=FIGURES)


def _figure(chart: Chart, url: str) -> Markup:
    alt, figures = escape(chart.alt), chart.table
    rows = table(figures.caption, figures.head, figures.rows, hidden_caption=True)
    return Markup(
        f'<p class="govuk-body"><strong>{alt}</strong></p>\n<p class="govuk-body">{escape(chart.sentence)}</p>\n'
        f'<img class="app-chart" src="{escape(url)}" alt="{alt}">\n'
        '<div class="app-chart-table">\n<details class="govuk-details">\n<summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">The same figures as a table</span></summary>\n'
        f'<div class="govuk-details__text">{rows}</div>\n</details>\n</div>\n'
    )


def standards_table(
    threads: Iterable[Thread], scope: EngagementScope, *, sees_days: bool, sees_training: bool
) -> Markup:
    """Give every standard in one row under the head of its area; each leads to its thread."""
    to = address_of("progress.thread", "standard_key", engagement_ref=scope.ref)
    rows, areas = list[str | list[object]](), set[str]()
    for each in threads:
        if each.area not in areas:
            areas.add(each.area)
            rows.append(each.area)
        name = Markup(f'<a class="govuk-link" href="{escape(to(each.key))}">{each.number}. {escape(each.title)}</a>')
        rows.append(
            [
                name,
                score_words(each),
                each.now.target or "None",
                goal_words(each),
                *([days_words(each)] if sees_days else []),
                training_words(each.sessions, sees_training=sees_training),
                next_words(each),
            ]
        )
    head = ("Standard", "Score", "Target", "Goal", *(("Support days",) if sees_days else ()), "Training", "Next")
    return table(f"Standards of {scope.partner_name}", head, rows, hidden_caption=True)


def steps(told: Iterable[Step], engagement_ref: str) -> Markup:
    """Give steps of a thread in order of time, each with a link to its page."""
    return Markup("".join(part for each in told for part in _step(each, engagement_ref)))


def _step(each: Step, engagement_ref: str) -> Iterator[str]:
    when = f", {day(each.on)}" if each.is_dated else ""
    word = f" {tag(*each.tag)}" if each.tag else ""
    yield f'<li class="app-thread-step">\n<p class="app-thread-when">{escape(each.kind)}{when}{word}</p>\n'
    what = _link(each.title, each.endpoint, each.values, engagement_ref)
    yield f'<p class="govuk-body govuk-!-margin-bottom-1 app-thread-what">{what}</p>\n'
    for line in each.lines:
        yield f'<p class="govuk-body govuk-!-margin-bottom-1 app-keep-lines">{escape(line)}</p>\n'
    if each.parts:
        items = "".join(f"<li>{_link(*part, engagement_ref)}</li>\n" for part in each.parts)
        yield f'<ul class="govuk-list govuk-!-margin-bottom-1">\n{items}</ul>\n'
    yield "</li>\n"


def _link(text: str, endpoint: str, values: dict[str, Any], engagement_ref: str) -> str:
    if not endpoint:
        return escape(text)
    href = url_for(endpoint, engagement_ref=engagement_ref, **values)
    return f'<a class="govuk-link" href="{escape(href)}">{escape(text)}</a>'
