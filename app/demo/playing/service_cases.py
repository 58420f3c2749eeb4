"""The story of a service case: opened, understood, decided, measured, ended. Content: service_content.py."""

import datetime as dt
from collections.abc import Iterator
from functools import partial

from sqlalchemy import select

from app.appraising.models import Subject
from app.cases.models import Course, ExistingService, Need, ServiceCase
from app.cases.monitoring import last_over, next_quarter, quarter_of
from app.cases.notice import ordinary_end
from app.cases.queries.ending import standing_of
from app.cases.queries.monitoring import measures_of
from app.cases.queries.opening import Candidate, candidate_of
from app.cases.queries.understanding import needs_of, services_of
from app.cases.services import cases, deciding, ending, evidence, monitoring, understanding
from app.db import db
from app.demo.playing.toolbox import Step, ToolsPlay, shelf, upload
from app.demo.service_content import CasePlayed, DecisionPlayed, MonitoredPlayed, NoticePlayed, ProofPlayed
from app.security import Identity, Role

MONITORED = -8
OVER_SINCE = MONITORED - 2
"""The report of a demonstration made just after a quarter is one of the quarter before."""


def steps(played: CasePlayed, of: ToolsPlay) -> Iterator[Step]:
    """Give what is done, by day."""
    act = CasePlay(played, of)
    yield played.opened, 9, 40, act.open
    yield played.understood, 11, 10, act.understand
    if played.compared is not None:
        yield played.compared, 11, 40, act.compare
    for proof in played.evidence:
        yield proof.day, 12, 20, partial(act.prove, proof)
    for decision in played.decisions:
        yield decision.day, 17, 0, partial(act.decide, decision)
    if played.measured is not None:
        yield played.measured, 12, 30, act.measure
    if played.monitored:
        yield MONITORED, 15, 0, partial(act.monitor, played.monitored)
    if played.notice:
        yield played.notice.given, 15, 30, partial(act.give_notice, played.notice)


class CasePlay:
    """A service case that is being played; its first step opens it."""

    def __init__(self, played: CasePlayed, of: ToolsPlay) -> None:
        self.played, self.of = played, of

    def open(self, now: dt.datetime) -> None:
        """Open it, from a candidate if it has one."""
        played, actor = self.played, self._actor(now)
        text = cases.CaseText(
            service=played.service,
            purpose=played.purpose,
            provider=played.provider,
            yearly_pence=_pence(played.yearly),
            owner_id=actor.person_id,
            goal_ref=self.of.goal(played.goal),
        )
        new = cases.NewCase(played.kind, text)
        made = cases.open_case(new, self._candidate(), scope=self.of.play.scope, actor=actor, now=now)
        self.of.cases[played.key] = made.ref

    def understand(self, now: dt.datetime) -> None:
        """Write down needs, and the services that are there."""
        case, scope, actor = self._case, self.of.play.scope, self._actor(now)
        for each in self.played.needs:
            need = understanding.NeedText(each.what, each.who, each.evidence, each.unheard)
            understanding.add(Need, need, case, scope=scope, actor=actor, now=now)
        for there in self.played.services:
            service = understanding.ServiceText(
                there.name, there.provider, there.reach, there.quality, there.funding, _pence(there.yearly)
            )
            understanding.add(ExistingService, service, case, scope=scope, actor=actor, now=now)

    def compare(self, now: dt.datetime) -> None:
        """Hold the needs beside the services, as far as that has come."""
        case, needs = self._case, needs_of(self._case.id)
        refs = {each.name: each.ref for each in services_of(case.id)}
        gaps = {
            need.ref: understanding.Gap(
                each.cover, tuple(refs[name] for name in each.services), each.gap, each.priority, need.version
            )
            for need, each in zip(needs, self.played.needs, strict=True)
            if each.cover
        }
        understanding.compare(needs, gaps, case, scope=self.of.play.scope, actor=self._actor(now), now=now)

    def prove(self, proof: ProofPlayed, now: dt.datetime) -> None:
        """Add evidence to a stage."""
        offer = evidence.Offer(proof.stage, proof.note, proof.link, upload(proof.file))
        evidence.add(offer, self._case, shelf(), scope=self.of.play.scope, actor=self._actor(now), now=now)

    def decide(self, said: DecisionPlayed, now: dt.datetime) -> None:
        """Record a decision on its day."""
        new = deciding.NewDecision(
            what=said.what,
            considered=said.considered,
            reason=said.reason,
            decided_by=said.by,
            decided_on=self.of.play.stage.calendar.day(said.day),
            reference=said.reference,
            leads_to=said.leads_to,
            ends=said.ends,
        )
        case, scope = self._case, self.of.play.scope
        deciding.decide(case, new, deciding.Seen(case.stage), scope=scope, actor=self._actor(now), now=now)

    def measure(self, now: dt.datetime) -> None:
        """Say what is measured, and from which quarter."""
        reported, coming = self._reported, next_quarter(quarter_of(self.of.play.stage.calendar.day(0)))
        for each in self.played.measures:
            since = coming if each.coming else reported
            outcome = monitoring.Outcome(each.outcome, each.measure, each.target, each.source, since)
            monitoring.add_measure(self._case, outcome, scope=self.of.play.scope, actor=self._actor(now), now=now)

    def monitor(self, said: MonitoredPlayed, now: dt.datetime) -> None:
        """Report on the quarter."""
        case = self._case
        figures = tuple(
            (measure.id, each.figure, each.course or Course.NOT_MEASURED)
            for measure, each in zip(measures_of(case_id=case.id), self.played.measures, strict=True)
        )
        reported = monitoring.Reported(figures, said.summary, said.feedback, said.action)
        scope, actor = self.of.play.scope, self._actor(now)
        monitoring.report(case, self._reported, reported, scope=scope, seen_version=0, actor=actor, now=now)

    def give_notice(self, said: NoticePlayed, now: dt.datetime) -> None:
        """Give three months' notice."""
        given_on = self.of.play.stage.calendar.day(said.given)
        given = ending.Given(given_on, ordinary_end(given_on), said.to, None, "", said.phasing_out, said.users_told)
        db.session.flush()
        steps_done = standing_of(case_id=self._case.id, today=given_on).steps
        scope, actor = self.of.play.scope, self._actor(now)
        ending.give_notice(self._case, given, steps_done, scope=scope, seen_version=0, actor=actor, now=now)

    def _candidate(self) -> Candidate | None:
        if self.played.candidate is None:
            return None
        key, name = self.played.candidate
        appraisal = self.of.appraisal(key)
        ref = db.session.scalars(select(Subject.ref).filter_by(appraisal_id=appraisal.id, name=name)).one()
        return candidate_of(ref, engagement_id=appraisal.engagement_id)

    @property
    def _reported(self) -> dt.date:
        return last_over(self.of.play.stage.calendar.day(OVER_SINCE))

    @property
    def _case(self) -> ServiceCase:
        return self.of.case(self.played.key)

    def _actor(self, now: dt.datetime) -> Identity:
        return self.of.play.acting(self.played.owner, Role.LEAD_OFFICER, now=now)


def _pence(pounds: int | None) -> int | None:
    return None if pounds is None else pounds * 100
