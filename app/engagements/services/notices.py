"""What people of an engagement are told by e-mail. Invitations are the accounts room's."""

import datetime as dt

from flask import current_app

from app.accounts.queries import mail_addresses
from app.mail.services import queue
from app.security import EngagementScope, Role


def address_of(scope: EngagementScope, rest: str = "/") -> str:
    """The full address of a page of the engagement, for an e-mail."""
    return f"{current_app.config['BASE_URL']}/engagements/{scope.ref}{rest}"


def scoping_closed(*, scope: EngagementScope, now: dt.datetime) -> None:
    """Tell the partner's lead officers and director that the recommended package is there to read."""
    for each in mail_addresses(engagement_id=scope.id, roles={Role.LEAD_OFFICER, Role.DIRECTOR}):
        queue(
            kind="scoping closed",
            recipient=each.email,
            subject=f"The scoping for {scope.partnership_name} is complete",
            body=(
                f"Hello {each.name},\n\nThe consultant has closed the scoping for {scope.partnership_name} "
                f"with a recommended support package. You can read and print it here:\n\n"
                f"{address_of(scope, '/scoping')}\n\n{current_app.config['SERVICE_NAME']}\n"
            ),
            now=now,
        )


def consultant_assigned(*, name: str, email: str, by: str, scope: EngagementScope, now: dt.datetime) -> None:
    """Tell a colleague that they are a consultant from now on."""
    queue(
        kind="assignment",
        recipient=email,
        subject=f"You are a consultant for {scope.partnership_name}",
        body=(
            f"Hello {name},\n\n{by} made you a consultant for {scope.partnership_name}. "
            f"You can see the engagement and record the scoping:\n\n"
            f"{address_of(scope)}\n\n{current_app.config['SERVICE_NAME']}\n"
        ),
        now=now,
    )
