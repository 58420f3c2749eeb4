"""Income of a lead authority, added up once for as long as nothing it is made of changes. What is read: income.py."""

from dataclasses import dataclass

from app.accounts.queries.stamps import Stamps
from app.accounts.stamps import SUPPORT
from app.charging.income import Income, Line, sum_of
from app.charging.queries.income import income_lines
from app.db.keeping import kept_while

MOST = 16  # authorities in a worker; some 2 KB for each engagement of an authority


@dataclass(frozen=True, slots=True)
class Earnings:
    """What every engagement that the authority leads brings in, the latest start first, and all of them together."""

    authority: str
    lines: tuple[Line, ...]
    of_all: Income


def earnings(stamps: Stamps, *, authority_id: int) -> Earnings:
    """Give them as they are on that day; no query while `stamps`, which the caller has just read, stay."""

    def read() -> Earnings:
        name, lines = income_lines(authority_id=authority_id, today=stamps.today)
        return Earnings(name, lines, sum_of(line.income for line in lines))

    return kept_while("income", str(authority_id), stamps.of(SUPPORT), read, most=MOST)
