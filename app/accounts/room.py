"""The accounts room itself: its blueprint, the throttle, the idle time. Pages: views/; commands: commands.py."""

from flask import Response, g, session

from app.accounts import throttle
from app.db.clock import now
from app.security import Room

SEEN_EVERY = 600  # seconds between renewals of the cookie, whose age is the idle time

room = Room("accounts", "app.accounts")
room.record_once(lambda state: throttle.install(state.app))


@room.after_app_request
def renew_cookie(response: Response) -> Response:
    """Renew a working person's cookie now and then: the session ends after idle hours, and not after busy ones."""
    if g.get("identity") is not None and session.get("_user_id"):
        moment = int(now().timestamp())
        if moment - session.get("seen", 0) >= SEEN_EVERY:
            session["seen"] = moment
    return response
