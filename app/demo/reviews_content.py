"""What the demonstration tells of monthly reviews, as values; content.py reads them with each case.

A review is of the calendar month that lies `ago` months back; days within it count working days from its start.
"""

from app.demo.basis import Content
from app.reviewing.models import Impact


class ReviewActionPlayed(Content):
    """An action agreed in a review: due `within` so many working days of its start, done after `done`."""

    what: str
    owner: str
    within: int
    done: int | None = None
    note: str = ""


class ReviewPlayed(Content):
    """A review: the manager writes and confirms it, then somebody of the partner confirms it: by default its officer.

    `kept_by` is whoever starts and writes it instead. Of the newest one, of last month, the partner's is still open.
    """

    ago: int
    kept_by: str = ""
    confirmed_by: str = ""
    judgement: str
    risks: str = ""
    decisions: tuple[str, ...] = ()
    present: str = ""
    impact: Impact
    impact_comment: str = ""
    rescheduling: str = ""
    actions: tuple[ReviewActionPlayed, ...] = ()
