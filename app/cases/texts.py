"""What kinds, stages and endings of a case are called, and what each stage is for. Words only."""

from app.cases.models import Cover, Ending
from app.tools.tool import CaseKind, Stage

KINDS = {
    CaseKind.NEW: "New service",
    CaseKind.REVIEW: "Review of a service",
    CaseKind.DECOMMISSION: "Decommissioning of a service",
}
KIND_HINTS = {
    CaseKind.NEW: "Something that is not there yet",
    CaseKind.REVIEW: "Whether a service that is there should go on, change or be bought again",
    CaseKind.DECOMMISSION: "Ending a service, with notice and its impact looked at first",
}
STAGES = {
    Stage.UNDERSTAND: "What people need, which services are there already, and the gap between the two.",
    Stage.PLAN: "Which options there are, which one is best, and how the service is designed.",
    Stage.DO: "How the service is provided, by whom, and on what terms.",
    Stage.REVIEW: "What the service achieves, looked at each quarter, and what follows from it.",
}
ENDING_STAGES = {
    Stage.PLAN: "What ends, what that means for people and providers, and whether to go ahead.",
    Stage.DO: "Notice, telling people where to go, and phasing the service out.",
    Stage.REVIEW: "What became of those who used the service, and what was learned.",
}
ENDINGS = {
    Ending.CONCLUDED: "Concluded",
    Ending.DECOMMISSIONED: "Service ended",
    Ending.GIVEN_UP: "Given up",
}
COVERS = {Cover.NOT: "Not met", Cover.PARTLY: "Partly met", Cover.FULLY: "Fully met"}
COVER_COLOURS = {Cover.NOT: "red", Cover.PARTLY: "yellow", Cover.FULLY: "green"}


def stage_text(stage: Stage, kind: CaseKind) -> str:
    """Say what a stage is for in a case of this kind."""
    own = ENDING_STAGES if kind is CaseKind.DECOMMISSION else {}
    return own.get(stage, STAGES[stage])


def went(stage: Stage, leads_to: Stage) -> str:
    """Say where a decision took a case: on, or back."""
    stages = tuple(Stage)
    return f"went {'on' if stages.index(leads_to) > stages.index(stage) else 'back'} to {leads_to.label}"
