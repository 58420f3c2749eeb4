"""Putting a tool to use, and looking at the same again. What it is put to: subjects.py."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from app.appraising.errors import WrongStateError
from app.appraising.models import AgreedAnswer, Appraisal, AppraisalState, OwnCriterion, SetWeight, Subject
from app.appraising.services.moves import demand_running, note
from app.audit.services import Facts
from app.db import db
from app.security import EngagementScope, Identity
from app.tools.tool import ScaleType, Stage, SubjectKind, Tool


@dataclass(frozen=True, slots=True)
class Start:
    """What a tool is put to. `names` are the first subjects; the options that a tool fixes come by themselves."""

    title: str
    names: tuple[str, ...] = ()
    stage: Stage | None = None
    case_ref: str = ""
    goal_ref: str = ""
    milestone_ref: str = ""
    follows_id: int | None = None


def start(
    wanted: Start, tool: Tool, digest: str, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> Appraisal:
    """Put a tool to use. Where appraisers score alone first, it begins with that. Raises WrongStateError."""
    appraisal = _begun(wanted, tool, digest, scope, actor=actor, now=now)
    _first_subjects(appraisal, wanted, tool)
    became: Facts = {
        "tool": tool.key,
        "version": tool.version,
        "title": wanted.title,
        "case": wanted.case_ref,
        "goal": wanted.goal_ref,
        "milestone": wanted.milestone_ref,
    }
    note("tool put to use", appraisal, scope, actor=actor, now=now, became=became)
    return appraisal


def _begun(
    wanted: Start, tool: Tool, digest: str, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> Appraisal:
    demand_running(scope)
    appraisal = Appraisal(
        engagement_id=scope.id,
        tool_digest=digest,
        title=wanted.title,
        stage=wanted.stage,
        case_ref=wanted.case_ref,
        goal_ref=wanted.goal_ref,
        milestone_ref=wanted.milestone_ref,
        follows_id=wanted.follows_id,
        state=AppraisalState.ALONE if tool.appraisers > 1 else AppraisalState.AGREEING,
        opened_by_id=actor.person_id,
        opened_at=now,
    )
    db.session.add(appraisal)
    db.session.flush()
    return appraisal


def _first_subjects(appraisal: Appraisal, wanted: Start, tool: Tool) -> None:
    found = [Subject(option_key=each.key, name=each.title, detail=each.text) for each in tool.options]
    found += [Subject(name=name) for name in wanted.names]
    if not found and tool.subject is SubjectKind.ONE:
        found = [Subject(name=wanted.title)]
    for place, subject in enumerate(found, 1):
        subject.appraisal_id, subject.position = appraisal.id, place
    db.session.add_all(found)
    db.session.flush()


def again(
    former: Appraisal, tool: Tool, digest: str, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> Appraisal:
    """Look at the same again: subjects, texts and evidence are carried over, and no value. Raises WrongStateError.

    By the newest text of the tool; what was written on a criterion that it no longer has stays with the former.
    """
    if former.state is not AppraisalState.FINISHED:
        raise WrongStateError("Only what is concluded can be looked at again.")
    wanted = Start(
        title=former.title,
        stage=former.stage,
        case_ref=former.case_ref,
        goal_ref=former.goal_ref,
        milestone_ref=former.milestone_ref,
        follows_id=former.id,
    )
    made = _begun(wanted, tool, digest, scope, actor=actor, now=now)
    _carry(former, made, tool, actor=actor, now=now)
    became: Facts = {"tool": tool.key, "version": tool.version, "follows": former.ref}
    note("tool put to use again", made, scope, actor=actor, now=now, became=became)
    return made


def _carry(former: Appraisal, made: Appraisal, tool: Tool, *, actor: Identity, now: dt.datetime) -> None:
    keys = {criterion.key: criterion.key for criterion in tool.criteria} | _carry_criteria(former, made, tool)
    answers = db.session.scalars(
        select(AgreedAnswer)
        .where(AgreedAnswer.appraisal_id == former.id)
        .order_by(AgreedAnswer.subject_id, AgreedAnswer.criterion_key)
    ).all()
    for old in db.session.scalars(select(Subject).filter_by(appraisal_id=former.id).order_by(Subject.position)).all():
        same = ("position", "option_key", "name", "detail", "amount_pence")
        subject = Subject(appraisal_id=made.id, **{name: getattr(old, name) for name in same})
        db.session.add(subject)
        db.session.flush()
        mine = [each for each in answers if each.subject_id == old.id and each.criterion_key in keys]
        kept = [_carried(each, tool) for each in mine]
        for each, answer in zip(mine, kept, strict=True):
            answer.subject_id, answer.appraisal_id = subject.id, made.id
            answer.criterion_key, answer.saved_by_id, answer.saved_at = keys[each.criterion_key], actor.person_id, now
        db.session.add_all(kept)
    db.session.flush()


def _carried(old: AgreedAnswer, tool: Tool) -> AgreedAnswer:
    """Copy the texts and the evidence; what a matrix's cell says is its value, and is said anew."""
    return AgreedAnswer(
        reason="" if tool.scale is ScaleType.MATRIX else old.reason,
        mitigation=old.mitigation,
        evidence_note=old.evidence_note,
        evidence_link=old.evidence_link,
        file_id=old.file_id,
    )


def _carry_criteria(former: Appraisal, made: Appraisal, tool: Tool) -> dict[str, str]:
    """Copy the service's own criteria and the weights; gives which key each of the former's own has now."""
    slots = {criterion.key for criterion in tool.criteria if criterion.own}
    rest = {criterion.key for criterion in tool.criteria} - slots
    found: dict[str, str] = {}
    own = select(OwnCriterion).filter_by(appraisal_id=former.id).order_by(OwnCriterion.id)
    for old in db.session.scalars(own).all():
        if old.slot_key in slots:
            same = ("slot_key", "title", "text", "weight", "minimum")
            copy = OwnCriterion(appraisal_id=made.id, **{name: getattr(old, name) for name in same})
            db.session.add(copy)
            db.session.flush()
            found[old.ref] = copy.ref
    weights = select(SetWeight).filter_by(appraisal_id=former.id).order_by(SetWeight.criterion_key)
    for weight in db.session.scalars(weights).all():
        if weight.criterion_key in rest:
            key = weight.criterion_key
            db.session.add(
                SetWeight(appraisal_id=made.id, criterion_key=key, weight=weight.weight, minimum=weight.minimum)
            )
    return found
