"""The e-mail to whoever asked for an archive, when it can be taken away."""

import datetime as dt

from flask import current_app

from app.accounts.models import Person
from app.accounts.queries import Recipient
from app.db import db
from app.db.clock import LONDON
from app.engagements.telling import day_in_words, link_to, tell
from app.security import EngagementScope


def tell_ready(person_id: int, scope: EngagementScope, *, until: dt.datetime, now: dt.datetime) -> None:
    """Tell the asker where it is and until when."""
    asker = db.session.get_one(Person, person_id)
    what = f"Everything about {scope.partner_name} and {scope.lead_name} in one file"
    last = day_in_words(until.astimezone(LONDON).date())
    base: str = current_app.config["BASE_URL"]
    with current_app.test_request_context(base_url=base or None):
        link = link_to("archiving.archives", scope)
    tell(
        [Recipient(asker.name, asker.email, asker.id)],
        kind="archive ready",
        subject=f"{scope.partner_name}: the file with everything is ready",
        lines=(
            f"{what} is ready, as you asked. Download it until {last}; then it is deleted, and you can ask again.",
            "It holds records about people. Keep it where only those who need it can open it.",
        ),
        link=link,
        now=now,
    )
