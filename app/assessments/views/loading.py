"""Finds the round and the result in the address within the engagement in the address, or answers 404."""

from dataclasses import dataclass, replace
from typing import Any

from flask import abort, url_for
from markupsafe import Markup

from app.assessments.models import Participation, Round, RoundState, SignedResult
from app.assessments.queries.own import own_participation
from app.assessments.queries.result import proposed_result
from app.assessments.queries.rounds import round_of
from app.assessments.queries.signed import SigningRecord, kept_result, signing_record
from app.assessments.result import Result
from app.assessments.texts import level_texts
from app.instruments.document import Area, Instrument, Standard, UnknownStandardError
from app.instruments.queries import instrument
from app.security import Permission, require_identity, require_scope

PREPARING = (Permission.RESULT_SIGN, Permission.RESULT_REOPEN, Permission.WORKSHOP_RUN)


def load_round(round_ref: str, *, lock: bool = False) -> Round:
    """Give the round of the address."""
    return round_of(round_ref, engagement_id=require_scope().id, lock=lock) or abort(404)


def load_own(round_ref: str, *, lock: bool = False) -> Participation:
    """Find the asker's own participation; 404 for anybody who was not asked to score this round."""
    return own_participation(
        person_id=require_identity().person_id, round_ref=round_ref, engagement_id=require_scope().id, lock=lock
    ) or abort(404)


def instrument_of(assessment_round: Round) -> Instrument:
    """Give the exact text that the round is scored on."""
    return instrument(assessment_round.instrument_digest)


def texts_of(assessment_round: Round, standard: Standard) -> tuple[tuple[str, Markup], ...]:
    """Give the level texts of a standard as the round's participants see them."""
    name = require_scope().partnership_name
    return level_texts(assessment_round.instrument_digest, instrument_of(assessment_round), standard, name)


@dataclass(frozen=True, slots=True)
class Shown:
    """A result as pages, charts and documents show it; `signed` None: it waits for the director's signature."""

    result: Result
    signed: SignedResult | None


def shown_result(assessment_round: Round, number: int | None = None) -> Shown | None:
    """Give a signed version by its number; without one what its reader sees now, or None where nothing is shown yet.

    While a reopened result is worked on, the version signed before it stands. What waits for the signature is seen by
    everybody where nothing is signed yet, and else by those only who prepare or sign it.
    """
    if assessment_round.state in {RoundState.DRAFT, RoundState.SCORING}:
        return None
    if number is None and assessment_round.state is RoundState.WITH_DIRECTOR and _prepares():
        return _proposed(assessment_round)
    return shown_of(signing_record(assessment_round.id), assessment_round, number)


def shown_of(record: SigningRecord, assessment_round: Round, number: int | None = None) -> Shown | None:
    """Do as `shown_result` does, for who has looked up what is signed already."""
    signed = record.latest if number is None else record.version(number)
    waits = number is None and assessment_round.state is RoundState.WITH_DIRECTOR
    if waits and (signed is None or _prepares()):
        return _proposed(assessment_round)
    return Shown(signed_result(signed), signed) if signed else None


def signed_result(signed: SignedResult) -> Result:
    """Give the frozen result of a signed version as pages show it."""
    return _labelled(kept_result(signed))


def _proposed(assessment_round: Round) -> Shown:
    return Shown(_labelled(proposed_result(assessment_round, instrument_of(assessment_round), require_scope())), None)


def _prepares() -> bool:
    return any(require_identity().may(permission) for permission in PREPARING)


def _labelled(shown: Result) -> Result:
    """Say on charts and documents, too, that made-up scores are made up: they travel without their page."""
    return replace(shown, partner=f"{shown.partner}: illustrative scores") if require_scope().illustrative else shown


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
