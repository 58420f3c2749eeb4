"""Events as an iCalendar file (RFC 5545), which calendars subscribe to or take in. What the events are: the rooms.

Nothing in it comes from a clock, so equal events give equal bytes. The library is loaded when a file is made.
"""

import datetime as dt
import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

MIME = "text/calendar; charset=utf-8"
PRODUCT = "-//Commissioning support//Calendar//EN"
REFRESH = dt.timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Event:
    """An event of one whole day, or from `starts` to `ends`: moments in a zone with a name.

    `uid` stays for good; `sequence` grows and `changed_at` (UTC) moves with a change.
    """

    uid: str
    day: dt.date
    summary: str
    description: str
    link: str
    changed_at: dt.datetime
    sequence: int
    category: str = ""
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    location: str = ""


def calendar(name: str, description: str, events: Iterable[Event]) -> bytes:
    """Write a calendar with its events, in their order."""
    library = importlib.import_module("icalendar")
    made = library.Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    for key, value in (("name", name), ("x-wr-calname", name), ("description", description)):
        made.add(key, library.vText(value))
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", library.vDuration(REFRESH))
    for each in events:
        event = library.Event()
        event.add("uid", each.uid)
        event.add("dtstamp", each.changed_at)
        event.add("last-modified", each.changed_at)
        event.add("sequence", each.sequence)
        _add_times(event, each)
        event.add("summary", each.summary)
        event.add("description", each.description)
        event.add("url", each.link)
        if each.location:
            event.add("location", each.location)
        if each.category:
            event.add("categories", [each.category])
        made.add_component(event)
    made.add_missing_timezones()  # says what a zone by name means, wherever the file is opened
    content: bytes = made.to_ical()
    return content


def _add_times(event: Any, each: Event) -> None:
    if each.starts and each.ends:
        event.add("dtstart", each.starts)
        event.add("dtend", each.ends)
        return
    event.add("dtstart", each.day)  # a date, not a moment: the same day in every time zone
    event.add("dtend", each.day + dt.timedelta(1))
    event.add("transp", "TRANSPARENT")  # it keeps no time busy
