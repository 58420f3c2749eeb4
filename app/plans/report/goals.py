"""One goal of a plan's document: what it is for, how it stands, and its milestones as a table."""

from collections.abc import Iterator

from app.documents.model import Block, Heading, Paragraph, TableBlock, labelled
from app.plans.picture import GoalPicture, MilestonePicture
from app.plans.report.rows import goal_name, kind, name, on, progress
from app.web.filters import day, person_days

NOBODY = "nobody yet"


def goal_blocks(goal: GoalPicture, number: dict[str, str], *, approved: bool) -> Iterator[Block]:
    """Compose a goal's section."""
    text = goal.text
    yield Heading(2, goal_name(goal, number[text.ref]))
    yield labelled("What will be different", text.what)
    yield labelled("Success measure", text.success_measure or "none yet.")
    yield labelled("Standard", _standard(goal))
    yield labelled("Owner", f"{name(text.owner) or NOBODY}. Deputy: {name(text.deputy) or NOBODY}")
    if approved:
        yield labelled("Status", _status(goal))
    if not goal.milestones:
        yield Paragraph("The goal has no milestones yet.")
        return
    yield _milestones(goal, number, approved=approved)


def _standard(goal: GoalPicture) -> str:
    text = goal.text
    level = f"at level {text.level}" if text.level is not None else "not assessed"
    target = f"target level {text.target_level}" if text.target_level is not None else "no target level yet"
    return f"{text.standard_number}. {text.standard_title}: {level}, {target}"


def _status(goal: GoalPicture) -> str:
    ends = f"Baseline end {on(goal.baseline_end)}, forecast end {on(goal.forecast_end)}"
    reason = f" ({goal.standing.reason})" if goal.standing.reason else ""
    return f"{goal.word}{reason}. Milestones done: {progress(goal.counted)}. {ends}"


def _milestones(goal: GoalPicture, number: dict[str, str], *, approved: bool) -> TableBlock:
    caption = f"Milestones of goal {number[goal.text.ref]}"
    if not approved:
        return TableBlock(
            caption,
            ("Milestone", "Owner", "Planned for", "Days", "Waits for"),
            tuple(
                (_what(each, number), _owner(each), on(each.text.due_on), _days(each), _waits(each, number))
                for each in goal.milestones
            ),
            widths=(40, 17, 16, 15, 12),
        )
    return TableBlock(
        caption,
        ("Milestone", "Owner", "Baseline", "Forecast", "Status", "Days", "Waits for"),
        tuple(
            (
                _what(each, number),
                _owner(each),
                day(each.step.baseline),
                _forecast(each),
                _stands(each),
                _days(each),
                _waits(each, number),
            )
            for each in goal.milestones
        ),
        widths=(27, 14, 13, 13, 14, 11, 8),
    )


def _what(milestone: MilestonePicture, number: dict[str, str]) -> str:
    uses = f"\nUses: {milestone.text.uses}" if milestone.text.uses else ""
    return f"{number[milestone.text.ref]} {milestone.text.what}{uses}"


def _owner(milestone: MilestonePicture) -> str:
    return name(milestone.text.owner) or NOBODY


def _forecast(milestone: MilestonePicture) -> str:
    done, why = milestone.standing.done_on, milestone.standing.forecast_reason
    if done is not None:
        return f"done {day(done)}"
    return f"{day(milestone.step.forecast)}\n{why}" if why else day(milestone.step.forecast)


def _stands(milestone: MilestonePicture) -> str:
    return "\n".join(filter(None, (milestone.word, milestone.beside, milestone.standing.reason)))


def _days(milestone: MilestonePicture) -> str:
    text = milestone.text
    return f"{person_days(text.quarters)}\n{kind(text.support)}".strip() if text.quarters else ""


def _waits(milestone: MilestonePicture, number: dict[str, str]) -> str:
    return ", ".join(number[ref] for ref in milestone.text.waits_for if ref in number)
