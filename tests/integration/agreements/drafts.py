"""How tests draft: the forms as a browser sends them, and the records behind an engagement's agreement."""

from typing import Any

from app.agreements.content import agreement_content
from app.agreements.models import AgreementKind, AgreementLine, AgreementState, AgreementVersion
from app.agreements.queries.versions import content_of, lines_of
from app.db import db
from app.db.clock import today
from app.engagements.models import Engagement, EngagementState
from tests.clients import page
from tests.integration.plans.plans import scope_of

PAPER = {
    "signed_on-day": "20",
    "signed_on-month": "11",
    "signed_on-year": "2026",
    "scoping_days": "3",
    "self_assessment_days": "4",
}


def make_draft_engagement(world: Any) -> None:
    """Put the world's engagement back to where it is not open yet."""
    with world.app.app_context():
        engagement = db.session.get_one(Engagement, world.engagement_id)
        engagement.state, engagement.agreement_signed_on = EngagementState.DRAFT, None
        db.session.commit()


def engagement_of(world: Any) -> Engagement:
    """Loose columns; in no app context."""
    with world.app.app_context():
        return db.session.get_one(Engagement, world.engagement_id)


def versions(world: Any) -> list[AgreementVersion]:
    with world.app.app_context():
        return list(db.session.scalars(db.select(AgreementVersion).order_by(AgreementVersion.id)))


def lines(world: Any, ref: str) -> list[AgreementLine]:
    with world.app.app_context():
        return lines_of(db.session.scalars(db.select(AgreementVersion).filter_by(ref=ref)).one())


def record_paper(world: Any) -> None:
    """Version 1, signed on paper: scoping 3 days, self-assessment 4."""
    assert world.client("manager").post(world.url("/open"), data=PAPER).status_code == 303


def draft(world: Any, kind: AgreementKind, **values: str) -> str:
    """Draft a version as the manager does; its reference."""
    sent = world.client("manager").post(world.url("/agreement/draft"), data={"kind": kind.value, **values})
    assert sent.status_code == 303, sent.text
    return versions(world)[-1].ref


def sign(world: Any, ref: str, number: int) -> None:
    """Sign a version without the pages of signing."""
    with world.app.app_context():
        version = db.session.scalars(db.select(AgreementVersion).filter_by(ref=ref)).one()
        version.content = agreement_content(content_of(version, scope_of(world)))
        version.state, version.number, version.signed_on = AgreementState.SIGNED, number, today()
        db.session.commit()


def fields(response: Any) -> dict[str, str]:
    """What the form of a page would send as it stands, without its buttons."""
    form = page(response).select_one("main form")
    found = {str(each["name"]): str(each.get("value", "")) for each in form.select("input[name]")}
    found |= {str(each["name"]): each.text.removeprefix("\n") for each in form.select("textarea")}
    for each in form.select("select"):
        chosen = each.select_one("option[selected]") or each.select_one("option")
        found[str(each["name"])] = str(chosen["value"])
    return found
