"""The story of a workshop: unnamed scores, second votes, what is agreed, dissent; then signing and reopening."""

from collections.abc import Mapping

from sqlalchemy import select

from app.assessments.models import EvidenceItem
from app.assessments.queries.agreed import agreed_score
from app.assessments.queries.dissents import submitters
from app.assessments.queries.result import proposed_result
from app.assessments.queries.votes import ballots
from app.assessments.services import dissenting, evidence, reopening, signing, voting, workshop
from app.assessments.services.meeting import Meeting, record_meeting
from app.db import db
from app.demo.content import CANNOT, UNANSWERED, Agreed, Dissenting, Returned, Vote
from app.demo.playing.roundplay import RoundPlay
from app.demo.playing.timeline import Story


def story(of: RoundPlay) -> Story:
    """What the consultant records, and what participants, lead officer and director do about it."""
    played, at = of.played, of.stage.calendar.at
    if played.workshop is None:
        return
    consultant = of.play.case.consultants[0].email
    now = yield at(played.workshop, 9, 20)
    workshop.show_scores(of.made, of.scope, actor=of.stage.actor(consultant, now=now), now=now)
    yield from _look_again(of)
    if played.meeting is not None:
        now = yield at(played.workshop, 9, 35)
        what = Meeting(of.stage.calendar.day(played.workshop), **played.meeting.model_dump(), notes="", seen_version=0)
        record_meeting(what, of.made, of.scope, actor=of.stage.actor(consultant, now=now), now=now)
    yield from _agreeing(played.agreed, of, day=played.workshop)
    for key, vote in played.votes.items():
        if not vote.closed:
            yield from _voting(key, vote, of, minute=11 * len(played.agreed))
    for place, (key, found) in enumerate(played.findings.items()):
        now = yield at(played.workshop, 14, 30 + 20 * place)
        finding = workshop.Finding(found.challenges, found.capacity, seen_version=0)
        actor = of.stage.actor(consultant, now=now)
        workshop.record_finding(finding, key, of.made, of.scope, actor=actor, now=now)
    yield from _signing(of, played.sent, played.signed)
    yield from _reopening(of)


def _agreeing(agreed: Mapping[str, Agreed], of: RoundPlay, *, day: int) -> Story:
    """Agree these standards one after the other, each after its second vote, with who dissents."""
    at, consultant = of.stage.calendar.at, of.play.case.consultants[0].email
    for place, (key, what) in enumerate(agreed.items()):
        vote = of.played.votes.get(key)
        if vote is not None and day == of.played.workshop:
            yield from _voting(key, vote, of, minute=11 * place)
        now = yield at(day, 9, 45 + 11 * place)
        stored = agreed_score(of.made.id, key)
        agreement = workshop.Agreement(
            what.level,
            what.target,
            what.reason,
            seen_version=stored.version if stored else 0,
            target_by=None if what.target_by is None else of.stage.calendar.day(what.target_by),
            priority=what.priority,
        )
        shown, actor = ballots(of.made, key).deciding, of.stage.actor(consultant, now=now)
        workshop.agree(agreement, key, shown, of.made, of.scope, actor=actor, now=now)
        for number, dissent in enumerate(what.dissents):
            yield from _dissenting(dissent, key, of, day=day, minute=46 + 11 * place + 4 * number)


def _voting(key: str, vote: Vote, of: RoundPlay, *, minute: int) -> Story:
    day, at, consultant = of.played.workshop or 0, of.stage.calendar.at, of.play.case.consultants[0].email
    standard = of.stage.instrument.standard(key)
    now = yield at(day, 9, 38 + minute)
    voting.call_vote(standard, of.made, of.scope, actor=of.stage.actor(consultant, now=now), now=now)
    opened = ballots(of.made, key).vote
    if opened is None:
        raise RuntimeError(f"case {of.play.case.key}: no second vote on {key}")
    voters = [scorer for scorer in of.played.scorers if scorer.scored is not None and scorer.submitted]
    for scorer, said in zip(voters, vote.levels, strict=True):
        if said != UNANSWERED:
            now = yield at(day, 9, 39 + minute)
            choice = voting.Choice(None if said == CANNOT else int(said))
            actor = of.stage.actor(scorer.email, now=now)
            voting.cast_vote(choice, opened.ref, of.made.ref, of.scope, actor=actor, now=now)
    if vote.closed:
        now = yield at(day, 9, 42 + minute)
        voting.close_vote(standard, of.made, of.scope, actor=of.stage.actor(consultant, now=now), now=now)


def _dissenting(dissent: Dissenting, key: str, of: RoundPlay, *, day: int, minute: int) -> Story:
    at, scope, consultant = of.stage.calendar.at, of.scope, of.play.case.consultants[0].email
    now = yield at(day, 9, minute)
    asked = next(
        (
            each.ref
            for each in submitters(of.made.id, engagement_id=scope.id)
            if dissent.asked and each.name == of.stage.names[dissent.asked]
        ),
        "",
    )
    what, actor = dissenting.NewDissent(dissent.text, asked), of.stage.actor(consultant, now=now)
    made = dissenting.record_dissent(what, key, of.made, scope, actor=actor, now=now)
    if dissent.asked and dissent.confirmed:
        now = yield at(day, 9, minute + 3)
        actor = of.stage.actor(dissent.asked, now=now)
        dissenting.confirm_dissent(made.ref, of.made, scope, actor=actor, now=now)


def _look_again(of: RoundPlay) -> Story:
    """Let a lead officer say which of the evidence carried over still holds."""
    if not of.played.still_true:
        return
    now = yield of.stage.calendar.at(of.played.workshop or 0, 9, 25)
    actor = of.stage.actor(of.play.case.lead_officers[0].email, now=now)
    carried = select(EvidenceItem).where(EvidenceItem.round_id == of.made.id, EvidenceItem.carried_from_id.is_not(None))
    for item in db.session.scalars(carried.order_by(EvidenceItem.id)):
        if item.standard_key in of.played.still_true:
            said = evidence.StillTrue(of.played.still_true[item.standard_key], "", item.version)
            evidence.answer(said, item, of.made, of.scope, actor=actor, now=now)


def _signing(of: RoundPlay, sent: int | None, signed: int | None, *, hour: int = 9) -> Story:
    at, case = of.stage.calendar.at, of.play.case
    if sent is None:
        return
    yield from _send(of, sent, hour=hour)
    returned = of.played.returned
    if returned is not None and sent == of.played.sent:
        yield from _return(returned, of)
    if signed is None or case.director is None:
        return
    now = yield at(signed, 17, 5)
    actor = of.stage.actor(case.director.email, now=now)
    db.session.flush()
    result = proposed_result(of.made, of.stage.instrument, of.scope)
    signing.sign(result, of.made, of.scope, seen_version=of.made.version, actor=actor, now=now)


def _send(of: RoundPlay, day: int, *, hour: int = 9) -> Story:
    now = yield of.stage.calendar.at(day, hour, 20)
    actor = of.stage.actor(of.play.case.consultants[0].email, now=now)
    workshop.send_to_director(of.made, of.stage.instrument, of.scope, actor=actor, now=now)


def _return(returned: Returned, of: RoundPlay) -> Story:
    """The director returns it, the workshop agrees anew what was commented on, and it is sent again."""
    if of.play.case.director is None:
        return
    now = yield of.stage.calendar.at(returned.day, 11, 10)
    actor = of.stage.actor(of.play.case.director.email, now=now)
    db.session.flush()
    what = signing.Return(returned.reason, returned.comments, of.made.version)
    signing.return_to_workshop(what, of.made, of.stage.instrument, of.scope, actor=actor, now=now)
    again = {key: of.played.agreed[key].model_copy(update={"dissents": ()}) for key in returned.comments}
    yield from _agreeing(again, of, day=returned.again)
    yield from _send(of, returned.again, hour=12)


def _reopening(of: RoundPlay) -> Story:
    reopened = of.played.reopened
    if reopened is None:
        return
    now = yield of.stage.calendar.at(reopened.day, 10, 40)
    actor = of.stage.actor(of.play.case.lead_officers[0].email, now=now)
    db.session.flush()
    what = reopening.Reopening(reopened.reason, of.made.version)
    reopening.reopen_result(what, of.made, of.scope, actor=actor, now=now)
    if reopened.sent is None:
        return
    now = yield of.stage.calendar.at(reopened.sent, 9)
    consultant = of.stage.actor(of.play.case.consultants[0].email, now=now)
    reopening.resume_workshop(of.made, of.scope, actor=consultant, now=now)
    yield from _agreeing(reopened.agreed, of, day=reopened.sent)
    yield from _signing(of, reopened.sent, reopened.signed, hour=12)
