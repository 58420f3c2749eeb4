"""The sample of a rehearsal: twelve people who do not exist, and what each says of a standard. No arithmetic of ours.

Which standard gets which pattern follows from its place in the instrument, so that every rehearsal starts the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.assessments.agreement import median

Levels = tuple[int | None, ...]  # one for each of PEOPLE; None: cannot score it


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """Somebody who scores in rehearsals only."""

    name: str
    agency: str

    @property
    def ref(self) -> str:
        """What a form sends for this person."""
        return self.name.split()[0].lower()


PEOPLE = (
    SamplePerson("Ada Archer", "Council"),
    SamplePerson("Bilal Baker", "Health"),
    SamplePerson("Carys Carter", "Police"),
    SamplePerson("Dev Draper", "Schools"),
    SamplePerson("Ellen Eyre", "Council"),
    SamplePerson("Femi Fletcher", "Health"),
    SamplePerson("Grace Glover", "Voluntary sector"),
    SamplePerson("Hugh Hooper", "Council"),
    SamplePerson("Iman Ironside", "Health"),
    SamplePerson("Jo Joiner", "Schools"),
    SamplePerson("Kit Kellogg", "Voluntary sector"),
    SamplePerson("Lena Lorimer", "Council"),
)
CANNOT = "I am new in this post and have not worked on this yet."
DIRECTOR = "The sample director"
COMMENT = (
    "I would like to hear more about this one before I sign. Agree it once more, as it is or otherwise, and say why."
)

MIXED, SPLIT, CLOSE = (2, 3, 3, 4, 2, 5, 3, 2, 4, 3, 3, 2), (1, 2, 2, 4, 2, 5, 4, 1, 4, 2, 5, 4), (3,) * 9 + (4, 2, 4)
FEW_COULD: Levels = (None, 3, *(None,) * 5, 4, *(None,) * 4)  # two levels: nothing is shown
SOME_COULD: Levels = (3, 1, None, 2, 4, 2, None, 3, 2, None, 1, 3)
PATTERNS: tuple[Levels, ...] = (
    MIXED,
    SPLIT,
    CLOSE,
    SOME_COULD,
    FEW_COULD,
    (4, 4, 3, 4, 5, 4, 4, 3, 4, 4, 5, 4),
    (1, 3, 2, 2, 4, 3, 1, 2, 3, 2, 2, 3),
    (3, 5, 3, 2, 4, 3, 4, 1, 3, 4, 3, 4),
    (5, 2, 4, 1, 4, 2, 5, 2, 4, 1, 2, 4),
    (2, 2, 1, 2, 2, 3, 2, 2, 1, 2, 2, 3),
    (3, 4, 2, 3, 5, 3, 3, 4, 2, 3, 1, 3),
    (2, 4, 3, 3, 4, 2, 4, 5, 3, 3, 2, 4),
)


def sample_scores(place: int) -> Levels:
    """Give what everybody says of the standard at `place`, counted from 0."""
    return PATTERNS[place % len(PATTERNS)]


def second_thoughts(first: Sequence[int | None]) -> Levels:
    """Give what everybody says after they have talked: nearer to the median, but some of those who are close stay."""
    levels = [level for level in first if level is not None]
    middle = median(levels) if levels else Fraction(0)
    return tuple(level and _nearer(level, middle, stays=place % 3 == 0) for place, level in enumerate(first))


def _nearer(level: int, middle: Fraction, *, stays: bool) -> int:
    step = 1 if level < middle else -1
    return level if abs(level - middle) < (2 if stays else 1) else level + step
