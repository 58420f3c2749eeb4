"""What the engagements of a lead authority bring in, 50 to a page, by month of a financial year, and as CSV."""

from decimal import Decimal

from flask import Response, render_template, request

from app.charging.income import Line, financial_year, months_of_year, sum_of
from app.charging.ledger import Days
from app.charging.queries.income import income_by_month, income_lines
from app.charging.room import room
from app.charging.views.authority import EARNING, own_authority
from app.db.clock import today
from app.documents.csv import MIME, Cell, csv_bytes
from app.engagements.models import EngagementState
from app.security import Permission
from app.web.fields import FIRST_YEAR, LAST_YEAR
from app.web.links import page_number

PAGE_SIZE = 50
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
    authority_id, page = own_authority(*EARNING), page_number()
    name, lines = income_lines(authority_id=authority_id, today=today())
    year = _year()
    months = months_of_year(year)
    by_month = income_by_month(months, authority_id=authority_id)
    shown = lines[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return render_template(
        "charging/income.html",
        authority=name,
        lines=shown,
        count=len(lines),
        page=page,
        pages=max(-(-len(lines) // PAGE_SIZE), 1),
        of_page=sum_of(line.income for line in shown),
        of_all=sum_of(line.income for line in lines),
        year=year,
        years=[each for each in (year - 1, year + 1) if FIRST_YEAR <= each < LAST_YEAR],
        months=[(f"{month:%B %Y}", of) for month, of in zip(months, by_month, strict=True)],
        of_year=sum_of(by_month),
        states=EngagementState,
        illustrative=any(line.engagement.illustrative for line in shown),
    )


def _year() -> int:
    """Give the financial year that the address asks for, this one for what is none."""
    asked = request.args.get("year", type=int)
    return asked if asked is not None and FIRST_YEAR <= asked < LAST_YEAR else financial_year(today())


@room.get("/income.csv", permission=Permission.INCOME_VIEW)
def income_csv() -> Response:
    """Every engagement that the authority leads, a row for each."""
    _, lines = income_lines(authority_id=own_authority(*EARNING), today=today())
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
