"""Charts that the tests draw: a plausible baseline, with one standard not assessed and one without a target."""

from fractions import Fraction

from app.charts.area_levels import AreaCounts, AreaLevels
from app.charts.bars import LevelBar, LevelBars

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
