"""Carrying evidence over from the round signed last into a new one, for somebody to say "still true". Never a score."""

import datetime as dt
from typing import Any

from sqlalchemy import insert

from app.assessments.models import EvidenceItem, Round
from app.assessments.queries.evidence import NOBODY, Evidence, evidence_of, latest_signed_round
from app.assessments.services.moves import note
from app.db import db
from app.instruments.document import Instrument
from app.security import EngagementScope, Identity


def carry_over(
    started: Round, instrument: Instrument, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> int:
    """Carry what everybody may see of the round signed last into `started`, unanswered; returns how many items.

    What somebody said is no longer true stays behind, as does what belongs to a standard that `instrument` lacks.
    """
    source = latest_signed_round(engagement_id=scope.id)
    if source is None or source.id == started.id:
        return 0
    known = {standard.key for standard in instrument.standards}
    rows = [
        _row(offered, started, source)
        for key, evidence in evidence_of(source.id, viewer_id=NOBODY).items()
        for offered in evidence
        if key in known and offered.still_true is not False
    ]
    if rows:
        db.session.execute(insert(EvidenceItem), rows)
        became = {"from": f"round {source.ref}", "items": len(rows)}
        note("evidence carried over", started, scope, actor=actor, now=now, became=became)
    return len(rows)


def _row(offered: Evidence, started: Round, source: Round) -> dict[str, Any]:
    """Make a row of the new round; what nobody confirmed in `source` keeps the round that it was carried from."""
    unconfirmed = offered.carried_from_id if offered.still_true is None else None
    return {
        "round_id": started.id,
        "standard_key": offered.standard_key,
        "owner_id": offered.owner_id,
        "agency": offered.agency,
        "note": offered.note,
        "link": offered.link,
        "file_id": offered.file_id,
        "offered_alone": False,
        "added_at": offered.at,
        "review_on": offered.review_on,
        "carried_from_id": unconfirmed or source.id,
        "answer_note": "",
        "version": 1,
    }
