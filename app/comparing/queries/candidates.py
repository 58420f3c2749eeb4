"""The newest signed results of those whose directors agreed, as they stood at a moment. For the worker alone."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select

from app.accounts.models import Authority
from app.assessments.models import Round, SignedResult
from app.assessments.queries.signed import signed_content
from app.comparing.models import ComparisonConsent
from app.comparing.spread import Contents, Entry, Heading
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.instruments.difference import Kind, compare
from app.instruments.document import Instrument
from app.instruments.queries import instrument

NOTHING = Contents("", (), ())


@dataclass(frozen=True, slots=True)
class _Candidate:
    authority: int
    type: str
    region: str
    illustrative: bool
    digest: str
    signed_id: int
    ref: str


def how_many_agreed(*, before: dt.datetime) -> int:
    """Count the engagements whose director had agreed by then, and has not withdrawn."""
    return db.session.scalar(select(func.count(ComparisonConsent.engagement_id)).where(_agreed(before))) or 0


def candidates(*, before: dt.datetime) -> Contents:
    """Give an entry for each authority with a result signed by then, on the text that most were scored on."""
    found = _newest(before)
    if not found:
        return NOTHING
    (digest, _), *_ = Counter(each.digest for each in found).most_common(1)
    text = instrument(digest)
    keys = {each.digest: comparable_keys(instrument(each.digest), text) for each in found}
    leads = _leads({each.authority for each in found})
    entries = [_entry(each, keys[each.digest], leads[each.authority]) for each in found]
    standards = tuple(Heading(each.key, each.number, each.title) for each in text.standards)
    return Contents(digest, standards, tuple(each for each in entries if each.levels))


def comparable_keys(old: Instrument, new: Instrument) -> Mapping[str, str]:
    """Give, by key of the old text, the key of the standard in the new one that its level compares with."""
    if old.key != new.key:
        return {}
    return {
        change.old_keys[0]: change.key
        for change in compare(old, new).standards
        if change.kind in {Kind.SAME, Kind.REWORDED} and len(change.old_keys) == 1
    }


def same_keys(one: str, other: str) -> Mapping[str, str]:
    """Give, for the texts with these digests, whichever is newer, the key in the other one of each that compares."""
    first, second = instrument(one), instrument(other)
    backwards = {old: new for new, old in comparable_keys(second, first).items()}
    return backwards | dict(comparable_keys(first, second))


def _agreed(before: dt.datetime) -> ColumnElement[bool]:
    return and_(ComparisonConsent.agreed_at < before, ComparisonConsent.withdrawn_at.is_(None))


def _newest(before: dt.datetime) -> list[_Candidate]:
    """Give the newest result of each authority; what is made up apart from what is real."""
    rows = db.session.execute(
        select(
            Engagement.partner_authority_id,
            Authority.type,
            Authority.region,
            Engagement.illustrative,
            Round.instrument_digest,
            SignedResult.id,
            SignedResult.ref,
        )
        .join(Round, Round.id == SignedResult.round_id)
        .join(Engagement, Engagement.id == Round.engagement_id)
        .join(Authority, Authority.id == Engagement.partner_authority_id)
        .join(ComparisonConsent, ComparisonConsent.engagement_id == Engagement.id)
        .where(SignedResult.signed_at < before, _agreed(before))
        .order_by(Engagement.partner_authority_id, Round.id, SignedResult.number)
    )
    newest = {(row[0], row[3]): _Candidate(*row) for row in rows}
    return list(newest.values())


def _leads(authorities: set[int]) -> dict[int, tuple[int, ...]]:
    """Give who leads, or led, an engagement with each of these partners."""
    rows = db.session.execute(
        select(Engagement.partner_authority_id, Engagement.lead_authority_id)
        .where(Engagement.partner_authority_id.in_(authorities), Engagement.state != EngagementState.DRAFT)
        .distinct()
        .order_by(Engagement.partner_authority_id, Engagement.lead_authority_id)
    )
    found: dict[int, tuple[int, ...]] = dict.fromkeys(authorities, ())
    for partner, lead in rows:
        found[partner] += (lead,)
    return found


def _entry(of: _Candidate, keys: Mapping[str, str], leads: tuple[int, ...]) -> Entry:
    result = signed_content(SignedResult(id=of.signed_id))
    levels = {keys[each.key]: each.level for each in result.standards if each.level is not None and each.key in keys}
    return Entry(of.authority, leads, of.type, of.region, of.ref, of.illustrative, levels)
