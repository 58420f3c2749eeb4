"""What the engagements of a lead authority bring in, 50 to a page, by month of a financial year, and as CSV."""

from collections.abc import Sequence
from decimal import Decimal

from flask import Response, render_template, request

from app.accounts.queries.stamps import stamps_of
from app.accounts.stamps import SUPPORT
from app.charging.income import Income, Line, financial_year, months_of_year, sum_of
from app.charging.ledger import Days
from app.charging.queries.income import income_by_month
from app.charging.queries.kept_income import Earnings, earnings
from app.charging.room import room
from app.charging.views.authority import EARNING, own_authority
from app.db.clock import today
from app.db.keeping import kept_while
from app.documents.csv import MIME, Cell, csv_bytes
from app.engagements.models import EngagementState
from app.security import Permission
from app.web.fields import FIRST_YEAR, LAST_YEAR
from app.web.links import page_number

PAGE_SIZE = 50
MOST_PAGES = 16  # kept in a worker as they are printed, some 60 KB each
PARTS = ("Stated", "Approved, not stated", "Waiting for approval", "Not submitted", "Booked", "Planned, not booked",
         "Forecast to the end", "Left under the cap", "Beyond the cap")  # fmt: skip
HEAD = (
    "Partner",
    "Partnership",
    "State",
    "Starts",
    "Ends",
    "Day rate in pounds before VAT",
    *(f"{part}: {unit}" for part in ("Estimate", "Cap", *PARTS) for unit in ("days", "pounds before VAT")),
)


@room.get("/income", permission=Permission.INCOME_VIEW)
def income() -> str:
    """Every engagement that the authority leads, with its forecast; the sum of the page, of all, and by month."""
    authority_id, page, year = own_authority(*EARNING), page_number(), _year()
    stamps = stamps_of(authority_id=authority_id, today=today())
    found = earnings(stamps, authority_id=authority_id)
    shown = found.lines[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    pages = max(-(-len(found.lines) // PAGE_SIZE), 1)

    def tables() -> tuple[str, str]:
        by_month = income_by_month(months_of_year(year), authority_id=authority_id)
        return _by_engagement(found, shown, pages), _by_month(year, by_month)

    ref, stamp = f"{authority_id} {page} {year}", stamps.of(SUPPORT)
    by_engagement, by_month = kept_while("page of income", ref, stamp, tables, most=MOST_PAGES) if shown else ("", "")
    return render_template(
        "charging/income.html",
        authority=found.authority,
        lines=shown,
        count=len(found.lines),
        page=page,
        pages=pages,
        by_engagement=by_engagement,
        by_month=by_month,
        year=year,
        years=[each for each in (year - 1, year + 1) if FIRST_YEAR <= each < LAST_YEAR],
        illustrative=any(line.engagement.illustrative for line in shown),
    )


def _by_engagement(found: Earnings, shown: Sequence[Line], pages: int) -> str:
    """Print the rows of a page, its sum and the sum of all."""
    return render_template(
        "charging/income_by_engagement.html",
        lines=shown,
        count=len(found.lines),
        pages=pages,
        of_page=sum_of(line.income for line in shown),
        of_all=found.of_all,
        states=EngagementState,
    )


def _by_month(year: int, found: Sequence[Income]) -> str:
    """Print the months of a financial year and their sum."""
    months = [(f"{month:%B %Y}", of) for month, of in zip(months_of_year(year), found, strict=True)]
    return render_template("charging/income_by_month.html", months=months, of_year=sum_of(found))


def _year() -> int:
    """Give the financial year that the address asks for, this one for what is none."""
    asked = request.args.get("year", type=int)
    return asked if asked is not None and FIRST_YEAR <= asked < LAST_YEAR else financial_year(today())


@room.get("/income.csv", permission=Permission.INCOME_VIEW)
def income_csv() -> Response:
    """Every engagement that the authority leads, a row for each."""
    authority_id = own_authority(*EARNING)
    lines = earnings(stamps_of(authority_id=authority_id, today=today()), authority_id=authority_id).lines
    response = Response(csv_bytes(HEAD, map(_row, lines)), content_type=MIME)
    made_up = "illustrative-" if any(line.engagement.illustrative for line in lines) else ""
    response.headers["Content-Disposition"] = f'attachment; filename="{made_up}income-{today().isoformat()}.csv"'
    return response


def _row(line: Line) -> list[Cell]:
    each, parts = line.engagement, line.income
    amounts = (
        each.estimate, each.cap, parts.stated, parts.approved, parts.waiting, parts.drafts, parts.booked,
        parts.planned, line.forecast.at_end, line.forecast.left, line.forecast.over,
    )  # fmt: skip
    facts: list[Cell] = [
        each.partner,
        each.partnership,
        EngagementState(each.state).words,
        each.starts_on.isoformat(),
        each.ends_on.isoformat(),
        each.day_rate,
    ]
    return facts + [figure for days in amounts for figure in _figures(days)]


def _figures(days: Days) -> tuple[Decimal, Decimal]:
    return Decimal(days.quarters) / 4, days.value
