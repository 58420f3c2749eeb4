"""How scores lie, drawn and said: dots as SVG and a sentence, both made once for equal counts. No score is read here.

`counts` are unnamed scores at level 1 to 5, three at least in sum: what may be shown is decided before (queries/).
"""

from fractions import Fraction
from functools import lru_cache

from markupsafe import Markup

from app.assessments.agreement import LEVELS, Spread, spread
from app.charts.model import level_text

Counts = tuple[int, ...]
COLUMN = 130  # units of the drawing from one level to the next
DOT = 30  # a dot and the room around it
ROWS = 8  # dots on top of each other, before they stand side by side
MOST_ABREAST = 6  # then the stacks grow
FOOT = 64  # for the axis and its figures
KEPT = 2048


def spread_of(counts: Counts) -> Spread:
    """Summarise counts. Raises NoLevelsError if all are 0."""
    return spread(tuple(level for level, count in zip(LEVELS, counts, strict=True) for _ in range(count)))


@lru_cache(maxsize=KEPT)
def sentence(counts: Counts) -> str:
    """Say it all in words: "12 scores: 4 at level 2, 8 at level 3. Median 3, middle half 2 to 3, …"."""
    of = spread_of(counts)
    where = ", ".join(f"{count} at level {level}" for level, count in zip(LEVELS, counts, strict=True) if count)
    said = f"{_scores(of.n)}: {where}. {facts(counts).capitalize()}"
    return f"{said}: {of.word}." if of.word else f"{said}."


@lru_cache(maxsize=KEPT)
def facts(counts: Counts) -> str:
    """Give median, quartiles and share within one: "median 3, middle half 2 to 3, 12 of 12 within one level of …"."""
    of = spread_of(counts)
    near = int(of.within_one * of.n)
    return (
        f"median {level_text(of.median)}, middle half {level_text(of.lower_quartile)} to "
        f"{level_text(of.upper_quartile)}, {near} of {of.n} within one level of the median"
    )


@lru_cache(maxsize=KEPT)
def strip(counts: Counts) -> Markup:
    """Draw a small strip for a list: columns as high as their counts, the median marked. The words stand beside it."""
    most, of = max(counts), spread_of(counts)
    parts = [f'<svg class="app-strip" viewBox="0 0 {5 * 24} 40" aria-hidden="true" focusable="false">']
    for level, count in zip(LEVELS, counts, strict=True):
        left, height = (level - 1) * 24, round(28 * count / most)
        parts.append(f'<rect class="app-strip__base" x="{left + 2}" y="32" width="20" height="2"/>')
        if count:
            parts.append(
                f'<rect class="app-strip__column" x="{left + 4}" y="{32 - height}" width="16" height="{height}"/>'
            )
    middle = float((of.median - 1) * 24 + 12)
    parts.append(f'<path class="app-strip__median" d="M{middle:g} 34l5 6h-10z"/></svg>')
    return Markup("".join(parts))


@lru_cache(maxsize=KEPT)
def plot(counts: Counts) -> Markup:
    """Draw a dot per score stacked at its level, a band from quartile to quartile and a line at the median."""
    of = spread_of(counts)
    abreast = min(MOST_ABREAST, -(-max(counts) // ROWS))
    size = DOT if abreast * DOT < COLUMN else COLUMN // MOST_ABREAST - 3
    height = max(ROWS * DOT, -(-max(counts) // abreast) * size) + 12
    low, middle, high = (_x(each) for each in (of.lower_quartile, of.median, of.upper_quartile))
    parts = [
        f'<svg class="app-plot" viewBox="0 0 {5 * COLUMN} {height + FOOT}" role="img" aria-label="{sentence(counts)}">',
        f'<rect class="app-plot__half" x="{low - 8:g}" y="0" width="{high - low + 16:g}" height="{height}"/>',
        f'<path class="app-plot__median" d="M{middle:g} 0V{height + 4}"/>',
        f'<path class="app-plot__axis" d="M0 {height}H{5 * COLUMN}"/>',
    ]
    for level, count in zip(LEVELS, counts, strict=True):
        middle_of_level = _x(Fraction(level))
        parts += [_dot(middle_of_level, height, place, count, abreast, size) for place in range(count)]
        parts.append(f'<text class="app-plot__level" x="{middle_of_level:g}" y="{height + 44}">{level}</text>')
    return Markup("".join([*parts, "</svg>"]))


def _x(level: Fraction) -> float:
    return float((level - 1) * COLUMN + Fraction(COLUMN, 2))


def _dot(middle: float, height: int, place: int, count: int, abreast: int, size: int) -> str:  # where one dot stands
    row, column = divmod(place, abreast)
    in_row = min(abreast, count - row * abreast)
    x = middle + (column - (in_row - 1) / 2) * size
    return f'<circle class="app-plot__dot" cx="{x:g}" cy="{height - 4 - row * size - size // 2}" r="{size // 2 - 3}"/>'


def _scores(number: int) -> str:
    return f"{number} score" if number == 1 else f"{number} scores"
