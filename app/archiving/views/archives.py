"""What was made and what is under way, asking for one, and taking it away. How one is made: services/making.py."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.agreements.models import Side
from app.archiving.queries.archives import archive_of, archives_of
from app.archiving.room import ARCHIVES, room
from app.archiving.services import asking
from app.archiving.services.asker import authority_of, side_of
from app.db.clock import now
from app.documents.names import file_name
from app.files.answering import download as answer
from app.files.models import StoredFile
from app.security import EngagementScope, Permission, require_identity, require_scope

ZIP_MIME = "application/zip"


@room.get(ARCHIVES, permission=Permission.ARCHIVE_MAKE)
def archives(engagement_ref: str) -> ResponseReturnValue:
    """List them, with how far the one under way is."""
    scope = require_scope()
    side = side_of(require_identity(), scope)
    less = _less(side, scope)
    found = archives_of(engagement_id=scope.id, authority_id=authority_of(side, scope), less=less)
    return render_template(
        "archiving/archives.html",
        scope=scope,
        authority=scope.lead_name if side is Side.LEAD else scope.partner_name,
        archives=found,
        under_way=next((each for each in found if each.is_under_way), None),
        less=less,
        now=now(),
    )


@room.post(f"{ARCHIVES}/ask", permission=Permission.ARCHIVE_MAKE)
def ask(engagement_ref: str) -> ResponseReturnValue:
    """Ask for one; where one is under way, say so."""
    scope = require_scope()
    if asking.ask(scope, actor=require_identity(), now=now()):
        flash("The file is being made. We will email you when it is ready.", "success")
    else:
        flash("A file is already being made. You do not have to ask again.", "important")
    return redirect(url_for("archiving.archives", engagement_ref=scope.ref), 303)


@room.get(f"{ARCHIVES}/<ref:archive_ref>/everything.zip", permission=Permission.ARCHIVE_MAKE)
def download(engagement_ref: str, archive_ref: str) -> ResponseReturnValue:
    """Give the file, to the side that asked for it and while its time lasts."""
    scope = require_scope()
    side = side_of(require_identity(), scope)
    whose_id, less = authority_of(side, scope), _less(side, scope)
    found = archive_of(archive_ref, engagement_id=scope.id, authority_id=whose_id, less=less) or abort(404)
    if not found.can_be_taken(now()):
        abort(404)
    whose = scope.lead_name if side is Side.LEAD else scope.partner_name
    name = file_name(whose, "everything", f"{found.asked_at:%Y %m %d}", ending="zip")
    return answer(
        StoredFile(
            ref=found.ref,
            storage_key=found.storage_key,
            name=name,
            media_type=ZIP_MIME,
            size=found.size,
            sha256=found.sha256,
        )
    )


def _less(side: Side, scope: EngagementScope) -> bool:
    """Say whether the side reads only agreements, statements and signed results any more."""
    return side is Side.LEAD and scope.is_over
