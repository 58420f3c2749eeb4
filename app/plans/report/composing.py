"""The order of a plan's document: summary on the first page, timeline, goal by goal, what is left, conditions."""

from collections.abc import Iterator

from app.documents.model import (
    Block,
    Callout,
    Contents,
    Document,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    TableBlock,
    bold,
)
from app.documents.pictures import with_room
from app.plans.checklist import numbers
from app.plans.picture import PlanPicture
from app.plans.report.facts import Facts
from app.plans.report.goals import goal_blocks
from app.plans.report.rows import days_by_kind, goal_name, on, progress
from app.web.filters import day, person_days, plural

TITLE = "Change plan"
ROOM = 0.04  # to the right of a chart, as a share of its width: the documents’ font is wider than Arial
WIDTH = 16.6  # centimetres of the timeline: all that a page has
COLUMNS = {4: (32, 34, 16, 18), 7: (20, 23, 13, 12, 12, 9, 11)}  # of the timeline’s table, by their number
MADE_UP = " The figures are illustrative: they were made up to show the service."


def report(shown: PlanPicture, facts: Facts) -> Document:
    """Compose the document of a plan: the approved one as it stands, or a draft that says so on every page."""
    return Document(
        title=TITLE,
        subtitle=f"{shown.content.partnership}, {shown.content.partner}",
        organisation=shown.content.partner,
        date=facts.day,
        mark=facts.mark,
        blocks=(
            *_summary(shown, facts),
            PageBreak(),
            Contents(),
            *_timeline(facts),
            *_goals(shown, facts),
            *_left_for_later(shown),
            *_conditions(facts),
        ),
    )


def _summary(shown: PlanPicture, facts: Facts) -> Iterator[Block]:
    made_up = MADE_UP if facts.illustrative else ""
    yield Callout((bold(f"{facts.stands}."), Run(f" {_as_it_stands(facts)}{made_up}")))
    yield Heading(1, "Summary")
    yield TableBlock("About this plan", ("What", "This plan"), tuple(_about(shown, facts)), widths=(30, 70))
    if not shown.goals:
        yield Paragraph("The plan has no goal yet.")
        return
    yield _goals_at_a_glance(shown, facts)
    needed = days_by_kind(shown.content)
    if not needed:
        yield Paragraph("No milestone needs days of support.")
        return
    rows = [(words, person_days(quarters)) for words, quarters in needed]
    yield TableBlock(
        "Days of support that the milestones need",
        ("Kind of support", "Days"),
        (*rows, ("All", person_days(shown.content.quarters))),
        widths=(80, 20),
        numeric=(1,),
    )


def _as_it_stands(facts: Facts) -> str:
    if not facts.approved:
        return "The dates are planned ones: nobody works by them yet."
    return f"Shown as it stands on {day(facts.day)}: the baseline is what was approved, the forecast is today’s."


def _about(shown: PlanPicture, facts: Facts) -> Iterator[tuple[str, str]]:
    content = shown.content
    yield "Partner", content.partner
    yield "Partnership", content.partnership
    yield "Supported by", facts.lead
    yield "Grown from", f"{content.result} of the self-assessment"
    yield "Twelve months", f"{day(content.first_on)} to {day(content.last_on)}"
    yield "State", facts.state
    if facts.approved and facts.approved_at:
        yield facts.decision, f"on {day(facts.approved_at)} by {facts.approved_name}"
        yield "Milestones done", progress(shown.counted)
        late = len(shown.late)
        yield "Late", f"{plural(late, 'milestone')} of {shown.counted.of}" if late else "no milestone"


def _goals_at_a_glance(shown: PlanPicture, facts: Facts) -> TableBlock:
    number = numbers(shown.content)
    if not facts.approved:
        return TableBlock(
            "Goals",
            ("Goal", "Milestones", "Planned end", "Days"),
            tuple(
                (
                    goal_name(goal, number[goal.text.ref]),
                    str(goal.counted.of),
                    on(max((m.text.due_on for m in goal.milestones if m.text.due_on), default=None)),
                    person_days(goal.text.quarters),
                )
                for goal in shown.goals
            ),
            widths=(50, 14, 22, 14),
            numeric=(1, 3),
        )
    return TableBlock(
        "Goals as they stand",
        ("Goal", "Status", "Milestones done", "Baseline end", "Forecast end", "Days"),
        tuple(
            (
                goal_name(goal, number[goal.text.ref]),
                goal.word,
                progress(goal.counted),
                on(goal.baseline_end),
                on(goal.forecast_end),
                person_days(goal.text.quarters),
            )
            for goal in shown.goals
        ),
        widths=(32, 12, 14, 16, 16, 10),
        numeric=(5,),
    )


def _timeline(facts: Facts) -> Iterator[Block]:
    chart = facts.timeline
    if chart is None or facts.drawn is None:
        return
    yield Heading(1, "Timeline")
    yield Paragraph(chart.sentence)
    yield Figure(with_room(facts.drawn(chart), ROOM), chart.alt, chart.title, WIDTH)
    head = chart.table.head
    yield TableBlock(chart.table.caption, head, chart.table.rows, COLUMNS.get(len(head), ()))


def _goals(shown: PlanPicture, facts: Facts) -> Iterator[Block]:
    if not shown.goals:
        return
    number = numbers(shown.content)
    yield PageBreak()
    yield Heading(1, "Goals and milestones")
    for goal in shown.goals:
        yield from goal_blocks(goal, number, approved=facts.approved)


def _left_for_later(shown: PlanPicture) -> Iterator[Block]:
    if not shown.content.omissions:
        return
    yield Heading(1, "Left for later")
    yield TableBlock(
        "Standards below their target, or a priority, that have no goal now",
        ("Standard", "Why not now"),
        tuple((f"{left.standard_number}. {left.standard_title}", left.reason) for left in shown.content.omissions),
        widths=(35, 65),
    )


def _conditions(facts: Facts) -> Iterator[Block]:
    if not facts.conditions:
        return
    yield Heading(1, "Open conditions")
    yield TableBlock(
        "Conditions of the approval that are still open",
        ("Condition", "On", "By", "Where it stands"),
        tuple((each.text, each.on or "the whole plan", day(each.due_on), each.stands) for each in facts.conditions),
        widths=(40, 22, 18, 20),
    )
