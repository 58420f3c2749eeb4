"""The partner's own newest signed levels, on the text that the snapshot compares on."""

from collections.abc import Mapping

from sqlalchemy import select

from app.assessments.models import Round, SignedResult
from app.assessments.queries.signed import kept_result
from app.comparing.queries.candidates import comparable_keys
from app.db import db
from app.instruments.queries import instrument


def own_levels(digest: str, *, engagement_id: int) -> Mapping[str, int | None] | None:
    """Give the levels by standard of the text with this digest, None where not assessed; None before a signature.

    Without a digest there is nothing to compare with yet: then only whether there is a result counts.
    """
    row = db.session.execute(
        select(SignedResult.id, SignedResult.ref, SignedResult.number, SignedResult.round_id, Round.instrument_digest)
        .join(Round, Round.id == SignedResult.round_id)
        .where(Round.engagement_id == engagement_id)
        .order_by(Round.id.desc(), SignedResult.number.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    key, ref, number, round_id, own = row
    result = kept_result(SignedResult(id=key, ref=ref, number=number, round_id=round_id))
    levels = {each.key: each.level for each in result.standards}
    if own == digest or not digest:
        return levels
    keys = comparable_keys(instrument(own), instrument(digest))
    return {new: levels.get(old) for old, new in keys.items()}
