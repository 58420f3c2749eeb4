"""Service cases as the library offers and names them: what an item was used for. The cases themselves: cases.py."""

from sqlalchemy import bindparam, select

from app.cases.models import ServiceCase
from app.db import db
from app.library.places import Place
from app.security import EngagementScope
from app.web.links import address_of

_CASES = (
    select(ServiceCase.ref, ServiceCase.service, ServiceCase.ending.is_(None))
    .where(ServiceCase.engagement_id == bindparam("engagement_id"))
    .order_by(ServiceCase.service, ServiceCase.id)
)


_HELD = _CASES.where(ServiceCase.ref == bindparam("held")).with_for_update(read=True)


def case_places(scope: EngagementScope, held: str = "") -> list[Place]:
    """Give every case of the engagement by its service, whether or not it has ended.

    With `held` the one of this reference, which nobody ends before this request does.
    """
    query, key = (_HELD, {"held": held}) if held else (_CASES, {})
    found = db.session.connection().execute(query, {"engagement_id": scope.id, **key})
    address = address_of("cases.case", "case_ref", engagement_ref=scope.ref)
    return [Place(ref, service, address(ref), bool(is_open)) for ref, service, is_open in found]
