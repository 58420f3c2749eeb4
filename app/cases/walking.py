"""A case as a walk round the cycle: what stands at each stage, which tools belong there, what to do next. Pure."""

from collections.abc import Iterable
from typing import NamedTuple

from app.cases.queries.walk import DecisionRow, EvidenceRow, Head, UsedTool, Walk
from app.cases.sections import Step
from app.cases.texts import stage_text
from app.tools.tool import CaseKind, Stage, Tool
from app.web.filters import plural

STAGES = tuple(Stage)
LINE = 140  # characters of a stage's outcome


class OfferedTool(NamedTuple):
    """A tool that belongs to a stage."""

    key: str
    title: str


class StageView(NamedTuple):
    """A stage with everything that stands in it, the newest first. `stands`: word and colour of its tag."""

    stage: Stage
    number: int
    text: str
    stands: tuple[str, str]
    is_now: bool
    decisions: tuple[DecisionRow, ...]
    evidence: tuple[EvidenceRow, ...]
    used: tuple[UsedTool, ...]
    offered: tuple[OfferedTool, ...]

    @property
    def outcome(self) -> str:
        """The newest decision in a line; before there is one, what is recommended or under way, if anything."""
        said = next((each.what for each in self.decisions), "")
        said = said or next((f"{each.title}: {each.recommendation or 'under way'}" for each in self.used), "")
        line = " ".join(said.split())
        return line if len(line) <= LINE else f"{line[:LINE].rsplit(' ', 1)[0]}…"

    @property
    def held(self) -> str:
        """How much stands in it, in words; empty for nothing."""
        counts = ((self.decisions, "decision"), (self.used, "tool"), (self.evidence, "item of evidence"))
        several = {"item of evidence": "items of evidence"}
        return ", ".join(plural(len(each), word, several.get(word)) for each, word in counts if each)


def stages_of(head: Head, walk: Walk, tools: Iterable[Tool]) -> tuple[StageView, ...]:
    """Give the four stages in their order; a tool that was used for no stage stands at the first."""
    fitting = [tool for tool in tools if head.kind in tool.kinds]
    return tuple(_stage(number, stage, head, walk, fitting) for number, stage in enumerate(STAGES, 1))


def _stage(number: int, stage: Stage, head: Head, walk: Walk, tools: Iterable[Tool]) -> StageView:
    used = tuple(each for each in reversed(walk.tools) if (each.stage or STAGES[0]) is stage)
    decisions = tuple(each for each in reversed(walk.decisions) if each.stage is stage)
    is_now = head.ending is None and head.stage is stage
    return StageView(
        stage=stage,
        number=number,
        text=stage_text(stage, head.kind),
        stands=_stands(is_now=is_now, decided=bool(decisions), passed=number <= STAGES.index(head.stage)),
        is_now=is_now,
        decisions=decisions,
        evidence=tuple(each for each in reversed(walk.evidence) if each.stage is stage),
        used=used,
        offered=tuple(OfferedTool(tool.key, tool.title) for tool in tools if stage in tool.stages),
    )


def _stands(*, is_now: bool, decided: bool, passed: bool) -> tuple[str, str]:
    if is_now:
        return "Now", "blue"
    if decided:
        return "Decided", "green"
    return ("No decision" if passed else "Not reached"), "grey"


def next_step(head: Head, stages: Iterable[StageView]) -> Step | None:
    """Say what brings the case on where it stands; None once it has ended. A step "#…" leads down the same page."""
    if head.ending is not None:
        return None
    if head.stage is Stage.UNDERSTAND and (asked := _to_understand(head)):
        return asked
    here = next(each for each in stages if each.is_now)
    if open_tool := next((each for each in here.used if not each.is_finished), None):
        return Step(f"Finish the tool that is under way: {open_tool.title}", f"#{head.stage.value}")
    if here.offered and not here.used:
        return Step(f"Use a tool that belongs to the stage {head.stage.label}", f"#{head.stage.value}")
    return Step(f"Record what was decided in the stage {head.stage.label}", "decide")


def _to_understand(head: Head) -> Step | None:
    """Ask for needs, services and the gap, in this order."""
    if not head.needs:
        return Step("Write down what people need, and how you know", "needs")
    if not head.services:
        itself = "" if head.kind is CaseKind.NEW else ", this one among them"
        return Step(f"List the services that are there already{itself}", "services")
    if head.compared < head.needs:
        return Step("Compare each need with the services that are there", "gaps")
    return None
