"""Calendar files, read back with the library: whole days, stable names, awkward words, equal bytes for equal events."""

import datetime as dt
import subprocess
import sys
from dataclasses import replace
from zoneinfo import ZoneInfo

from icalendar import Calendar

from app.documents.calendar import Event, calendar

AWKWARD = "Caf\u00e9, \u201cagreed\u201d; by all\\partners \u2013 " * 4
EVENT = Event(
    uid="milestone-x@commissioning-support",
    day=dt.date(2027, 3, 28),  # the clocks go forward that night
    summary=AWKWARD.strip(),
    description="First line,\nsecond; line",
    link="https://service.example/engagements/x/plan",
    changed_at=dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC),
    sequence=3,
    category="Cheshire, West",
)


def read(content: bytes) -> Calendar:
    return Calendar.from_ical(content)


def test_an_event_reads_back_as_it_was_given() -> None:
    content = calendar("Milestones, all", "What is due", [EVENT])
    made = read(content)
    assert made["VERSION"] == "2.0"
    for name in (b"NAME", b"X-WR-CALNAME"):
        assert name + rb":Milestones\, all" in content.splitlines()
    (event,) = made.walk("VEVENT")
    assert event["UID"] == EVENT.uid
    assert event["SUMMARY"] == EVENT.summary
    assert event["DESCRIPTION"] == EVENT.description
    assert event["URL"] == EVENT.link
    assert event["SEQUENCE"] == 3
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == EVENT.changed_at
    assert event["CATEGORIES"].cats == ["Cheshire, West"]


def test_a_day_is_a_date_without_time_or_zone() -> None:
    content = calendar("x", "y", [EVENT])
    (event,) = read(content).walk("VEVENT")
    assert (type(event["DTSTART"].dt), event["DTSTART"].dt) == (dt.date, dt.date(2027, 3, 28))
    assert event["DTEND"].dt == dt.date(2027, 3, 29)  # the day after, as the format counts
    assert b"DTSTART;VALUE=DATE:20270328" in content
    assert b"TZID" not in content


def test_lines_are_ended_and_folded_as_the_format_asks() -> None:
    content = calendar("x", "y", [EVENT, replace(EVENT, uid="other")])
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75


def test_nothing_to_show_is_a_calendar_all_the_same() -> None:
    assert read(calendar("x", "y", [])).walk("VEVENT") == []


def test_equal_events_give_equal_bytes() -> None:
    assert calendar("x", "y", [EVENT]) == calendar("x", "y", [replace(EVENT)])


def test_the_library_is_loaded_only_when_a_file_is_made() -> None:
    code = "import sys, app.documents.calendar, app.plans.views; print('icalendar' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_an_event_with_times_says_its_zone_and_keeps_the_time_busy() -> None:
    london = ZoneInfo("Europe/London")
    starts = dt.datetime(2027, 3, 29, 9, 30, tzinfo=london)
    timed = replace(EVENT, starts=starts, ends=starts + dt.timedelta(hours=7), location="Town Hall, Room 1")
    content = calendar("x", "y", [timed])
    (event,) = read(content).walk("VEVENT")
    assert event["DTSTART"].dt.astimezone(dt.UTC) == dt.datetime(2027, 3, 29, 8, 30, tzinfo=dt.UTC)
    assert b"DTSTART;TZID=Europe/London:20270329T093000" in content
    assert len(read(content).walk("VTIMEZONE")) == 1
    assert (event["LOCATION"], "TRANSP" in event) == ("Town Hall, Room 1", False)
    assert calendar("x", "y", [timed]) == content
