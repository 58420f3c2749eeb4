"""The story of a round: its list, scoring alone, the workshop, the signature; each person's part is told apart."""

from dataclasses import dataclass

from app.assessments.invitees import ListedPerson
from app.assessments.models import Participation, Round
from app.assessments.queries.own import own_participation
from app.assessments.queries.result import proposed_result
from app.assessments.queries.unnamed import unnamed_scores_of
from app.assessments.services import running, scoring, signing, workshop
from app.db import db
from app.demo.content import CANNOT, UNANSWERED, RoundPlayed, Scorer
from app.demo.playing.engagement import Play
from app.demo.playing.stage import Stage
from app.demo.playing.timeline import Story
from app.security import EngagementScope, Role


@dataclass
class RoundPlay:
    """A round of a case, and its record once it is started."""

    played: RoundPlayed
    play: Play
    started: Round | None = None

    @property
    def made(self) -> Round:
        """The record, which has been made by now."""
        if self.started is None:
            raise RuntimeError(f"case {self.play.case.key}: something happens before the round is started")
        return self.started

    @property
    def stage(self) -> Stage:
        """What all stories share."""
        return self.play.stage

    @property
    def scope(self) -> EngagementScope:
        """The engagement of the round, as it is now."""
        return self.stage.scope(self.play.made)


def stories(play: Play) -> list[Story]:
    """Give what happens in the rounds of a case."""
    told: list[Story] = []
    for played in play.case.rounds:
        of = RoundPlay(played, play)
        told += [_running(of), _workshop(of)]
        told += [_scoring(scorer, place, of) for place, scorer in enumerate(played.scorers)]
    return told


def _running(of: RoundPlay) -> Story:
    """What the lead officer does."""
    played, at, officer = of.played, of.stage.calendar.at, of.play.case.lead_officers[0].email
    now = yield at(played.started, 9, 50)
    actor = of.stage.actor(officer, now=now)
    plan = running.RoundPlan(played.kind, of.stage.instrument_digest, of.stage.calendar.day(played.deadline))
    of.started = running.start_round(plan, of.scope, actor=actor, now=now)
    now = yield at(played.started, 10, 20)
    listed = [ListedPerson(of.stage.names[each.email], each.email, each.agency) for each in played.scorers]
    if listed:
        running.add_participants(listed, of.made, of.scope, actor=actor, now=now)
    if played.opened is not None:
        now = yield at(played.opened, 10, 30)
        running.open_scoring(of.made, of.scope, actor=actor, now=now)
    if played.reminded is not None:
        now = yield at(played.reminded, 16, 30)
        running.remind(of.made, of.scope, actor=actor, now=now)
    if played.closed is not None:
        now = yield at(played.closed, 16, 50)
        running.close_scoring(of.made, of.scope, actor=actor, now=now)


def _scoring(scorer: Scorer, place: int, of: RoundPlay) -> Story:
    """What one participant does, alone."""
    at = of.stage.calendar.at
    if scorer.accepted is not None:
        now = yield at(scorer.accepted, 11, 3 * place)
        of.stage.accept(scorer.email, Role.PARTICIPANT, of.play.made.id, now=now)
    if scorer.scored is None:
        return
    answered = [
        (standard.key, level)
        for standard, level in zip(of.stage.instrument.standards, scorer.levels, strict=True)
        if level != UNANSWERED
    ]
    for number, (key, level) in enumerate(answered):
        now = yield at(scorer.scored, 13, 7 * place + 3 * number)
        said = scorer.said.get(key, "")
        answer = scoring.Answer(
            level=None if level == CANNOT else int(level),
            cannot_score=level == CANNOT,
            cannot_reason=said if level == CANNOT else "",
            evidence_note="" if level == CANNOT else said,
            evidence_link="",
        )
        taking_part, actor = _own(scorer, of), of.stage.actor(scorer.email, now=now)
        scoring.save_answer(answer, key, taking_part, of.scope, actor=actor, now=now)
    if scorer.submitted:
        now = yield at(scorer.scored, 13, 7 * place + 3 * len(answered) + 2)
        actor = of.stage.actor(scorer.email, now=now)
        scoring.submit(_own(scorer, of), of.stage.instrument, of.scope, actor=actor, now=now)


def _own(scorer: Scorer, of: RoundPlay) -> Participation:
    person = of.stage.person(scorer.email, now=of.made.created_at)
    taking_part = own_participation(person_id=person.id, round_ref=of.made.ref, engagement_id=of.made.engagement_id)
    if taking_part is None:
        raise RuntimeError(f"case {of.play.case.key}: {scorer.email} scores without being asked")
    return taking_part


def _workshop(of: RoundPlay) -> Story:
    """What the consultant records, and what the director signs."""
    played, at = of.played, of.stage.calendar.at
    if played.workshop is None:
        return
    now = yield at(played.workshop, 9, 30)
    actor = of.stage.actor(of.play.case.consultants[0].email, now=now)
    workshop.show_scores(of.made, of.scope, actor=actor, now=now)
    for place, (key, agreed) in enumerate(played.agreed.items()):
        now = yield at(played.workshop, 9, 45 + 11 * place)
        agreement = workshop.Agreement(agreed.level, agreed.target, agreed.reason, seen_version=0)
        workshop.agree(agreement, key, unnamed_scores_of(of.made, key), of.made, of.scope, actor=actor, now=now)
    for place, (key, found) in enumerate(played.findings.items()):
        now = yield at(played.workshop, 14, 30 + 20 * place)
        what = workshop.Finding(found.challenges, found.capacity, seen_version=0)
        workshop.record_finding(what, key, of.made, of.scope, actor=actor, now=now)
    yield from _signing(of)


def _signing(of: RoundPlay) -> Story:
    played, at, case = of.played, of.stage.calendar.at, of.play.case
    if played.sent is None:
        return
    now = yield at(played.sent, 9, 20)
    actor = of.stage.actor(case.consultants[0].email, now=now)
    workshop.send_to_director(of.made, of.stage.instrument, of.scope, actor=actor, now=now)
    if played.signed is None or case.director is None:
        return
    now = yield at(played.signed, 17, 5)
    actor = of.stage.actor(case.director.email, now=now)
    db.session.flush()
    result = proposed_result(of.made, of.stage.instrument, of.scope)
    signing.sign(result, of.made, of.scope, seen_version=of.made.version, actor=actor, now=now)
