"""All-day events as an iCalendar file (RFC 5545), which calendars subscribe to. What the events are: the rooms.

Nothing in it comes from a clock, so equal events give equal bytes. The library is loaded when a file is made.
"""

import datetime as dt
import importlib
from collections.abc import Iterable
from dataclasses import dataclass

MIME = "text/calendar; charset=utf-8"
PRODUCT = "-//Commissioning support//Calendar//EN"
REFRESH = dt.timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Event:
    """An event of one whole day. `uid` stays for good; `sequence` grows and `changed_at` (UTC) moves with a change."""

    uid: str
    day: dt.date
    summary: str
    description: str
    link: str
    changed_at: dt.datetime
    sequence: int
    category: str = ""


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
        event.add("dtstart", each.day)  # a date, not a moment: the same day in every time zone
        event.add("dtend", each.day + dt.timedelta(1))
        event.add("summary", each.summary)
        event.add("description", each.description)
        event.add("url", each.link)
        event.add("transp", "TRANSPARENT")  # it keeps no time busy
        if each.category:
            event.add("categories", [each.category])
        made.add_component(event)
    content: bytes = made.to_ical()
    return content
