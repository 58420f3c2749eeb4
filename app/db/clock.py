"""The clock of the running application: views ask it, arithmetic is given its answer. Tests move it."""

import datetime as dt
from typing import cast
from zoneinfo import ZoneInfo

from flask import current_app

LONDON = ZoneInfo("Europe/London")


def now() -> dt.datetime:
    """Give the present moment in UTC, by the clock of the settings."""
    return cast("dt.datetime", current_app.config["CLOCK"]())


def today() -> dt.date:
    """Give today's date in London."""
    return now().astimezone(LONDON).date()
