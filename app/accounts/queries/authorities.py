"""The register of authorities: search and look-up. Loading it: services/register.py."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from app.accounts.models import Authority
from app.db import db

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    """An authority as lists show it."""

    id: int
    ref: str
    name: str
    official_name: str
    nation: str
    region: str
    type: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class AuthorityPage:
    """One page of a search: `page` counts from 1; `pages` is 1 at least."""

    rows: list[AuthorityRow]
    page: int
    pages: int
    total: int


def authorities_matching(text: str, *, page: int) -> AuthorityPage:
    """Authorities whose name holds `text`, or whose code it is; all for an empty text. By name, 50 to a page."""
    wanted = select(
        Authority.id,
        Authority.ref,
        Authority.name,
        Authority.official_name,
        Authority.nation,
        Authority.region,
        Authority.type,
        Authority.fictional,
        func.count().over().label("total"),
    )
    if text := text.strip():
        wanted = wanted.where(
            or_(
                Authority.name.icontains(text, autoescape=True),
                Authority.official_name.icontains(text, autoescape=True),
                func.lower(Authority.code) == text.lower(),
            )
        )
    page = max(page, 1)
    found = db.session.execute(
        wanted.order_by(Authority.name, Authority.id).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    ).all()
    total = found[0].total if found else 0
    rows = [AuthorityRow(*row[:-1]) for row in found]
    return AuthorityPage(rows, page, max(-(-total // PAGE_SIZE), 1), total)


def authority_by_ref(ref: str) -> Authority | None:
    """The authority of a reference."""
    return db.session.scalar(select(Authority).where(Authority.ref == ref))
