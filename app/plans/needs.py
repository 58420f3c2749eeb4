"""Which standards of a signed result need a goal, or a reason why not now (product.md, section 5). Pure."""

from collections.abc import Iterable

from app.assessments.result import Result, StandardResult


def needs_a_goal(standard: StandardResult) -> bool:
    """Say whether the standard is below its target or marked as a priority."""
    below = standard.level is not None and standard.target is not None and standard.level < standard.target
    return below or standard.priority


def needs(result: Result) -> tuple[StandardResult, ...]:
    """Give the standards that need a goal or a reason, in the instrument's order."""
    return tuple(standard for standard in result.standards if needs_a_goal(standard))


def unanswered(result: Result, *, with_goal: Iterable[str], with_reason: Iterable[str]) -> tuple[StandardResult, ...]:
    """Give the standards that need a goal or a reason and have neither; keys of standards come in."""
    answered = {*with_goal, *with_reason}
    return tuple(standard for standard in needs(result) if standard.key not in answered)
