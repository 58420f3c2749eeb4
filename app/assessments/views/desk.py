"""The desk of a real round: where its workshop's screens lead. What they show: board.py. No route here."""

from flask import request, url_for

from app.assessments.board import Desk
from app.assessments.models import Round, RoundState
from app.assessments.views.loading import to
from app.security import require_scope

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
    )
