"""The list of items that a side may see, searched, 50 to a page, in one query."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, Text, bindparam, cast, func, or_, select

from app.accounts.models import Person
from app.db import db
from app.library.models import LibraryItem, LibraryVersion, Sharing
from app.library.queries.seen import OWNER_IS_THERE, SEEN, kind_held, values_of
from app.library.reach import Reach

PAGE_SIZE = 50
MOST_WORDS = 6  # of a search; further ones narrow it no more


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; an empty part narrows nothing. `owner`: "", "me" or "left"."""

    text: str = ""
    standard: str = ""
    stage: str = ""
    level: int | None = None
    kind: str = ""
    owner: str = ""
    withdrawn: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words that all have to be found."""
        return tuple(self.text.lower().split()[:MOST_WORDS])


class ItemRow(NamedTuple):
    """An item as the list shows it. `standards` and `stages` are JSON: what is printed of a row is kept by the row."""

    ref: str
    title: str
    about: str
    standards: str
    stages: str
    from_level: int | None
    to_level: int | None
    review_on: dt.date
    sharing: Sharing
    own: bool
    owner_name: str
    owner_is_there: bool
    kind: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One page of the list: `page` counts from 1; `pages` is 1 at least."""

    rows: tuple[ItemRow, ...]
    page: int
    pages: int
    total: int


_own = LibraryItem.authority_id == bindparam("own_id", type_=Integer)
_kind = (
    select(kind_held)
    .where(LibraryVersion.item_id == LibraryItem.id)
    .order_by(LibraryVersion.number.desc())
    .limit(1)
    .correlate(LibraryItem)
    .scalar_subquery()
)
_COLUMNS = (
    LibraryItem.ref,
    LibraryItem.title,
    LibraryItem.about,
    cast(LibraryItem.standards, Text),
    cast(LibraryItem.stages, Text),
    LibraryItem.from_level,
    LibraryItem.to_level,
    LibraryItem.review_on,
    LibraryItem.sharing,
    _own.label("own"),
    Person.name,
    OWNER_IS_THERE.label("owner_is_there"),
    _kind.label("kind"),
)
_NARROWED: dict[str, Any] = {
    "standard": cast(LibraryItem.standards, Text).contains(bindparam("standard", type_=Text)),
    "stage": cast(LibraryItem.stages, Text).contains(bindparam("stage", type_=Text)),
    "level": or_(
        LibraryItem.from_level.is_(None),
        bindparam("level", type_=Integer).between(LibraryItem.from_level, LibraryItem.to_level),
    ),
    "kind": _kind == bindparam("kind", type_=Text),
    "me": LibraryItem.owner_id == bindparam("person_id", type_=Integer),
    "left": ~OWNER_IS_THERE & _own,
}
"""What each part of a search demands. Keys in JSON stand between quotation marks, so that one is no part of another."""


@lru_cache(maxsize=256)
def _listing(parts: frozenset[str], words: int, *, withdrawn: bool) -> Select[*tuple[Any, ...]]:
    """Make the statement for searches of one shape, once in a process.

    The page is cut before anything is said of its items: versions and owners are looked up for fifty, not for all.
    """
    text = func.lower(LibraryItem.title + " " + LibraryItem.about)
    found = (
        SEEN,
        LibraryItem.withdrawn_at.is_not(None) & _own if withdrawn else LibraryItem.withdrawn_at.is_(None),
        *(_NARROWED[part] for part in sorted(parts)),
        *(text.contains(bindparam(f"word{place}", type_=Text), escape="/") for place in range(words)),
    )
    paged = (
        select(LibraryItem.id, func.lower(LibraryItem.title).label("sorted"))
        .where(*found)
        .order_by("sorted", LibraryItem.id)
        .limit(PAGE_SIZE)
        .offset(bindparam("offset", type_=Integer))
        .subquery("paged")
    )
    total = select(func.count()).select_from(LibraryItem).where(*found).correlate(None).scalar_subquery()
    return (
        select(*_COLUMNS, total.label("total"))
        .select_from(paged)
        .join(LibraryItem, LibraryItem.id == paged.c.id)
        .join(Person, Person.id == LibraryItem.owner_id)
        .order_by(paged.c.sorted, LibraryItem.id)
    )


def items_of(search: Search, *, reach: Reach, person_id: int, page: int) -> ItemPage:
    """Give a page of what is found, by title."""
    asked: dict[str, Any] = {
        "standard": f'"{search.standard}"' if search.standard else "",
        "stage": f'"{search.stage}"' if search.stage else "",
        "level": search.level,
        "kind": search.kind,
        search.owner: person_id,
    }
    parts = frozenset(part for part, value in asked.items() if part and value not in {"", None})
    values = {**{part: asked[part] for part in parts if part not in {"me", "left"}}, **values_of(reach)}
    if "me" in parts:
        values["person_id"] = person_id
    values |= {f"word{place}": _plain(word) for place, word in enumerate(search.words)}
    statement = _listing(parts, len(search.words), withdrawn=search.withdrawn)
    found = db.session.connection().execute(statement, {**values, "offset": (page - 1) * PAGE_SIZE}).all()
    total = found[0].total if found else 0
    return ItemPage(tuple(ItemRow(*row[:-1]) for row in found), page, max(-(-total // PAGE_SIZE), 1), total)


def _plain(word: str) -> str:
    """Let signs with a meaning in LIKE stand for themselves."""
    for sign in "/%_":
        word = word.replace(sign, f"/{sign}")
    return word
