"""What the demonstration tells of tools, service cases and the library, read from tools/. Playing it: playing/tools.py.

A file belongs to one engagement. Days count working days from today; amounts are pounds; goals go by their standard.
"""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints

from app.appraising.answers import Word
from app.demo.basis import Content, content_of
from app.demo.service_content import CasePlayed, TextFile
from app.library.models import Sharing
from app.security import Role
from app.tools.tool import Stage

WORDS = {"m": Word.MET, "p": Word.PARTLY, "n": Word.NOT_MET, "x": Word.NOT_APPLICABLE}
Given = Annotated[str, StringConstraints(pattern=r"^([0-5]+|[mpnx]+)?$")]
"""An answer for each criterion in order: 0 to 5, or m, p, n, x (met, partly, not met, not applicable)."""


class SaidPlayed(Content):
    """What is written beside an answer; in a matrix `reason` is the cell."""

    reason: str = ""
    mitigation: str = ""
    note: str = ""
    link: str = ""
    file: TextFile | None = None

    @property
    def has_evidence(self) -> bool:
        """Whether it is saved on the criterion's own page."""
        return bool(self.note or self.link or self.file)


class SubjectPlayed(Content):
    """What a tool is put to. `said` is by the criterion's key, or the title of one of the service's own."""

    name: str
    detail: str = ""
    amount: int | None = None
    given: Given = ""
    said: dict[str, SaidPlayed] = {}
    cells: dict[str, str] = {}
    outcome: str = ""
    reason: str = ""


class OwnPlayed(Content):
    """A criterion of the service's own."""

    slot: str
    title: str
    text: str
    weight: int = 1
    minimum: int | None = None


class AlonePlayed(Content):
    """An appraiser. `given` stands by the subject's name; without `submitted` it is only begun."""

    email: str
    role: Role
    given: dict[str, Given] = {}
    submitted: int | None = None


class AppraisalPlayed(Content):
    """A tool in use, as far as it has come. `goal` is a standard's key, `milestone` and `case` keys of the content."""

    key: str
    tool: str
    title: str
    by: str
    role: Role = Role.LEAD_OFFICER
    started: int
    stage: Stage | None = None
    case: str = ""
    goal: str = ""
    milestone: str = ""
    subjects: tuple[SubjectPlayed, ...]
    own: tuple[OwnPlayed, ...] = ()
    weights: dict[str, int] = {}
    minimums: dict[str, int] = {}
    appraisers: tuple[AlonePlayed, ...] = ()
    answered: int | None = None
    concluded: int | None = None
    recommendation: str = ""


class VersionPlayed(Content):
    """A version of an item: a link, a tool or a file."""

    day: int
    link: str = ""
    tool: str = ""
    file: TextFile | None = None
    change: str = ""


class ItemPlayed(Content):
    """An item of the library; `chosen` are codes of the partners with whom it is shared."""

    title: str
    about: str
    standards: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    levels: tuple[int, int] | None = None
    owner: str
    role: Role
    review: int
    versions: tuple[VersionPlayed, ...]
    sharing: Sharing = Sharing.OWN
    chosen: tuple[str, ...] = ()


class UsePlayed(Content):
    """An item was used, for a goal (a standard's key), one of its milestones, or a case."""

    day: int
    title: str
    by: str
    role: Role = Role.LEAD_OFFICER
    goal: str = ""
    milestone: str = ""
    case: str = ""
    note: str


class ToolsPlayed(Content):
    """All of one engagement, which is named by its case's key."""

    engagement: str
    items: tuple[ItemPlayed, ...] = ()
    appraisals: tuple[AppraisalPlayed, ...] = ()
    cases: tuple[CasePlayed, ...] = ()
    uses: tuple[UsePlayed, ...] = ()


@cache
def tools_played() -> dict[str, ToolsPlayed]:
    """Give what every engagement does with tools, by its key."""
    files = sorted((Path(__file__).parent / "tools").glob("*.yaml"))
    read = [ToolsPlayed.model_validate(content_of(path)) for path in files]
    return {each.engagement: each for each in read}
