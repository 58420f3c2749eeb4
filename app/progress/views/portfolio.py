"""The manager's portfolio: every engagement that the authority leads, as page, CSV and Excel. Effect: effect.py."""

from typing import NamedTuple

from flask import Response, render_template, request, url_for

from app.charging.views.authority import own_authority
from app.db.clock import today
from app.documents.csv import MIME, csv_bytes
from app.documents.making import EXCEL_MIME, make_excel
from app.documents.names import file_name
from app.progress.portfolio import Entry
from app.progress.portfolio_choice import Choice, Sort, choose, regions
from app.progress.portfolio_form import choice_from, portfolio_form
from app.progress.portfolio_table import HEAD, csv_rows, portfolio_book, sums
from app.progress.queries.portfolio import portfolio_entries
from app.progress.room import room
from app.security import Permission, Role
from app.web.links import page_number

PAGE_SIZE = 50


class Found(NamedTuple):
    """What the address asks for, of all that the authority leads."""

    authority: str
    every: tuple[Entry, ...]
    choice: Choice
    chosen: tuple[Entry, ...]


class Head(NamedTuple):
    """The head of a column: a link that orders by it, and how it orders now ("" if another does)."""

    words: str
    href: str
    order: str


@room.get("/portfolio", permission=Permission.PORTFOLIO_VIEW)
def portfolio() -> str:
    """Show all engagements with what needs a decision, 50 to a page."""
    found, page = _found(), page_number()
    shown = found.chosen[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return render_template(
        "progress/portfolio.html",
        authority=found.authority,
        form=portfolio_form(found.choice, regions(found.every)),
        choice=found.choice,
        heads=[_head(found.choice, column) for column in Sort],
        entries=shown,
        count=len(found.chosen),
        total=len(found.every),
        managers=sum(entry.own is not None for entry in found.every),
        sums=sums(found.chosen),
        page=page,
        pages=max(-(-len(found.chosen) // PAGE_SIZE), 1),
        address=f"{url_for('progress.portfolio', **found.choice.query())}{'&' if found.choice.query() else '?'}page=",
        csv=url_for("progress.portfolio_csv", **found.choice.query()),
        excel=url_for("progress.portfolio_excel", **found.choice.query()),
        illustrative=any(entry.line.engagement.illustrative for entry in shown),
    )


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
    name, every = portfolio_entries(authority_id=own_authority(Role.MANAGER), today=today())
    choice = choice_from(request.args, regions(every))
    return Found(name, every, choice, choose(every, choice))


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
