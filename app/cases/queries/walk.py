"""A case as its page and its record show it: the case itself, and what stands at each stage; two queries."""

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from sqlalchemy import (
    CompoundSelect,
    Date,
    Integer,
    Row,
    String,
    Text,
    and_,
    bindparam,
    cast,
    func,
    literal_column,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.appraising.models import Appraisal, AppraisalState, Subject
from app.cases.models import CaseDecision, CaseEvidence, Ending, ExistingService, Need, ServiceCase
from app.cases.monitoring import last_over
from app.cases.queries.ending import Standing, standing, with_standing
from app.cases.queries.items import ITEMS, UsedItem, used_item
from app.db import db
from app.files.models import StoredFile
from app.library.queries.seen import values_of
from app.library.reach import Reach
from app.plans.models import Goal, Plan
from app.tools.queries import OFFERED_MARK
from app.tools.tool import CaseKind, Stage

_engagement_id = bindparam("engagement_id", type_=Integer)
_case_id, _case_ref = bindparam("case_id", type_=Integer), bindparam("case_ref", type_=String)


@dataclass(frozen=True, slots=True)
class Head:
    """A case with the names that it is shown by, and how much is known of needs and services."""

    id: int
    ref: str
    kind: CaseKind
    service: str
    purpose: str
    provider: str
    yearly_pence: int | None
    stage: Stage
    owner: str
    opened_by: str
    opened_at: dt.datetime
    ending: Ending | None
    ended_at: dt.datetime | None
    goal_ref: str
    goal: str  # what will be different; empty without a goal
    from_appraisal: str  # reference of the appraisal whose candidate it was opened from; empty: none
    from_title: str
    needs: int
    compared: int
    priorities: int
    services: int


_owner, _opener = aliased(Person), aliased(Person)


def _count(of: Any, *where: Any) -> Any:
    return select(func.count()).where(of.case_id == ServiceCase.id, *where).correlate(ServiceCase).scalar_subquery()


_HEAD: Any = (
    select(
        ServiceCase.id,
        ServiceCase.ref,
        ServiceCase.kind,
        ServiceCase.service,
        ServiceCase.purpose,
        ServiceCase.provider,
        ServiceCase.yearly_pence,
        ServiceCase.stage,
        _owner.name,
        _opener.name,
        ServiceCase.opened_at,
        ServiceCase.ending,
        ServiceCase.ended_at,
        ServiceCase.goal_ref,
        func.coalesce(Goal.what, ""),
        func.coalesce(Appraisal.ref, ""),
        func.coalesce(Appraisal.title, ""),
        _count(Need),
        _count(Need, Need.cover.is_not(None)),
        _count(Need, Need.priority),
        _count(ExistingService),
    )
    .join(_owner, _owner.id == ServiceCase.owner_id)
    .join(_opener, _opener.id == ServiceCase.opened_by_id)
    .outerjoin(Plan, Plan.engagement_id == ServiceCase.engagement_id)
    .outerjoin(Goal, and_(Goal.plan_id == Plan.id, Goal.ref == ServiceCase.goal_ref, ServiceCase.goal_ref != ""))
    .outerjoin(Subject, and_(Subject.ref == ServiceCase.subject_ref, ServiceCase.subject_ref != ""))
    .outerjoin(
        Appraisal, and_(Appraisal.id == Subject.appraisal_id, Appraisal.engagement_id == ServiceCase.engagement_id)
    )
    .where(ServiceCase.ref == _case_ref, ServiceCase.engagement_id == _engagement_id)
)


_HEAD_AND_END, _OF_HEAD = with_standing(_HEAD.add_columns(OFFERED_MARK)), len(fields(Head))


class Top(NamedTuple):
    """A case with how far it is on its way to the end; `offered` marks the tools on offer, for `offered_tools`."""

    head: Head
    standing: Standing
    offered: str | None


def top_of(case_ref: str, *, engagement_id: int, today: dt.date) -> Top | None:
    """Give what its page begins with in one query, or None."""
    quarter = last_over(today)
    values = {"case_ref": case_ref, "engagement_id": engagement_id, "last_quarter": quarter}
    row = db.session.connection().execute(_HEAD_AND_END, values).first()
    return Top(Head(*row[:_OF_HEAD]), standing(row, quarter), row[_OF_HEAD]) if row else None


def head_of(case_ref: str, *, engagement_id: int) -> Head | None:
    """Give the case in one query, or None."""
    values = {"case_ref": case_ref, "engagement_id": engagement_id}
    row = db.session.connection().execute(_HEAD, values).first()
    return Head(*row) if row else None


class DecisionRow(NamedTuple):
    """A decision as it was recorded."""

    ref: str
    stage: Stage
    what: str
    reason: str
    considered: str
    decided_by: str
    reference: str
    leads_to: Stage | None
    ends: Ending | None
    decided_on: dt.date
    recorded_by: str
    recorded_at: dt.datetime


class EvidenceRow(NamedTuple):
    """A note, link or file; `file` is its name, or empty."""

    ref: str
    stage: Stage
    note: str
    link: str
    file: str
    added_by: str
    added_at: dt.datetime


class UsedTool(NamedTuple):
    """A tool in use for the case; `stage` None: for the case as a whole."""

    ref: str
    stage: Stage | None
    title: str
    digest: str
    state: AppraisalState
    recommendation: str
    at: dt.datetime  # finished; while it is under way, begun

    @property
    def is_finished(self) -> bool:
        """Say whether it is concluded and frozen."""
        return self.state is AppraisalState.FINISHED


@dataclass(frozen=True, slots=True)
class Walk:
    """What stands in a case, the oldest first."""

    decisions: tuple[DecisionRow, ...]
    evidence: tuple[EvidenceRow, ...]
    tools: tuple[UsedTool, ...]
    items: tuple[UsedItem, ...] = ()  # of the library


_WITHDRAWN = AppraisalState.WITHDRAWN
_nothing = literal_column("''", Text)
_DECISIONS = (
    select(
        literal_column("'decision'", Text).label("what"),
        CaseDecision.ref.label("ref"),
        cast(CaseDecision.stage, Text).label("stage"),
        CaseDecision.what.label("text_1"),
        CaseDecision.reason.label("text_2"),
        CaseDecision.considered.label("text_3"),
        CaseDecision.decided_by.label("text_4"),
        CaseDecision.reference.label("text_5"),
        cast(CaseDecision.leads_to, Text).label("text_6"),
        cast(CaseDecision.ends, Text).label("text_7"),
        Person.name.label("name"),
        type_coerce(CaseDecision.decided_on, Date).label("on_date"),
        CaseDecision.recorded_at.label("at"),
        CaseDecision.id.label("place"),
    )
    .join(Person, Person.id == CaseDecision.recorded_by_id)
    .where(CaseDecision.case_id == _case_id)
)
_EVIDENCE = (
    select(
        literal_column("'evidence'", Text),
        CaseEvidence.ref,
        cast(CaseEvidence.stage, Text),
        CaseEvidence.note,
        CaseEvidence.link,
        func.coalesce(StoredFile.name, ""),
        *(_nothing,) * 4,
        Person.name,
        cast(null(), Date),
        CaseEvidence.added_at,
        CaseEvidence.id,
    )
    .join(Person, Person.id == CaseEvidence.added_by_id)
    .outerjoin(StoredFile, StoredFile.id == CaseEvidence.file_id)
    .where(CaseEvidence.case_id == _case_id)
)
_TOOLS = select(
    literal_column("'tool'", Text),
    Appraisal.ref,
    cast(Appraisal.stage, Text),
    Appraisal.title,
    Appraisal.tool_digest,
    cast(Appraisal.state, Text),
    Appraisal.recommendation,
    *(_nothing,) * 4,
    cast(null(), Date),
    func.coalesce(Appraisal.finished_at, Appraisal.opened_at),
    Appraisal.id,
).where(Appraisal.case_ref == _case_ref, Appraisal.engagement_id == _engagement_id, Appraisal.state != _WITHDRAWN)
_WALK: CompoundSelect[*tuple[Any, ...]] = union_all(_DECISIONS, _EVIDENCE, _TOOLS, ITEMS).order_by(
    "what", "at", "place"
)


def walk_of(head: Head, *, reach: Reach) -> Walk:
    """Give it in one query."""
    values = {"case_id": head.id, "case_ref": head.ref, **values_of(reach)}
    decisions, evidence = list[DecisionRow](), list[EvidenceRow]()
    tools, items = list[UsedTool](), list[UsedItem]()
    for row in db.session.connection().execute(_WALK, values).all():
        if row.what == "decision":
            decisions.append(_decision(row))
        elif row.what == "evidence":
            evidence.append(
                EvidenceRow(row.ref, Stage(row.stage), row.text_1, row.text_2, row.text_3, row.name, row.at)
            )
        elif row.what == "item":
            items.append(used_item(row))
        else:
            tools.append(_tool(row))
    return Walk(tuple(decisions), tuple(evidence), tuple(tools), tuple(items))


def _decision(row: Row[Any]) -> DecisionRow:
    return DecisionRow(
        ref=row.ref,
        stage=Stage(row.stage),
        what=row.text_1,
        reason=row.text_2,
        considered=row.text_3,
        decided_by=row.text_4,
        reference=row.text_5,
        leads_to=Stage(row.text_6) if row.text_6 else None,
        ends=Ending(row.text_7) if row.text_7 else None,
        decided_on=row.on_date,
        recorded_by=row.name,
        recorded_at=row.at,
    )


def _tool(row: Row[Any]) -> UsedTool:
    stage, state = Stage(row.stage) if row.stage else None, AppraisalState(row.text_3)
    return UsedTool(row.ref, stage, row.text_1, row.text_2, state, row.text_4, row.at)
