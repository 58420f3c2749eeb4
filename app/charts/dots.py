"""A dot for each score of each standard, with quartiles, median, word and agreed level. Drawn in `drawn.dots`."""

from dataclasses import dataclass
from fractions import Fraction

from app.charts.bars import NOT_ASSESSED
from app.charts.model import LEVELS, NAMED, Table, check_level, content_digest, counted, level_text, listed

NOT_SHOWN = "not shown: fewer than three"
FEWEST = 3
WORDS = ("split", "mixed", "close")  # the most divided first, as a workshop takes them


@dataclass(frozen=True, slots=True)
class DotVote:
    """The scores of one vote. `counts` are scores at level 1 to 5, three at least; `word` may be empty.

    Median and quartiles are levels, 1 to 5. Raises ValueError for figures that cannot be, or that may not be seen.
    """

    counts: tuple[int, ...]
    median: Fraction
    lower: Fraction
    upper: Fraction
    word: str = ""

    def __post_init__(self) -> None:
        if len(self.counts) != len(LEVELS) or min(self.counts) < 0:
            raise ValueError("a vote has five counts of 0 or more")
        if self.scores < FEWEST:
            raise ValueError("fewer than three scores are not shown")
        if not 1 <= self.lower <= self.median <= self.upper <= LEVELS[-1]:
            raise ValueError("a median lies between its quartiles, and all are 1 to 5")

    @property
    def scores(self) -> int:
        """How many dots there are."""
        return sum(self.counts)

    @property
    def quartiles_text(self) -> str:
        """The quartiles in words: "3 to 3.25"."""
        return f"{level_text(self.lower)} to {level_text(self.upper)}"


@dataclass(frozen=True, slots=True)
class DotRow:
    """One standard. `first` None: fewer than three scored. `agreed` is 1 to 5, None if it is not assessed."""

    label: str
    first: DotVote | None
    agreed: int | None
    second: DotVote | None = None

    def __post_init__(self) -> None:
        check_level(self.agreed, "the agreed level")

    @property
    def votes(self) -> tuple[tuple[str, DotVote], ...]:
        """What may be seen, each with its name: "First vote", "Second vote"."""
        named = (("First vote", self.first), ("Second vote", self.second))
        return tuple((name, vote) for name, vote in named if vote is not None)

    @property
    def word(self) -> str:
        """What the newest scores that are shown are called; empty where there is no word."""
        return self.votes[-1][1].word if self.votes else ""

    @property
    def agreed_text(self) -> str:
        """The agreed level as text, or "not assessed"."""
        return NOT_ASSESSED if self.agreed is None else str(self.agreed)


@dataclass(frozen=True, slots=True)
class ScoreDots:
    """Unnamed scores as dots. `partner` is who was assessed; rows stand in the order given."""

    title: str
    rows: tuple[DotRow, ...]
    partner: str

    @property
    def digest(self) -> str:
        """The content address of the picture."""
        return content_digest(self)

    @property
    def has_second(self) -> bool:
        """Whether any standard was voted on again."""
        return any(row.second for row in self.rows)

    @property
    def alt(self) -> str:
        """The finding: which standards are split, mixed and close, and how many show no scores."""
        if not any(row.votes for row in self.rows):
            return f"{self.partner}: no scores are shown, because fewer than three people scored each standard."
        said = []
        for word in WORDS:
            named = [row.label for row in self.rows if row.word == word]
            if named:
                said.append(f"{word}: {listed(named, most=NAMED)}")
        wordless = sum(bool(row.votes) and not row.word for row in self.rows)
        said += [f"three scores and so no word on {counted(wordless, 'standard', 'standards')}"] if wordless else []
        hidden = sum(not row.votes for row in self.rows)
        said += [f"no scores shown on {counted(hidden, 'standard', 'standards')}"] if hidden else []
        return f"{self.partner}: {'; '.join(said)}."

    @property
    def sentence(self) -> str:
        """How to read the picture."""
        words = (
            "Each dot is one person’s score, from 1 to 5, without a name. The box below the dots holds the middle half "
            "of the scores, from the lower to the upper quartile; the thick line in it is the median. The black square "
            "is the level that was agreed."
        )
        again = " Where people voted a second time, the second vote stands below the first."
        return words + again if self.has_second else words

    @property
    def table(self) -> Table:
        """A row for each standard and vote: scores at each level, median, quartiles, word and agreed level."""
        head = ("Standard", *(f"Level {level}" for level in LEVELS), "Median", "Quartiles", "Word", "Agreed level")
        rows = tuple(
            (row.label, *([name] if self.has_second else []), *_figures(vote), row.agreed_text)
            for row in self.rows
            for name, vote in row.votes or (("First vote", None),)
        )
        return Table(
            caption=f"{self.title}: {self.partner}",
            head=(head[0], "Vote", *head[1:]) if self.has_second else head,
            rows=rows,
        )


def _figures(vote: DotVote | None) -> tuple[str, ...]:
    if vote is None:
        return ("",) * len(LEVELS) + ("", NOT_SHOWN, "")
    return (*map(str, vote.counts), level_text(vote.median), vote.quartiles_text, vote.word or "none")
