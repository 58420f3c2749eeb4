"""What the demonstration tells of service cases, as values; tools_content.py reads them with the tools.

Days count working days from today; amounts are pounds a year; stages, covers and kinds go by their own words.
"""

from app.cases.models import Course, Cover, Ending
from app.demo.basis import Content
from app.tools.tool import CaseKind, Stage


class TextFile(Content):
    """A small file of text, made for the demonstration."""

    name: str
    text: str


class NeedPlayed(Content):
    """A need; with `cover` it is compared, and `services` names those that meet it."""

    what: str
    who: str
    evidence: str
    unheard: str = ""
    cover: Cover | None = None
    services: tuple[str, ...] = ()
    gap: str = ""
    priority: bool = False


class ServicePlayed(Content):
    """A service that is there already."""

    name: str
    provider: str
    reach: str = ""
    quality: str = ""
    funding: str = ""
    yearly: int | None = None


class DecisionPlayed(Content):
    """A decision, recorded on its day."""

    day: int
    what: str
    considered: str = ""
    reason: str
    by: str
    reference: str = ""
    leads_to: Stage | None = None
    ends: Ending | None = None


class ProofPlayed(Content):
    """Evidence for a stage."""

    day: int
    stage: Stage
    note: str = ""
    link: str = ""
    file: TextFile | None = None


class MeasurePlayed(Content):
    """An outcome that is measured; with `coming` only from the next quarter on."""

    outcome: str
    measure: str
    target: str
    source: str = ""
    coming: bool = False
    figure: str = ""
    course: Course | None = None


class MonitoredPlayed(Content):
    """The report of the newest quarter that was over ten working days ago."""

    summary: str
    feedback: str
    action: str


class NoticePlayed(Content):
    """Notice, for three months to the day."""

    given: int
    to: str
    phasing_out: str
    users_told: str


class CasePlayed(Content):
    """A service case. `candidate` is the key of an appraisal and the name of its subject from which it is opened."""

    key: str
    kind: CaseKind
    service: str
    purpose: str
    provider: str = ""
    yearly: int | None = None
    owner: str
    opened: int
    goal: str = ""
    candidate: tuple[str, str] | None = None
    understood: int
    needs: tuple[NeedPlayed, ...] = ()
    services: tuple[ServicePlayed, ...] = ()
    compared: int | None = None
    decisions: tuple[DecisionPlayed, ...] = ()
    evidence: tuple[ProofPlayed, ...] = ()
    measured: int | None = None
    measures: tuple[MeasurePlayed, ...] = ()
    monitored: MonitoredPlayed | None = None
    notice: NoticePlayed | None = None
