"""Earlier signed results beside this one, standard by standard: pure. Texts decide what compares, never the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.assessments.result.value import AreaResult, Result, StandardResult
from app.charts.over_time import Compared, Journey, Then, ThenNowTarget
from app.instruments.difference import Kind, StandardChange, compare
from app.instruments.document import Instrument

SAYS = {
    Kind.SAME: Compared.SAME,
    Kind.REWORDED: Compared.REWORDED,
    Kind.REPLACED: Compared.REPLACED,
    Kind.NEW: Compared.NEW,
}


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier round: what pages call it, what was signed, and the text that it was scored on."""

    name: str
    result: Result
    instrument: Instrument


def over_time(
    title: str, now: str, result: Result, instrument: Instrument, earlier: Sequence[Earlier]
) -> ThenNowTarget:
    """Lay `earlier` rounds, oldest first, beside `result`, which was scored on `instrument` and is called `now`."""
    told = [_told(before, instrument) for before in earlier]
    return ThenNowTarget(
        title=title,
        rounds=tuple(before.name for before in earlier),
        now=now,
        rows=tuple(_journey(area, standard, told) for area in result.areas for standard in area.standards),
        partner=result.partner,
    )


def _journey(area: AreaResult, standard: StandardResult, told: Sequence[dict[str, Then]]) -> Journey:
    return Journey(
        area=area.title,
        label=f"{standard.number}. {standard.title}",
        earlier=tuple(then.get(standard.key, Then(None, Compared.NEW)) for then in told),
        now=standard.level,
        target=standard.target,
    )


def _told(before: Earlier, instrument: Instrument) -> dict[str, Then]:
    """What an earlier round says of each standard of `instrument`, by its key there."""
    levels = {standard.key: standard.level for standard in before.result.standards}
    changes = compare(before.instrument, instrument).standards
    return {change.key: _then(change, levels) for change in changes if change.kind is not Kind.REMOVED}


def _then(change: StandardChange, levels: dict[str, int | None]) -> Then:
    compared = SAYS[change.kind]
    if len(change.old_keys) > 1:
        compared = Compared.REPLACED  # several standards became one: none of their levels is its level
    return Then(levels.get(change.old_keys[0]) if compared.is_comparable else None, compared)
