"""The story of a change plan: built, endorsed, submitted, reviewed, begun. What is done with it: progress.py."""

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy import select

from app.db import db
from app.demo.plan_content import ConditionPlayed, GoalPlayed, PlanPlayed, Step, Submission
from app.demo.playing.play import Play
from app.demo.playing.timeline import Story
from app.engagements.estimate import QUARTERS
from app.plans.models import Condition, Decision, Goal, PlanComment, PlanVersion
from app.plans.queries.plan import PlanRecord, plan_of, working_content
from app.plans.services import changing, commenting, conditions, endorsing, goals, milestones, omissions
from app.plans.services.reviewing import NewCondition, Verdict, decide
from app.plans.services.starting import start
from app.plans.services.submitting import submit
from app.security import Identity, Role


@dataclass
class PlanPlay:
    """A plan that is being played, and the references of its parts by what the content calls them."""

    played: PlanPlayed
    play: Play
    goals: dict[str, str] = field(default_factory=dict)
    milestones: dict[str, str] = field(default_factory=dict)

    @property
    def record(self) -> PlanRecord:
        """The plan as it is now, locked."""
        found = plan_of(engagement_id=self.play.made.id, lock=True)
        if found is None:
            raise RuntimeError(f"case {self.play.case.key}: the plan is not started")
        return found

    def officer(self, now: dt.datetime) -> Identity:
        """The first lead officer."""
        return self.play.acting(self.play.case.lead_officers[0].email, Role.LEAD_OFFICER, now=now)

    def person_ref(self, email: str, now: dt.datetime) -> str:
        """The reference of an owner."""
        return self.play.stage.person(email, now=now).ref


def story(of: PlanPlay) -> Story:
    """Everything but progress, in the order of its days."""
    played, at = of.played, of.play.stage.calendar.at
    now = yield at(played.started, 10)
    start(of.play.scope, actor=of.officer(now), now=now)
    now = yield at(played.started, 10, 30)
    for goal in played.goals:
        _goal(goal, of, now=now)
    actor = of.officer(now)
    for standard, reason in played.later.items():
        given = omissions.Reason(reason, 0)
        omissions.omit(of.record.plan, standard, given, of.play.scope, actor=actor, now=now)
    for number, sent in enumerate(played.submissions, start=1):
        yield from _submission(sent, number, of)
    if played.begun is not None:
        now = yield at(played.begun, 9, 30)
        changing.begin(of.record.plan, of.play.scope, actor=of.officer(now), now=now)


def _goal(goal: GoalPlayed, of: PlanPlay, *, now: dt.datetime) -> None:
    level = next(each.level for each in of.record.result.standards if each.key == goal.standard)
    wanted = goals.GoalScope(
        what=goal.what,
        success_measure=goal.measure,
        owner=of.person_ref(goal.owner, now),
        deputy=of.person_ref(goal.deputy, now),
        target_level=goal.target,
        level=level,
    )
    actor = of.officer(now)
    made = goals.add_goal(of.record.plan, goal.standard, wanted, of.play.scope, actor=actor, now=now)
    of.goals[goal.standard] = made.ref
    for step in goal.milestones:
        _milestone(step, made, of, now=now)


def _milestone(step: Step, goal: Goal, of: PlanPlay, *, now: dt.datetime) -> None:
    wanted = milestones.MilestoneScope(
        what=step.what,
        owner=of.person_ref(step.owner, now),
        due_on=of.play.stage.calendar.day(step.due),
        waits_for=tuple(of.milestones[key] for key in step.waits_for),
        quarters=int(step.days * QUARTERS),
        support=step.support,
        uses=step.uses,
    )
    actor = of.officer(now)
    made = milestones.add_milestone(goal, of.record, wanted, of.play.scope, actor=actor, now=now)
    of.milestones[step.key] = made.ref


def _submission(sent: Submission, number: int, of: PlanPlay) -> Story:
    """Edit, ask for the director's endorsement, submit, and hear the manager's decision."""
    at, case = of.play.stage.calendar.at, of.play.case
    now = yield at(sent.asked, 11)
    _edit(sent, of, now=now)
    content = working_content(of.record, of.play.scope)
    endorsing.ask_endorsement(of.record, content, of.play.scope, actor=of.officer(now), now=now)
    if sent.endorsed is not None and case.director:
        now = yield at(sent.endorsed, 13)
        director = of.play.acting(case.director.email, Role.DIRECTOR, now=now)
        record = of.record
        seen = content.digest
        endorsing.endorse(record, content, of.play.scope, seen_digest=seen, actor=director, now=now)
    if sent.submitted is not None:
        now = yield at(sent.submitted, 15)
        submit(of.record, content, of.play.scope, actor=of.officer(now), now=now)
    if sent.decided is not None and sent.decision is not None:
        yield from _decision(sent, sent.decision, number, of)


def _edit(sent: Submission, of: PlanPlay, *, now: dt.datetime) -> None:
    """Change success measures, as the comments before asked."""
    content, actor = working_content(of.record, of.play.scope), of.officer(now)
    for standard, measure in sent.changed.items():
        text = content.goal(of.goals[standard])
        goal = db.session.scalars(select(Goal).where(Goal.ref == of.goals[standard])).one()
        if text is None:
            raise RuntimeError(f"case {of.play.case.key}: no goal for {standard}")
        wanted = goals.GoalScope(
            what=text.what,
            success_measure=measure,
            owner=text.owner.ref if text.owner else "",
            deputy=text.deputy.ref if text.deputy else "",
            target_level=text.target_level,
            level=text.level,
            seen_version=goal.version,
        )
        goals.save_goal(goal, of.record.plan, wanted, of.play.scope, actor=actor, now=now)


def _decision(sent: Submission, decision: Decision, number: int, of: PlanPlay) -> Story:
    """The manager comments and decides; the lead officer answers two hours later."""
    at, case = of.play.stage.calendar.at, of.play.case
    day = sent.decided or 0
    now = yield at(day, 10)
    manager = of.play.acting(case.manager, Role.MANAGER, now=now)
    for each in sent.comments:
        about = commenting.CommentOn(of.goals.get(each.about, ""), of.milestones.get(each.about, ""))
        commenting.comment(each.text, about, of.record.plan, of.play.scope, seen_number=number, actor=manager, now=now)
    now = yield at(day, 10, 40)
    new = tuple(
        NewCondition(each.text, of.play.stage.calendar.day(each.due), of.goals.get(each.goal, ""))
        for each in sent.conditions
    )
    verdict = Verdict(decision, sent.note, new, number)
    decide(verdict, of.record.plan, of.play.scope, actor=manager, now=now)
    if any(each.answer for each in sent.comments):
        now = yield at(day, 13)
        _answer(sent, number, of, now=now)
    for condition in sent.conditions:
        yield from _condition(condition, of)


def _answer(sent: Submission, number: int, of: PlanPlay, *, now: dt.datetime) -> None:
    plan = of.record.plan
    version = db.session.scalars(
        select(PlanVersion).where(PlanVersion.plan_id == plan.id, PlanVersion.number == number)
    )
    kept = version.one()
    answers = {each.text: each.answer for each in sent.comments}
    for comment in db.session.scalars(
        select(PlanComment).where(PlanComment.plan_version_id == kept.id).order_by(PlanComment.id)
    ).all():
        if text := answers[comment.text]:
            written = commenting.Written(comment, kept, plan)
            officer = of.officer(now)
            commenting.answer(written, text, of.play.scope, seen_version=comment.version, actor=officer, now=now)


def _condition(played: ConditionPlayed, of: PlanPlay) -> Story:
    if played.met is None:
        return
    at = of.play.stage.calendar.at
    now = yield at(played.met, 11)
    plan = of.record.plan
    kept = db.session.scalars(
        select(Condition).where(Condition.plan_id == plan.id, Condition.text == played.text)
    ).one()
    officer = of.officer(now)
    conditions.meet(kept, played.note, plan, of.play.scope, seen_version=kept.version, actor=officer, now=now)
    if played.confirmed is not None:
        now = yield at(played.confirmed, 11)
        manager = of.play.acting(of.play.case.manager, Role.MANAGER, now=now)
        seen = kept.version
        conditions.confirm(kept, of.record.plan, of.play.scope, seen_version=seen, actor=manager, now=now)
