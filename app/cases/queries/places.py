"""Service cases as the library offers and names them: what an item was used for. The cases themselves: cases.py."""

from flask import url_for
from sqlalchemy import bindparam, select

from app.cases.models import ServiceCase
from app.db import db
from app.library.places import Place
from app.security import EngagementScope

_CASES = (
    select(ServiceCase.ref, ServiceCase.service, ServiceCase.ending.is_(None))
    .where(ServiceCase.engagement_id == bindparam("engagement_id"))
    .order_by(ServiceCase.service, ServiceCase.id)
)


def case_places(scope: EngagementScope) -> list[Place]:
    """Give every case of the engagement by its service; one that has ended is only named."""
    found = db.session.connection().execute(_CASES, {"engagement_id": scope.id})
    return [
        Place(ref, service, url_for("cases.case", engagement_ref=scope.ref, case_ref=ref), bool(is_open))
        for ref, service, is_open in found
    ]
