"""The story of a round: its list and scoring alone; each person's part is told apart. What follows: meeting.py."""

import io

from flask import current_app

from app.assessments.invitees import ListedPerson
from app.assessments.models import Participation
from app.assessments.queries.own import own_participation
from app.assessments.services import evidence, running, scoring
from app.demo.content import CANNOT, UNANSWERED, Scorer
from app.demo.playing import meeting
from app.demo.playing.play import Play
from app.demo.playing.roundplay import RoundPlay
from app.demo.playing.timeline import Story
from app.files.services import Upload, shelf_of
from app.security import Role


def stories(play: Play) -> list[Story]:
    """Give what happens in the rounds of a case."""
    told: list[Story] = []
    for played in play.case.rounds:
        of = RoundPlay(played, play)
        told += [_running(of), meeting.story(of)]
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
    for key, file in scorer.files.items():
        now = yield at(scorer.scored, 13, 7 * place + 3 * len(answered) + 1)
        upload = Upload(file.name, io.BytesIO(file.text.encode()))
        review_on = None if file.review is None else of.stage.calendar.day(file.review)
        offer = evidence.Offer(file.about, "", review_on, upload)
        shelf, actor = shelf_of(current_app.config["SETTINGS"]), of.stage.actor(scorer.email, now=now)
        evidence.offer_alone(offer, key, _own(scorer, of), of.scope, shelf, actor=actor, now=now)
    if scorer.submitted:
        now = yield at(scorer.scored, 13, 7 * place + 3 * len(answered) + 2)
        actor = of.stage.actor(scorer.email, now=now)
        scoring.submit(_own(scorer, of), of.stage.instrument, of.scope, actor=actor, now=now)


def _own(scorer: Scorer, of: RoundPlay) -> Participation:
    person = of.stage.person(scorer.email, now=of.made.created_at)
    made = of.made
    taking_part = own_participation(
        person_id=person.id, round_ref=made.ref, engagement_id=made.engagement_id, lock=True
    )
    if taking_part is None:
        raise RuntimeError(f"case {of.play.case.key}: {scorer.email} scores without being asked")
    return taking_part
