"""The audit trail of an engagement: a page, and the whole of it as CSV. What it says in words: trail.py."""

from collections.abc import Sequence

from flask import Response

from app.accounts.queries import names_of
from app.audit.queries import EntryRow, all_entries, entries
from app.documents.csv import MIME, csv_bytes
from app.engagements.queries import EngagementDetail
from app.engagements.room import room
from app.engagements.trail import TrailLine, line, people_in
from app.engagements.views.places import detail_here, show
from app.security import Permission, require_scope
from app.web.filters import clock, day
from app.web.links import page_number

HEAD = ("Date", "Time (London)", "Who", "What", "Record", "Was", "Is")


@room.get("/engagements/<ref:engagement_ref>/audit", permission=Permission.AUDIT_VIEW)
def audit(engagement_ref: str) -> str:
    """Who changed what, newest first, 50 to a page."""
    found = entries(engagement_id=require_scope().id, page=page_number())
    detail = detail_here()
    return show("audit.html", detail, found=found, lines=_lines(found.rows, detail))


@room.get("/engagements/<ref:engagement_ref>/audit.csv", permission=Permission.AUDIT_VIEW)
def audit_csv(engagement_ref: str) -> Response:
    """The whole trail as a file."""
    scope = require_scope()
    lines = _lines(all_entries(engagement_id=scope.id), detail_here())
    rows = [
        (day(each.at), clock(each.at), each.who, each.what, each.subject, "\n".join(each.was), "\n".join(each.became))
        for each in lines
    ]
    response = Response(csv_bytes(HEAD, rows), content_type=MIME)
    response.headers["Content-Disposition"] = f'attachment; filename="audit-trail-{scope.ref}.csv"'
    return response


def _lines(rows: Sequence[EntryRow], detail: EngagementDetail) -> list[TrailLine]:
    """The entries with names as they are now."""
    names = names_of(people_in(rows))
    authorities = {detail.lead_id: detail.lead_name, detail.partner_id: detail.partner_name}
    return [line(row, people=names, authorities=authorities) for row in rows]
