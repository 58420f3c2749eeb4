"""The list of engagements that a person can see."""

from flask import render_template

from app.engagements.queries import engagements_of
from app.engagements.room import room
from app.security import Permission, Role, require_identity
from app.web.links import page_number


@room.get("/engagements", permission=Permission.SIGNED_IN)
def listing() -> str:
    """Every engagement that the person can see, 50 to a page."""
    identity = require_identity()
    found = engagements_of(identity, page=page_number())
    leads = {row.lead_authority_id for row in found.rows} & set(identity.authorities_as(Role.FINANCE_OFFICER))
    return render_template(
        "engagements/listing.html",
        found=found,
        sees_portfolio=identity.may(Permission.PORTFOLIO_VIEW),
        may_create=identity.may(Permission.ENGAGEMENT_CREATE),
        sees_income=identity.may(Permission.INCOME_VIEW) and (leads or identity.may(Permission.ENGAGEMENT_CREATE)),
    )
