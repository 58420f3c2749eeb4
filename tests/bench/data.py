"""The size of the benchmark's data: 317 authorities with 40 participants each, 4 rounds, 12 answers (design.md, 6).

An engagement has at most three rounds, so each authority has two engagements of two rounds. Keys run from 1 in the
order of writing, and are worked out here; the rows are made in filling.py and answers.py.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.schema import CreateTable

from app.assessments.models import RoundKind, RoundState
from app.db import Base

PARTICIPANTS = 40
FULL = 317
LISTED = 50  # rows on a page of a list: so many engagements there are, however few the authorities
SAP = Path(__file__).parents[2] / "questionnaires" / "sap.yaml"
TOOLS = SAP.parent / "tools"
SIGNED, SCORING, WORKSHOP, SCORING_TOO = range(4)
ROUNDS = (
    (0, RoundKind.BASELINE, RoundState.SIGNED),
    (0, RoundKind.MID_YEAR, RoundState.SCORING),
    (1, RoundKind.BASELINE, RoundState.WORKSHOP),
    (1, RoundKind.MID_YEAR, RoundState.SCORING),
)
"""Of each pair of engagements: which of the two, which round, in which state."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many authorities score, and the keys that follow from it.

    People: two managers, the consultants, then for each authority a lead officer, a director and the participants; last
    of all a trainer.
    Authorities: two that lead (one engagement of each pair), then the partners.
    """

    authorities: int = FULL

    @property
    def pairs(self) -> int:
        """How many times two engagements; with few authorities some have several, the further ones without answers."""
        return max(self.authorities, LISTED)

    @property
    def answers(self) -> int:
        return self.authorities * len(ROUNDS) * PARTICIPANTS * 12

    def partner(self, pair: int) -> int:
        return 3 + pair % self.authorities

    @property
    def consultants(self) -> int:
        """So many that each works in about twenty engagements, which is forty rounds."""
        return self.pairs // 10

    def consultant(self, pair: int) -> int:
        return 3 + pair % self.consultants

    def lead_officer(self, pair: int) -> int:
        return 3 + self.consultants + (pair % self.authorities) * (PARTICIPANTS + 2)

    def participant(self, pair: int, number: int) -> int:
        return self.lead_officer(pair) + 2 + number

    @property
    def trainer(self) -> int:
        """The trainer of the first authority, after everybody else."""
        return 3 + self.consultants + self.authorities * (PARTICIPANTS + 2)

    def engagement(self, pair: int, half: int) -> int:
        return 1 + 2 * pair + half

    def round(self, pair: int, place: int) -> int:
        return 1 + len(ROUNDS) * pair + place


_MAKERS = {"data", "filling", "answers", "plans", "days", "training", "tools"}


def content_digest(size: Size) -> str:
    """What a filled database depends on: tables, instrument, size and the files that fill it."""
    tables = [str(CreateTable(table)) for table in Base.metadata.sorted_tables]
    makers = [path.read_text() for path in sorted(Path(__file__).parent.glob("*.py")) if path.stem in _MAKERS]
    texts = [path.read_text() for path in sorted(TOOLS.glob("*.yaml"))]
    content = "\x00".join([*tables, *makers, SAP.read_text(), *texts, str(size)])
    return hashlib.sha256(content.encode()).hexdigest()[:16]
