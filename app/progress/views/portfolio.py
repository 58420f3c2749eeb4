"""The manager's portfolio: every engagement that the authority leads, as page, CSV and Excel. Effect: effect.py."""

from typing import NamedTuple

from flask import Response, render_template, request, url_for

from app.charging.views.authority import own_authority
from app.db.clock import today
from app.db.keeping import kept_while
from app.documents.csv import MIME, csv_bytes
from app.documents.making import EXCEL_MIME, make_excel
from app.documents.names import file_name
from app.progress.portfolio import Entry
from app.progress.portfolio_choice import Choice, Sort, choose
from app.progress.portfolio_form import choice_from, portfolio_form
from app.progress.portfolio_table import HEAD, csv_rows, portfolio_book, sums
from app.progress.queries.portfolio import Portfolio, portfolio_of
from app.progress.room import room
from app.security import Permission, Role
from app.web.links import page_number

PAGE_SIZE = 50
MOST_PAGES = 16  # kept in a worker as they are printed, some 60 KB each


class Found(NamedTuple):
    """What the address asks for, of all that the authority leads."""

    authority: str
    chosen: tuple[Entry, ...]


class Shown(NamedTuple):
    """A page of the table as it is printed, empty beyond the last one."""

    rows: str
    chosen: int
    illustrative: bool


class Head(NamedTuple):
    """The head of a column: a link that orders by it, and how it orders now ("" if another does)."""

    words: str
    href: str
    order: str


@room.get("/portfolio", permission=Permission.PORTFOLIO_VIEW)
def portfolio() -> str:
    """Show all engagements with what needs a decision, 50 to a page."""
    authority_id, page = own_authority(Role.MANAGER), page_number()
    found = portfolio_of(authority_id=authority_id, today=today())
    choice = choice_from(request.args, found.regions)
    ref = f"{authority_id} {page} {choice}"
    shown = kept_while("page of portfolio", ref, found.stamp, lambda: _shown(found, choice, page), most=MOST_PAGES)
    return render_template(
        "progress/portfolio.html",
        authority=found.authority,
        form=portfolio_form(choice, found.regions),
        choice=choice,
        rows=shown.rows,
        count=shown.chosen,
        total=len(found.every),
        managers=found.waiting,
        page=page,
        pages=max(-(-shown.chosen // PAGE_SIZE), 1),
        address=f"{url_for('progress.portfolio', **choice.query())}{'&' if choice.query() else '?'}page=",
        csv=url_for("progress.portfolio_csv", **choice.query()),
        excel=url_for("progress.portfolio_excel", **choice.query()),
        illustrative=shown.illustrative,
    )


def _shown(found: Portfolio, choice: Choice, page: int) -> Shown:
    """Print a page of what was chosen."""
    chosen = choose(found.every, choice)
    entries = chosen[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    if not entries:
        return Shown("", len(chosen), illustrative=False)
    rows = render_template(
        "progress/portfolio_rows.html",
        entries=entries,
        heads=[_head(choice, column) for column in Sort],
        count=len(chosen),
        sums=sums(chosen),
    )
    return Shown(rows, len(chosen), any(entry.line.engagement.illustrative for entry in entries))


@room.get("/portfolio.csv", permission=Permission.PORTFOLIO_VIEW)
def portfolio_csv() -> Response:
    """Give a row for each engagement that was asked for, for other programs."""
    found = _found()
    return _file(found, csv_bytes(HEAD, csv_rows(found.chosen)), MIME, "csv")


@room.get("/portfolio.xlsx", permission=Permission.PORTFOLIO_VIEW)
def portfolio_excel() -> Response:
    """Give the same rows as a workbook."""
    found = _found()
    return _file(found, make_excel(portfolio_book(found.authority, found.chosen, today=today())), EXCEL_MIME, "xlsx")


def _found() -> Found:
    portfolio = portfolio_of(authority_id=own_authority(Role.MANAGER), today=today())
    choice = choice_from(request.args, portfolio.regions)
    return Found(portfolio.authority, choose(portfolio.every, choice))


def _head(choice: Choice, column: Sort) -> Head:
    """A second press turns the order round."""
    is_now = choice.sort is column
    falls = not choice.falls if is_now else column.falls_first
    order = ("descending" if choice.falls else "ascending") if is_now else ""
    parts = choice.query(sort=column, order="desc" if falls else "")
    return Head(column.words, url_for("progress.portfolio", **parts), order)


def _file(found: Found, content: bytes, mime: str, ending: str) -> Response:
    """Answer with a file whose name says whose portfolio of which day it is, and if some of it is made up."""
    made_up = "illustrative" if any(entry.line.engagement.illustrative for entry in found.chosen) else ""
    name = file_name(found.authority, "portfolio", today().isoformat(), made_up, ending=ending)
    response = Response(content, content_type=mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
