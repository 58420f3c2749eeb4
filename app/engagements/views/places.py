"""Addresses within the engagement of the request, and what each of its pages is given. No page of its own."""

from typing import Any

from flask import render_template, url_for

from app.engagements.queries import EngagementDetail, engagement_detail
from app.security import require_identity, require_scope


def here(endpoint: str, **values: str) -> str:
    """The address of one of this room's pages in the engagement of the request."""
    address: str = url_for(f"engagements.{endpoint}", engagement_ref=require_scope().ref, **dict[str, Any](values))
    return address


def detail_here() -> EngagementDetail:
    """The engagement of the request with its terms and names."""
    return engagement_detail(engagement_id=require_scope().id)


def show(template: str, detail: EngagementDetail, **values: object) -> str:
    """Render a page of the engagement: it gets `detail`, `scope`, `here` and who is asking."""
    return render_template(
        f"engagements/{template}", detail=detail, scope=require_scope(), here=here, me=require_identity(), **values
    )
