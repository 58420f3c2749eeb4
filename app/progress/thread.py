"""The thread of a standard: rounds, goals, milestones, days, sessions and reviews that belong to it. Pure.

In order of time it is told by thread_steps.py; records come from queries/.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.assessments.over_time import SAYS
from app.assessments.result import StandardResult
from app.charging.models import EntryState
from app.charts.over_time import Compared
from app.instruments.difference import StandardChange, compare
from app.instruments.document import Instrument
from app.learning.content import Programme, Session
from app.learning.queries.seated import Seats
from app.plans.picture import GoalPicture, MilestonePicture, PlanPicture
from app.progress.queries.frozen import ReviewRow, SignedRound
from app.progress.queries.seats import Dated, Entry
from app.progress.queries.tools import ToolRow

TextOf = Callable[[str], Instrument]


@dataclass(frozen=True, slots=True)
class Scored:
    """The standard in one signed round; `standard` None: its text was not in it, or another that does not compare."""

    round: SignedRound
    standard: StandardResult | None
    compared: Compared


@dataclass(frozen=True, slots=True)
class Held:
    """A session that serves the standard, in one cohort: places of the partner, `there` None: not registered yet."""

    title: str
    cohort: str
    on: dt.date
    places: int
    there: int | None


@dataclass(frozen=True)
class Thread:
    """All that belongs to a standard, as it stands on `today`. `key`, `number` and `title` as in its newest text."""

    key: str
    number: int
    title: str
    area: str
    today: dt.date
    scored: tuple[Scored, ...]
    goals: tuple[GoalPicture, ...]
    left_for: str  # why it has no goal now, in the plan's words
    is_planned: bool  # whether a plan is approved
    entries: tuple[Entry, ...]
    sessions: tuple[Held, ...]
    reviews: tuple[ReviewRow, ...]
    tools: tuple[ToolRow, ...] = ()

    @cached_property
    def told(self) -> tuple[Scored, ...]:
        """The rounds that say something of it."""
        return tuple(each for each in self.scored if each.standard)

    @cached_property
    def now(self) -> StandardResult:
        """What the newest round says of it."""
        return next(each.standard for each in reversed(self.scored) if each.standard)

    @property
    def change(self) -> int | None:
        """Levels gained since the first round; None where there is nothing to compare."""
        levels = [each.standard.level for each in self.told if each.standard and each.standard.level is not None]
        return levels[-1] - levels[0] if len(levels) > 1 and self.now.level is not None else None

    @property
    def gap(self) -> int | None:
        """Levels missing to the target; None without a level or a target."""
        if self.now.level is None or self.now.target is None:
            return None
        return max(0, self.now.target - self.now.level)

    @cached_property
    def milestones(self) -> tuple[MilestonePicture, ...]:
        """Those of its goals."""
        return tuple(milestone for goal in self.goals for milestone in goal.milestones)

    @property
    def following(self) -> MilestonePicture | None:
        """The milestone that is to be done next."""
        waiting = [each for each in self.milestones if each.standing.done_on is None]
        return min(waiting, key=lambda each: each.step.forecast, default=None)

    @property
    def used(self) -> int:
        """Quarters of days that served its goals, approved or not; reversals are subtracted."""
        return sum(each.quarters for each in self.entries if each.state is not EntryState.BOOKED)

    @property
    def booked(self) -> int:
        """Quarters that are booked."""
        return sum(each.quarters for each in self.entries if each.state is EntryState.BOOKED)


@dataclass(frozen=True)
class Ground:
    """What threads are made of. `text_of` gives the text with a digest; `reviews` only frozen ones with their words."""

    rounds: Sequence[SignedRound]
    text_of: TextOf
    plan: PlanPicture | None
    dated: Dated
    programmes: Iterable[tuple[str, Programme]]
    reviews: Sequence[ReviewRow]
    today: dt.date
    tools: Sequence[ToolRow] = ()

    @cached_property
    def served(self) -> Mapping[str, Sequence[tuple[str, Session, str]]]:
        """Sessions by the key of a standard that they serve, each with its programme's digest and its half-day."""
        found = defaultdict[str, list[tuple[str, Session, str]]](list)
        for digest, programme in self.programmes:
            for taught in programme.days:
                for part, session in programme.of_day(taught.number):
                    for key in session.standards:
                        found[key].append((digest, session, part.half_day))
        return found

    @cached_property
    def places(self) -> Mapping[tuple[str, int], Sequence[Seats]]:
        """Places by programme and day."""
        found = defaultdict[tuple[str, int], list[Seats]](list)
        for each in self.dated.seats:
            if not each.half:
                found[each.digest, each.day].append(each)
        return found

    @cached_property
    def there(self) -> Mapping[tuple[str, str, int, dt.date, str], int]:
        """How many were there, by cohort, programme, day, date and half."""
        seats = self.dated.seats
        return {(each.cohort, each.digest, each.day, each.on, each.half): each.delegates for each in seats if each.half}

    @cached_property
    def compared(self) -> dict[tuple[str, str], tuple[StandardChange, ...]]:
        """What changed between two texts, as far as somebody asked."""
        return {}

    def changes(self, old: str, new: str) -> tuple[StandardChange, ...]:
        """Compare two texts by their digests, once."""
        if (old, new) not in self.compared:
            self.compared[old, new] = compare(self.text_of(old), self.text_of(new)).standards
        return self.compared[old, new]


def threads(ground: Ground) -> tuple[Thread, ...]:
    """Give one for each standard of the newest signed round, in the instrument's order."""
    if not ground.rounds:
        return ()
    newest = ground.rounds[-1]
    return tuple(_thread(each.key, newest, ground) for each in newest.result.standards)


def thread_of(standard_key: str, ground: Ground) -> Thread | None:
    """Give that of one standard, by its key in the newest signed text that has it; None where none has."""
    for signed in reversed(ground.rounds):
        if any(each.key == standard_key for each in signed.result.standards):
            return _thread(standard_key, signed, ground)
    return None


def _thread(key: str, anchor: SignedRound, ground: Ground) -> Thread:
    scored = tuple(_scored(key, anchor, each, ground) for each in ground.rounds)
    keys = {key, *(each.standard.key for each in scored if each.standard)}
    area = next(each for each in anchor.result.areas if any(one.key == key for one in each.standards))
    standard = next(each for each in area.standards if each.key == key)
    plan = ground.plan
    goals = tuple(each for each in plan.goals if each.text.standard_key in keys) if plan else ()
    refs = {goal.text.ref for goal in goals}
    omitted = [each.reason for each in plan.content.omissions if each.standard_key in keys] if plan else []
    return Thread(
        key=key,
        number=standard.number,
        title=standard.title,
        area=area.title,
        today=ground.today,
        scored=scored,
        goals=goals,
        left_for=omitted[0] if omitted else "",
        is_planned=plan is not None,
        entries=tuple(each for each in ground.dated.entries if each.goal_ref in refs),
        sessions=_held(keys, ground),
        reviews=tuple(each for each in ground.reviews if each.content),
        tools=tuple(each for each in ground.tools if each.goal_ref in refs),
    )


def _scored(key: str, anchor: SignedRound, other: SignedRound, ground: Ground) -> Scored:
    """Find the standard of the anchor's text in another round: as texts have it, never by its number."""
    found, compared = key, Compared.SAME
    if other.digest != anchor.digest:
        earlier = other.signed_at < anchor.signed_at
        old, new = (other, anchor) if earlier else (anchor, other)
        changes = ground.changes(old.digest, new.digest)
        change = next((each for each in changes if key == each.key or key in each.old_keys), None)
        if change is None or (earlier and change.key != key):
            return Scored(other, None, Compared.NEW)
        found, compared = _across(change, earlier=earlier)
    standards = {each.key: each for each in other.result.standards}
    return Scored(other, standards.get(found) if compared.is_comparable else None, compared)


def _across(change: StandardChange, *, earlier: bool) -> tuple[str, Compared]:
    compared = SAYS.get(change.kind, Compared.REPLACED)
    if len(change.old_keys) != 1:
        return "", Compared.REPLACED if change.old_keys else Compared.NEW
    return (change.old_keys[0] if earlier else change.key), compared


def _held(keys: set[str], ground: Ground) -> tuple[Held, ...]:
    found = dict[tuple[str, str, dt.date], Held]()
    for key in sorted(keys):
        for digest, session, half in ground.served.get(key, ()):
            for each in ground.places.get((digest, session.day), ()):
                was = ground.there.get((each.cohort, digest, each.day, each.on, half))
                found[each.cohort, session.title, each.on] = Held(
                    session.title, each.cohort, each.on, each.delegates, was
                )
    return tuple(sorted(found.values(), key=lambda held: (held.on, held.cohort, held.title)))
