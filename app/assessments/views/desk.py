"""The desk of a real round: where its workshop's screens lead. What they show: board.py. No route here."""

from flask import request, url_for

from app.assessments.board import Desk
from app.assessments.models import Round, RoundState
from app.assessments.views.loading import to
from app.engagements.models import EngagementState
from app.security import Permission, require_identity, require_scope

BEFORE = frozenset({RoundState.DRAFT, RoundState.SCORING})


def desk_of(assessment_round: Round) -> Desk:
    """Give the desk of the round, in the order that the address asks for."""
    scope, overview = require_scope(), to("overview", assessment_round)
    return Desk(
        base=f"{overview}workshop",
        round_url=overview,
        crumbs=(
            ("Engagements", url_for("engagements.listing")),
            (scope.partner_name, url_for("engagements.home", engagement_ref=scope.ref)),
            (f"{assessment_round.kind.label} round", overview),
        ),
        order="instrument" if request.args.get("order") == "instrument" else "agenda",
        illustrative=scope.illustrative,
        started=assessment_round.state not in BEFORE,
        rehearse_url=rehearse_url(assessment_round),
    )


def order_kept() -> dict[str, str]:
    """Give what keeps, in an address, the order of standards that this request's address asks for."""
    return {"order": "instrument"} if request.args.get("order") == "instrument" else {}


def rehearse_url(assessment_round: Round) -> str:
    """Give where whoever runs workshops rehearses this one before its scores are shown; empty for others, and after."""
    scope, before = require_scope(), assessment_round.scores_shown_at is None
    if not before or scope.state != EngagementState.OPEN or not require_identity().may(Permission.WORKSHOP_RUN):
        return ""
    return url_for("assessments.rehearsal", engagement_ref=scope.ref)
