"""Tables of rounds, private scores and agreed scores; nothing joins private and agreed ones but two queries."""

from app.assessments.models.agreed import AgreedScore, AreaFinding, Dissent, Naming
from app.assessments.models.evidence import EvidenceItem
from app.assessments.models.private import IndividualScore, SecondScore, SecondVote
from app.assessments.models.rehearsal import Rehearsal
from app.assessments.models.rounds import Participation, Round, RoundKind, RoundState
from app.assessments.models.signed import ProposedResult, ReturnedStandard, SignedResult
from app.assessments.models.workshop import WorkshopRecord

__all__ = [
    "AgreedScore",
    "AreaFinding",
    "Dissent",
    "EvidenceItem",
    "IndividualScore",
    "Naming",
    "Participation",
    "ProposedResult",
    "Rehearsal",
    "ReturnedStandard",
    "Round",
    "RoundKind",
    "RoundState",
    "SecondScore",
    "SecondVote",
    "SignedResult",
    "WorkshopRecord",
]
