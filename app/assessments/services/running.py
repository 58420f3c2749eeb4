"""Running a round: starting it, who takes part, opening, reminding, closing and reopening scoring."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Invitation, Membership, Person
from app.accounts.queries import Recipient, holds_membership, mail_addresses
from app.accounts.services import Grant, Invitee, SelfGrantError, end_membership, ensure_person, invite
from app.assessments.errors import (
    AlreadySubmittedError,
    AnotherQuestionnaireError,
    ConflictError,
    ConflictOfInterestError,
    NothingToOpenError,
    RoundExistsError,
    ScoresShownError,
    WrongStateError,
)
from app.assessments.invitees import ListedPerson
from app.assessments.messages import round_link, round_name
from app.assessments.models import IndividualScore, Participation, Round, RoundKind, RoundState
from app.assessments.queries.rounds import Participant, participants, rounds, submitted_count
from app.assessments.services.carrying import carry_over
from app.assessments.services.evidence import delete_offered_alone
from app.assessments.services.moves import demand_state, move, note
from app.assessments.turns import demand_turn
from app.db import db
from app.engagements.telling import day_in_words, tell
from app.instruments.queries import instrument
from app.security import EngagementScope, Identity, Role

OPEN_TO_PEOPLE = frozenset({RoundState.DRAFT, RoundState.SCORING})


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """What a lead officer decides when starting a round."""

    kind: RoundKind
    instrument_digest: str
    deadline: dt.date


def start_round(plan: RoundPlan, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> Round:
    """Start a draft, with the evidence of the round signed last.

    Raises WrongStateError unless the engagement is open, RoundExistsError for a second one, NotItsTurnError while
    another one is under way, AnotherQuestionnaireError for what could not be compared with the rounds before.
    """
    if scope.state != "open":
        raise WrongStateError("A round can start once the engagement is open.")
    held = rounds(engagement_id=scope.id, lock=True)
    demand_turn(plan.kind, {each.kind: each.state for each in held})
    if held and instrument(held[-1].instrument_digest).key != instrument(plan.instrument_digest).key:
        raise AnotherQuestionnaireError("Every round of an engagement uses the same questionnaire.")
    started = Round(
        engagement_id=scope.id,
        kind=plan.kind,
        instrument_digest=plan.instrument_digest,
        state=RoundState.DRAFT,
        deadline=plan.deadline,
        created_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(started)
    except IntegrityError as error:
        raise RoundExistsError(f"This engagement has a {plan.kind.label.lower()} round already.") from error
    note(
        "round started",
        started,
        scope,
        actor=actor,
        now=now,
        became={"kind": plan.kind.value, "deadline": plan.deadline},
    )
    carry_over(started, instrument(plan.instrument_digest), scope, actor=actor, now=now)
    return started


def add_participants(
    people: Sequence[ListedPerson],
    assessment_round: Round,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> int:
    """Add people; returns how many were new. They are invited at once during scoring, before it when it opens."""
    demand_state(assessment_round, OPEN_TO_PEOPLE, "People can be added until scoring closes.")
    persons = [ensure_person(Invitee(email=p.email, name=p.name), now=now, actor_id=actor.person_id) for p in people]
    _refuse_people_of_the_lead(persons, scope)
    known = set(
        db.session.scalars(select(Participation.person_id).where(Participation.round_id == assessment_round.id))
    )
    added: list[Person] = []
    for person, listed in zip(persons, people, strict=True):
        if person.id in known:
            continue
        known.add(person.id)
        added.append(person)
        db.session.add(
            Participation(round_id=assessment_round.id, person_id=person.id, agency=listed.agency, added_at=now)
        )
    db.session.flush()
    if added:
        note(
            "participants added",
            assessment_round,
            scope,
            actor=actor,
            now=now,
            became={"people": [person.id for person in added]},
        )
    if assessment_round.state is RoundState.SCORING:
        _call(added, assessment_round, scope, actor=actor, now=now)
    return len(added)


def remove_participant(
    participation: Participation, assessment_round: Round, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Take somebody out who has not submitted; their unsubmitted scores are deleted. Raises AlreadySubmittedError."""
    demand_state(assessment_round, OPEN_TO_PEOPLE, "People can be removed until scoring closes.")
    if participation.submitted_at is not None:
        raise AlreadySubmittedError("Somebody who has submitted stays in the round: submitted scores are kept.")
    db.session.execute(delete(IndividualScore).where(IndividualScore.participation_id == participation.id))
    delete_offered_alone([participation.id])
    db.session.execute(
        update(Invitation)
        .where(
            Invitation.person_id == participation.person_id,
            Invitation.engagement_id == scope.id,
            Invitation.role == Role.PARTICIPANT,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now)
    )
    db.session.delete(participation)
    db.session.flush()
    _end_role_without_a_round(participation.person_id, scope, actor=actor, now=now)
    note("participant removed", assessment_round, scope, actor=actor, now=now, was={"person": participation.person_id})


def open_scoring(assessment_round: Round, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Open scoring and invite everybody on the list. Raises NothingToOpenError when the list is empty."""
    demand_state(assessment_round, {RoundState.DRAFT}, "Scoring is open already.")
    asked = participants(assessment_round.id, engagement_id=scope.id)
    if not asked:
        raise NothingToOpenError("Add at least one participant before you open scoring.")
    move(assessment_round, RoundState.SCORING, scope, actor=actor, now=now)
    assessment_round.opened_at = now
    _call(_people(asked), assessment_round, scope, actor=actor, now=now)


def remind(assessment_round: Round, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> int:
    """Remind everybody who has not submitted; returns how many. Who has not accepted yet gets a fresh invitation."""
    demand_state(assessment_round, {RoundState.SCORING}, "Reminders are sent while scoring is open.")
    late = [p for p in participants(assessment_round.id, engagement_id=scope.id) if p.submitted_at is None]
    _call(_people(late), assessment_round, scope, actor=actor, now=now, again=True)
    db.session.execute(
        update(Participation)
        .where(Participation.round_id == assessment_round.id, Participation.submitted_at.is_(None))
        .values(reminded_at=now)
    )
    note("participants reminded", assessment_round, scope, actor=actor, now=now, became={"people": len(late)})
    return len(late)


def change_deadline(
    assessment_round: Round,
    deadline: dt.date,
    scope: EngagementScope,
    *,
    seen_deadline: str,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Move the deadline; it only reminds. Raises ConflictError if it moved since it was seen (an ISO date)."""
    demand_state(assessment_round, OPEN_TO_PEOPLE, "The deadline can move until scoring closes.")
    if assessment_round.deadline.isoformat() != seen_deadline:
        theirs, yours = day_in_words(assessment_round.deadline), day_in_words(deadline)
        raise ConflictError(f"Somebody else moved the deadline to {theirs} meanwhile. Yours, {yours}, was not saved.")
    was, assessment_round.deadline = assessment_round.deadline, deadline
    note(
        "deadline moved",
        assessment_round,
        scope,
        actor=actor,
        now=now,
        was={"deadline": was},
        became={"deadline": deadline},
    )


def close_scoring(assessment_round: Round, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Close scoring, which locks what is submitted, and tell the consultants."""
    demand_state(assessment_round, {RoundState.SCORING}, "Scoring is not open.")
    assessment_round.closed_at = now
    move(assessment_round, RoundState.WORKSHOP, scope, actor=actor, now=now)
    asked, submitted = submitted_count(assessment_round.id)
    tell(
        mail_addresses(engagement_id=scope.id, roles=(Role.CONSULTANT,)),
        kind="scoring closed",
        subject=f"Scoring is closed: {round_name(assessment_round, scope)}",
        lines=(f"{submitted} of {asked} participants submitted. The workshop can start:",),
        link=round_link("assessments.workshop", assessment_round, scope),
        now=now,
    )


def reopen_scoring(
    assessment_round: Round, reason: str, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Reopen scoring for late scores. Raises ScoresShownError once scores were seen: a late one could be told apart."""
    demand_state(
        assessment_round, {RoundState.WORKSHOP}, "Scoring can be reopened while the round waits for its workshop."
    )
    if assessment_round.scores_shown_at is not None:
        raise ScoresShownError(
            "The consultant has already shown the scores. A score added now could be told apart from the others."
        )
    move(assessment_round, RoundState.SCORING, scope, actor=actor, now=now, why=reason)
    assessment_round.closed_at = None


def _people(asked: Sequence[Participant]) -> Sequence[Person]:
    """Find those asked who have not left: a reminder must not let a leaver in again."""
    keys = [participant.person_id for participant in asked if not participant.has_left]
    return db.session.scalars(select(Person).where(Person.id.in_(keys)).order_by(Person.id)).all()


def _refuse_people_of_the_lead(people: Sequence[Person], scope: EngagementScope) -> None:
    """Raise ConflictOfInterestError for somebody with a role at the lead authority: they do not score the partner."""
    names = [person.name for person in people if holds_membership(person.id, authority_id=scope.lead_authority_id)]
    if names:
        raise ConflictOfInterestError(f"{names[0]} holds a role at {scope.lead_name}, which supports the partnership.")


def _end_role_without_a_round(person_id: int, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """End the role of somebody who is asked in no round of the engagement any more."""
    others = (
        select(Participation.id)
        .join(Round, Round.id == Participation.round_id)
        .where(Participation.person_id == person_id, Round.engagement_id == scope.id)
    )
    role = select(Membership).where(
        Membership.person_id == person_id,
        Membership.engagement_id == scope.id,
        Membership.role == Role.PARTICIPANT,
        Membership.ended_at.is_(None),
    )
    if db.session.scalar(others.limit(1)) is None and (held := db.session.scalar(role)) is not None:
        end_membership(held, actor_id=actor.person_id, now=now)


def _call(
    people: Sequence[Person],
    assessment_round: Round,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
    again: bool = False,
) -> None:
    """Ask people to score: who has not accepted the role by invitation, the others by a message."""
    name, deadline = round_name(assessment_round, scope), day_in_words(assessment_round.deadline)
    accepted = {member.person_id for member in mail_addresses(engagement_id=scope.id, roles=(Role.PARTICIPANT,))}
    grant = Grant(role=Role.PARTICIPANT, authority_id=scope.partner_authority_id, engagement_id=scope.id)
    for person in people:
        if person.id not in accepted:
            reason = f"to score the {name} by {deadline}"
            try:
                invite(person, grant, inviter_id=actor.person_id, inviter_name=actor.name, reason=reason, now=now)
            except SelfGrantError as error:
                raise ConflictOfInterestError("An administrator cannot invite themselves to score.") from error
    tell(
        [Recipient(name=p.name, email=p.email, person_id=p.id) for p in people if p.id in accepted],
        kind="scoring reminder" if again else "scoring open",
        subject=f"{'Reminder: please' if again else 'Please'} score the {name} by {deadline}",
        lines=(
            f"{actor.name} asks you to score the {name} by {deadline}.",
            "You score alone. Nobody else ever sees which scores are yours. Save and come back whenever you like:",
        ),
        link=round_link("assessments.scoring", assessment_round, scope),
        now=now,
    )
