"""Charts that the tests draw: a plausible baseline, with one standard not assessed and one without a target."""

from fractions import Fraction

from app.charts.agencies import AgencyMedians, AgencyRow, GroupMedian
from app.charts.area_levels import AreaCounts, AreaLevels
from app.charts.bars import LevelBar, LevelBars
from app.charts.changes import ChangeRow, LevelChanges
from app.charts.dots import DotRow, DotVote, ScoreDots
from app.charts.moments import MomentMeans, MomentRow
from app.charts.over_time import Compared, Journey, Then, ThenNowTarget
from app.charts.radar import LevelRadar

from .year_samples import HALF_DAYS, MILESTONES, REVIEWS

FRAMEWORK, ACTIVITY = "Commissioning, governance and framework", "Commissioning activity"

BARS = LevelBars(
    title="Agreed levels at baseline",
    partner="Cheshire West and Chester",
    bars=(
        LevelBar(FRAMEWORK, "1. A shared process and principles", 3, 4),
        LevelBar(FRAMEWORK, "2. Strategies, plans and priorities", 2, 4),
        LevelBar(FRAMEWORK, "3. Levels of commissioning", 3, 3),
        LevelBar(ACTIVITY, "5. Needs, data and targeting", 5, 4),
        LevelBar(ACTIVITY, "6. Designing with children, families and providers", 4, None),
        LevelBar(ACTIVITY, "7. Markets, mechanisms and procurement", None, 3),
    ),
)
AREAS = AreaLevels(
    title="Standards at each level",
    partner="Cheshire West and Chester",
    areas=(
        AreaCounts(FRAMEWORK, (0, 1, 2, 1, 0), Fraction(3)),
        AreaCounts(ACTIVITY, (1, 1, 0, 1, 1), Fraction(3), not_assessed=1),
        AreaCounts("Commissioning capacity and capability", (0, 2, 1, 1, 0), Fraction(5, 2)),
    ),
)
P = DotVote((0, 1, 5, 2, 0), Fraction(3), Fraction(3), Fraction(13, 4), "close")
Q = DotVote((3, 1, 0, 1, 3), Fraction(3), Fraction(1), Fraction(5), "split")
MANY = DotVote((4, 12, 30, 10, 4), Fraction(3), Fraction(2), Fraction(7, 2), "mixed")
THREE = DotVote((0, 0, 1, 2, 0), Fraction(4), Fraction(7, 2), Fraction(4))
DOTS = ScoreDots(
    title=f"How the scores lie: {FRAMEWORK}",
    partner="Cheshire West and Chester",
    rows=(
        DotRow("1. A shared process and principles", P, 3),
        DotRow("2. Strategies, plans and priorities", Q, 2, second=P),
        DotRow("3. Levels of commissioning", MANY, 3),
        DotRow("4. Decisions, roles and money", None, None),
        DotRow("5. Needs, data and targeting", THREE, 4),
    ),
)
SAME, REWORDED, REPLACED = (Compared(word) for word in ("same text", "reworded", "replaced: not compared"))
TIME = ThenNowTarget(
    title="Then, now and target",
    rounds=("Baseline", "Mid-year"),
    now="End of year",
    partner="Cheshire West and Chester",
    rows=(
        Journey(FRAMEWORK, "1. A shared process and principles", (Then(2, SAME), Then(3, SAME)), 3, 4),
        Journey(FRAMEWORK, "2. Strategies, plans and priorities", (Then(3, REWORDED), Then(3, SAME)), 3, 3),
        Journey(FRAMEWORK, "3. Levels of commissioning", (Then(4, SAME), Then(3, SAME)), 3, 5),
        Journey(ACTIVITY, "5. Needs, data and targeting", (Then(None, REPLACED), Then(2, SAME)), 3, None),
        Journey(ACTIVITY, "6. Designing with children, families and providers", (Then(None, SAME),) * 2, None, 3),
    ),
)
RADAR = LevelRadar(title="Agreed levels and targets", bars=BARS.bars, partner=BARS.partner)
AGENCIES = AgencyMedians(
    title="Medians by agency",
    groups=("Council", "Health", "Other agencies"),
    partner="Cheshire West and Chester",
    rows=(
        AgencyRow(
            "1. A shared process and principles",
            (GroupMedian(7, Fraction(5, 2)), GroupMedian(5, Fraction(5, 2)), GroupMedian(6, Fraction(4))),
        ),
        AgencyRow(
            "2. Strategies, plans and priorities",
            (GroupMedian(7, Fraction(1)), GroupMedian(5, Fraction(3)), GroupMedian(6, Fraction(3))),
        ),
        AgencyRow("3. Levels of commissioning", ()),
    ),
)
MOMENTS = MomentMeans(
    title="Confidence before, after and looking back",
    group="Cheshire West and Chester",
    moments=("Before", "After", "Looking back"),
    rows=(
        MomentRow("Decommissioning", (Fraction(12, 5), Fraction(4), Fraction(9, 5))),
        MomentRow("Market mechanisms", (Fraction(3), Fraction(3), Fraction(2))),
        MomentRow("The national agenda", (None, Fraction(4), Fraction(5))),
    ),
    people=5,
)
CHANGES = LevelChanges(
    title="How far agreed levels moved",
    group="Cheshire West and Chester",
    beside=("Support days", "Training"),
    groups=(
        ChangeRow(
            "Standards that days or training served",
            ("31.5 days", "–"),
            6,
            tuple(Fraction(part, 2) for part in (-1, 0, 1, 2, 2, 3)),
            Fraction(7, 12),
            Fraction(0),
            Fraction(7, 6),
        ),
    ),
    rows=(
        ChangeRow(
            "1. A shared process and principles",
            ("12 days", "0 delegate-hours"),
            40,
            tuple(map(Fraction, [*[0] * 11, *[1] * 25, *[2] * 4])),
            Fraction(33, 40),
            Fraction(27, 40),
            Fraction(39, 40),
        ),
        ChangeRow("2. Strategies, plans and priorities", ("0 days", "4 delegate-hours"), 4),
    ),
)
ALL = {
    "changes": CHANGES,
    "moments": MOMENTS,
    "bars": BARS,
    "areas": AREAS,
    "dots": DOTS,
    "time": TIME,
    "radar": RADAR,
    "agencies": AGENCIES,
    "milestones": MILESTONES,
    "half days": HALF_DAYS,
    "reviews": REVIEWS,
}
