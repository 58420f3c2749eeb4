"""Finds the round in the address within the engagement in the address, or answers 404."""

from typing import Any

from flask import abort, url_for
from markupsafe import Markup

from app.assessments.models import Round
from app.assessments.queries.rounds import round_of
from app.assessments.texts import level_texts
from app.instruments.document import Area, Instrument, Standard, UnknownStandardError
from app.instruments.queries import instrument
from app.security import require_scope


def load_round(round_ref: str, *, lock: bool = False) -> Round:
    """Give the round of the address."""
    return round_of(round_ref, engagement_id=require_scope().id, lock=lock) or abort(404)


def instrument_of(assessment_round: Round) -> Instrument:
    """Give the exact text that the round is scored on."""
    return instrument(assessment_round.instrument_digest)


def texts_of(assessment_round: Round, standard: Standard) -> tuple[tuple[str, Markup], ...]:
    """Give the level texts of a standard as the round's participants see them."""
    name = require_scope().partnership_name
    return level_texts(assessment_round.instrument_digest, instrument_of(assessment_round), standard, name)


def standard_or_404(document: Instrument, key: str) -> Standard:
    """Give the standard of the address."""
    try:
        return document.standard(key)
    except UnknownStandardError:
        abort(404)


def area_or_404(document: Instrument, key: str) -> Area:
    """Give the area of the address."""
    return next((area for area in document.areas if area.key == key), None) or abort(404)


def to(endpoint: str, assessment_round: Round, **values: Any) -> str:
    """Give the address of a page of the round."""
    return url_for(
        f"assessments.{endpoint}", engagement_ref=require_scope().ref, round_ref=assessment_round.ref, **values
    )
