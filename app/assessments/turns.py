"""Which round may start: baseline, mid-year, end of year, each once and one at a time. No query, no change."""

from collections.abc import Collection, Mapping

from app.assessments.errors import NotItsTurnError, RoundExistsError
from app.assessments.models import RoundKind, RoundState

Standing = Mapping[RoundKind, RoundState]  # the engagement's rounds and where each stands
ORDER = tuple(RoundKind)


def next_kinds(standing: Standing) -> tuple[RoundKind, ...]:
    """Give the rounds that may start now, the usual one first; a mid-year round may be left out.

    Empty while a round is under way or reopened, and after the last one.
    """
    if under_way(standing) is not None:
        return ()
    return ORDER[:1] if not standing else _after(standing)


def under_way(standing: Standing) -> RoundKind | None:
    """Give the round that is not signed yet, or is being changed."""
    return next((kind for kind in ORDER if standing.get(kind, RoundState.SIGNED) is not RoundState.SIGNED), None)


def demand_turn(kind: RoundKind, standing: Standing) -> None:
    """Raise RoundExistsError or NotItsTurnError, telling why, unless a round of `kind` may start now."""
    name = kind.label.lower()
    if kind in standing:
        raise RoundExistsError(f"This engagement has a {name} round already.")
    if (running := under_way(standing)) is not None:
        raise NotItsTurnError(f"The {name} round can start once the {running.label.lower()} result is signed.")
    if kind not in next_kinds(standing):
        raise NotItsTurnError(
            f"The {name} round comes before the {ORDER[_last(standing)].label.lower()} round, which has been held."
            if standing
            else f"The {name} round comes after the baseline round. Start with that one."
        )


def _after(standing: Collection[RoundKind]) -> tuple[RoundKind, ...]:
    return ORDER[_last(standing) + 1 :]


def _last(standing: Collection[RoundKind]) -> int:
    return max(ORDER.index(kind) for kind in standing)
