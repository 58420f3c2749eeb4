"""What the facilitator's panel of the second vote shows, and how a page asks whether that has changed."""

from dataclasses import dataclass

from app.assessments.models import Round, RoundState
from app.assessments.queries.votes import Ballots, Vote


@dataclass(frozen=True, slots=True)
class VotePanel:
    """How the second vote on a standard stands; `phase` changes when its buttons do, `seen` with each vote too."""

    vote: Vote | None
    may_be_called: bool
    is_hidden: bool  # closed, and fewer than three levels were given
    phase: str
    seen: str


def seen_of(assessment_round: Round, vote: Vote | None) -> str:
    """Name all that a watcher may know of a vote: whether it is open, and how many have voted."""
    return f"{_phase(assessment_round, vote)}.{vote.voted if vote else 0}"


def vote_panel(assessment_round: Round, found: Ballots) -> VotePanel:
    """Give the panel of a standard for the workshop's page and for its live part."""
    closed = found.vote is not None and not found.vote.open
    return VotePanel(
        vote=found.vote,
        may_be_called=assessment_round.state is RoundState.WORKSHOP and found.may_be_called,
        is_hidden=closed and found.second.hidden,
        phase=_phase(assessment_round, found.vote),
        seen=seen_of(assessment_round, found.vote),
    )


def _phase(assessment_round: Round, vote: Vote | None) -> str:
    stands = "none" if vote is None else f"{vote.ref}-{'open' if vote.open else 'closed'}"
    return f"{assessment_round.state}-{assessment_round.scores_shown_at is not None:d}-{stands}"
