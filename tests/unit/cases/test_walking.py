"""What a case's page says to do next, and which tools stand at which stage; no database."""

import datetime as dt
from dataclasses import replace

from app.appraising.models import AppraisalState
from app.cases.queries.walk import Head, UsedTool, Walk
from app.cases.walking import next_step, stages_of
from app.tools.tool import CaseKind, Stage
from tests.cases_factories import read_tool

WHEN = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
HEAD = Head(
    id=1,
    ref="a",
    kind=CaseKind.REVIEW,
    service="Short breaks",
    purpose="A break",
    provider="",
    yearly_pence=None,
    stage=Stage.UNDERSTAND,
    owner="Grace",
    opened_by="Grace",
    opened_at=WHEN,
    ending=None,
    ended_at=None,
    goal_ref="",
    goal="",
    from_appraisal="",
    from_title="",
    needs=0,
    compared=0,
    priorities=0,
    services=0,
)
NOTHING = Walk((), (), ())


def step(head: Head, walk: Walk = NOTHING, *keys: str) -> str:
    found = next_step(head, stages_of(head, walk, [read_tool(key) for key in keys]))
    return found.endpoint if found else ""


def test_understanding_goes_from_needs_over_services_to_the_gap_and_then_to_a_decision():
    assert step(HEAD) == "needs"
    assert step(replace(HEAD, needs=2)) == "services"
    assert step(replace(HEAD, needs=2, services=1, compared=1)) == "gaps"
    assert step(replace(HEAD, needs=2, services=1, compared=2)) == "decide"


def test_a_tool_of_the_stage_is_used_and_finished_before_a_decision():
    planning, key = replace(HEAD, stage=Stage.PLAN), "norwich-delivery-matrix"
    assert step(planning, NOTHING, key) == "#plan"
    used = UsedTool("b", Stage.PLAN, "Who delivers", "0", AppraisalState.AGREEING, "", WHEN)
    assert step(planning, Walk((), (), (used,)), key) == "#plan"
    assert step(planning, Walk((), (), (used._replace(state=AppraisalState.FINISHED),)), key) == "decide"


def test_a_tool_stands_only_at_its_stages_and_in_its_kinds_of_case():
    tool = read_tool("norwich-decommissioning")
    for kind in CaseKind:
        shown = {each.stage for each in stages_of(replace(HEAD, kind=kind), NOTHING, [tool]) if each.offered}
        assert shown == (set(tool.stages) if kind in tool.kinds else set())
