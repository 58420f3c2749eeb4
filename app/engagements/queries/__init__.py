"""What pages and other rooms ask the engagements room. Each answer is ordered; tenancy is a required keyword."""

from app.engagements.queries.colleagues import colleague, colleagues
from app.engagements.queries.engagements import (
    EngagementDetail,
    EngagementPage,
    EngagementRow,
    ScopingProgress,
    councils,
    councils_by_id,
    engagement_detail,
    engagements_of,
)
from app.engagements.queries.scoping import scoped_service, scoping_of

__all__ = [
    "EngagementDetail",
    "EngagementPage",
    "EngagementRow",
    "ScopingProgress",
    "colleague",
    "colleagues",
    "councils",
    "councils_by_id",
    "engagement_detail",
    "engagements_of",
    "scoped_service",
    "scoping_of",
]
