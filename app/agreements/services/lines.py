"""Saving a draft's lines, all at once and in their order. Its terms: terms.py."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm.attributes import flag_modified

from app.agreements.content import LineText
from app.agreements.drafting import needs_a_plan
from app.agreements.errors import LineError, OverCapError
from app.agreements.models import AgreementLine, AgreementVersion, Payer, VatTreatment
from app.agreements.queries.versions import lines_of
from app.agreements.services.moves import demand_running, in_words, locked_draft, note
from app.db import db
from app.engagements.models import SupportKind
from app.security import EngagementScope, Identity
from app.web.filters import person_days


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the form gives it; `ref` is empty for a new one."""

    ref: str
    text: LineText


def save_lines(
    version: AgreementVersion,
    lines: Sequence[Line],
    scope: EngagementScope,
    *,
    seen_version: int,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Replace a draft's lines by these. Raises WrongStateError, ConflictError, LineError, OverCapError."""
    demand_running(scope)
    draft = locked_draft(version, seen_version)
    _check(draft, [line.text for line in lines], scope)
    kept = lines_of(draft)
    was = [text_of(line) for line in kept]
    became = [line.text for line in lines]
    if was == became:
        return
    by_ref = {line.ref: line for line in kept}
    for position, wanted in enumerate(lines):
        _put(by_ref.pop(wanted.ref, None), draft, position, wanted.text)
    for left in by_ref.values():
        db.session.delete(left)
    flag_modified(draft, "purpose")  # its version counts changes of its lines too
    note(
        "agreement lines saved", draft, scope, actor=actor, now=now,
        was={"lines": _facts(was)}, became={"lines": _facts(became)},
    )  # fmt: skip


def text_of(line: AgreementLine) -> LineText:
    """Give a line as a value."""
    return LineText(line.kind.value, line.what, line.quarters, line.payer.value, line.vat.value)


def _check(draft: AgreementVersion, lines: Sequence[LineText], scope: EngagementScope) -> None:
    charged = 0
    for place, line in enumerate(lines):
        if needs_a_plan(line.kind, rests_on_plan=draft.plan_version_id is not None):
            raise LineError(
                "Only scoping and self-assessment can be agreed before the change plan is approved; other support "
                "rests on the plan",
                place,
            )
        charged += line.quarters if line.payer == Payer.PARTNER else 0
        if charged > draft.cap_quarters:
            raise OverCapError(
                f"With this line the days that {scope.partner_name} pays for come to more than the cap of "
                f"{person_days(draft.cap_quarters)}: lower the days, or raise the cap in the terms first",
                place,
            )


def _put(line: AgreementLine | None, draft: AgreementVersion, position: int, text: LineText) -> None:
    if line is None:
        line = AgreementLine(agreement_version_id=draft.id)
        db.session.add(line)
    line.position, line.what, line.quarters = position, text.what, text.quarters
    line.kind, line.payer, line.vat = SupportKind(text.kind), Payer(text.payer), VatTreatment(text.vat)


def _facts(lines: Sequence[LineText]) -> str:
    return "; ".join(in_words(line) for line in lines)
