"""Finding service cases: the list of an engagement, one by reference, its decisions. The whole record: record.py."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Integer, String, bindparam, func, select

from app.accounts.models import Person
from app.cases.models import Ending, ServiceCase
from app.db import db
from app.tools.tool import CaseKind, Stage

_engagement_id = bindparam("engagement_id", type_=Integer)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in the list."""

    ref: str
    kind: CaseKind
    service: str
    provider: str
    stage: Stage
    owner: str
    opened_at: dt.datetime
    ending: Ending | None
    ended_at: dt.datetime | None


_LIST = (
    select(
        ServiceCase.ref,
        ServiceCase.kind,
        ServiceCase.service,
        ServiceCase.provider,
        ServiceCase.stage,
        Person.name,
        ServiceCase.opened_at,
        ServiceCase.ending,
        ServiceCase.ended_at,
    )
    .join(Person, Person.id == ServiceCase.owner_id)
    .where(ServiceCase.engagement_id == _engagement_id)
    .order_by(ServiceCase.ended_at.is_not(None), ServiceCase.opened_at.desc(), ServiceCase.id.desc())
)


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page of the list: `page` counts from 1; `pages` is 1 at least."""

    rows: tuple[CaseRow, ...]
    page: int
    pages: int
    under_way: int
    ended: int


PAGE_SIZE = 50
_PAGE: Any = (
    _LIST.add_columns(func.count().over(), func.count(ServiceCase.ending).over())
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("before", type_=Integer))
)


def cases_of(*, engagement_id: int, page: int = 1) -> CasePage:
    """Give a page of the engagement's cases, those under way first, each part newest first; in one query."""
    values = {"engagement_id": engagement_id, "most": PAGE_SIZE, "before": (page - 1) * PAGE_SIZE}
    rows = db.session.connection().execute(_PAGE, values).all()
    if not rows and page > 1:
        return cases_of(engagement_id=engagement_id)
    total, ended = (rows[0][-2], rows[0][-1]) if rows else (0, 0)
    found = tuple(CaseRow(*row[:-2]) for row in rows)
    return CasePage(found, page, max(1, -(-total // PAGE_SIZE)), total - ended, ended)


class CaseGlance(NamedTuple):
    """What the pages beside a case's own say of it; they only read."""

    id: int
    ref: str
    service: str
    ending: Ending | None
    ended_at: dt.datetime | None


GLANCE = select(ServiceCase.id, ServiceCase.ref, ServiceCase.service, ServiceCase.ending, ServiceCase.ended_at).where(
    ServiceCase.ref == bindparam("case_ref", type_=String), ServiceCase.engagement_id == _engagement_id
)
"""A `CaseGlance`, to which monitoring.py adds what is measured."""

_ONE = select(ServiceCase).where(
    ServiceCase.ref == bindparam("case_ref", type_=String), ServiceCase.engagement_id == _engagement_id
)
_LOCKED = _ONE.with_for_update().execution_options(populate_existing=True)


def case_of(case_ref: str, *, engagement_id: int, lock: bool = False) -> ServiceCase | None:
    """Give the case with this reference, or None; with `lock` nobody else changes it before this request ends."""
    found: ServiceCase | None = db.session.scalar(
        _LOCKED if lock else _ONE, {"case_ref": case_ref, "engagement_id": engagement_id}
    )
    return found
