"""The order of discussion of a round, kept by each worker: it rests on scores that nobody can change any more."""

from flask import current_app

from app.assessments.board import agenda_of
from app.assessments.models import Round
from app.assessments.queries.votes import all_ballots
from app.instruments.document import Instrument

MOST = 1000


def agenda_keys(assessment_round: Round, instrument: Instrument) -> tuple[str, ...]:
    """Give the standards' keys, most divided first; asks once, since scoring stays closed when scores are shown."""
    if assessment_round.scores_shown_at is None:
        return agenda_of(instrument, {})
    kept: dict[tuple[str, object], tuple[str, ...]] = current_app.extensions.setdefault("agendas", {})
    key = (assessment_round.ref, assessment_round.scores_shown_at)
    if key not in kept:
        if len(kept) >= MOST:
            kept.clear()
        kept[key] = agenda_of(instrument, all_ballots(assessment_round))
    return kept[key]
