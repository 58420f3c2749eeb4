"""The trail in words: keys become names, absence is said."""

import datetime as dt

from app.audit.queries import EntryRow
from app.engagements.trail import line, people_in

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def entry(action="terms changed", actor_id=1, was=None, became=None) -> EntryRow:
    return EntryRow(NOON, actor_id, action, "engagement x", was or {}, became or {})


def test_keys_become_names():
    given = entry(was={"person_id": 2, "closed_by_id": 3}, became={"person": 4, "lead_authority_id": 9})
    assert people_in([given]) == {1, 2, 3, 4}
    shown = line(given, people={1: "Ann", 2: "Bo", 3: "Cy", 4: "Di"}, authorities={9: "Halton"})
    assert (shown.who, shown.was, shown.became) == (
        "Ann",
        ("Person: Bo", "Closed by: Cy"),
        ("Person: Di", "Lead authority: Halton"),
    )


def test_the_service_itself_and_the_unknown_are_said():
    assert line(entry(actor_id=None), people={}, authorities={}).who == "The service"
    assert line(entry(actor_id=7), people={}, authorities={}).who == "Not known"
    assert line(entry(became={"person_id": 8}), people={1: "Ann"}, authorities={}).became == ("Person: Not known",)


def test_days_read_as_days():
    assert line(entry(became={"cap_quarters": 81}), people={}, authorities={}).became == ("Cap: 20.25 days",)
