"""What is in the zip: every table with its schema, files and documents, and a page that opens by itself."""

import io
import json
import re
from urllib.parse import unquote

import jsonschema
import pikepdf
import pytest
from bs4 import BeautifulSoup

from app.charging.models import EntryState, SupportEntry
from app.db import db
from app.engagements.models import Engagement, EngagementState
from tests.integration.archiving.asked import archives, make, taken
from tests.integration.charging.made import IN_NOVEMBER, make_entry
from tests.integration.reviewing.reviews import confirmed, started, written
from tests.integration.reviewing.rich import make_rich
from tests.world import build_world


@pytest.fixture
def rich(app):
    world = build_world(app, participants=3)
    make_rich(world)
    return world


def test_tables_documents_and_index_hold_together(rich):
    with rich.app.app_context():
        entry = db.session.scalars(db.select(SupportEntry).filter_by(state=EntryState.SUBMITTED)).one()
        entry.note = "=HYPERLINK(1)"
        db.session.commit()
    opened = taken(rich)
    parts = opened.parts
    whole = json.loads(parts["json/everything.json"])
    schema = json.loads(parts["json/everything.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(whole, schema)

    for name, rows in whole["tables"].items():
        assert len(opened.rows(name)) == len(rows), name
    assert "'=HYPERLINK(1)" in [row["note"] for row in opened.rows("support-entry")]
    assert "=HYPERLINK(1)" in [row["note"] for row in whole["tables"]["support-entry"]]
    named = {row["ref"]: row["name"] for row in opened.rows("people")}
    assert {named[row["person"]] for row in opened.rows("support-entry")} == {"Consultant", "Consultant Two"}

    page = BeautifulSoup(parts["index.html"], "html.parser")
    links = {unquote(a["href"]) for a in page.find_all("a") if not a["href"].startswith("#")}
    assert links == set(parts) - {"index.html"}
    assert not page.find_all(["script", "link", "img", "iframe"])
    assert b"http" not in parts["index.html"]
    assert page.html["lang"] == "en-GB"
    assert page.h1.get_text() == page.title.get_text()
    said = [li.a.get_text() for li in page.select("#documents ~ ul")[0].find_all("li")]
    assert said[:3] == [
        "Support agreement, version 1",
        "Support agreement, version 2",
        "Self-assessment report, Baseline, version 1",
    ]
    for path in (path for path in parts if path.endswith(".pdf")):
        with pikepdf.open(io.BytesIO(parts[path])) as document:
            assert bool(document.Root.MarkInfo.Marked), path
            assert str(document.Root.Lang).startswith("en"), path


def test_a_day_that_the_lead_has_not_submitted_is_in_its_own_zip_only(rich):
    make_entry(rich, on_date=IN_NOVEMBER.replace(day=13), state=EntryState.DRAFT)
    seen = {who: {row["state"] for row in taken(rich, who).rows("support-entry")} for who in ("director", "manager")}
    assert seen["director"] == {"submitted", "approved", "stated"}
    assert seen["manager"] == {"submitted", "approved", "stated", "draft", "booked"}


def test_minutes_that_both_confirmed_are_in_it(rich):
    review = started(rich)
    written(rich, review)
    confirmed(rich, review, "manager", "director")
    opened = taken(rich)
    assert [path for path in opened.parts if "monthly-review" in path and path.endswith(".pdf")]
    assert opened.data["monthly-review"][0]["frozen_at"]


def test_after_the_end_the_lead_takes_agreements_statements_and_signed_results_only(rich):
    taken(rich, "manager")
    before = archives(rich)[-1].ref
    with rich.app.app_context():
        db.session.get_one(Engagement, rich.engagement_id).state = EngagementState.CLOSED
        db.session.commit()
    lead, partner = taken(rich, "manager"), taken(rich, "director")
    client = rich.client("manager")
    assert client.get(rich.url(f"/archives/{before}/everything.zip")).status_code == 404
    assert before not in client.get(rich.url("/archives")).text
    kept = {"agreement-version", "support-statement", "signed-standards", "people", "engagement"}
    assert kept <= set(lead.data)
    gone = {"goal", "support-entry", "monthly-review", "audit-trail", "delegates", "scoping", "plan-version"}
    assert not gone & set(lead.data)
    assert gone <= set(partner.data)
    assert not [path for path in lead.parts if "change-plan" in path]
    assert "The engagement has ended" in lead.parts["index.html"].decode()


def test_the_same_data_give_the_same_bytes(rich, clock):
    first = taken(rich)
    with rich.app.app_context():
        archive = db.session.get_one(type(archives(rich)[0]), archives(rich)[0].id)
        archive.state, archive.storage_key = "queued", ""
        db.session.commit()
    clock.advance(minutes=10)
    assert make(rich)
    ref = archives(rich)[0].ref
    again = rich.client("director").get(rich.url(f"/archives/{ref}/everything.zip")).get_data()
    assert again == first.content
    assert re.fullmatch("[0-9a-f]{64}", archives(rich)[0].sha256)
