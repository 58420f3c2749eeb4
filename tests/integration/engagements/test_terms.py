"""Changing the terms: all of a draft, little of what is signed, and never over a colleague's text unseen."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.db import db
from app.engagements.models import Engagement
from tests.clients import page, summary_errors
from tests.integration.engagements.forms import seen, set_up, terms


def _engagement(world, ref: str) -> Engagement:
    with world.app.app_context():
        return db.session.scalars(select(Engagement).filter_by(ref=ref)).one()


@pytest.fixture
def draft(world) -> str:
    return set_up(world.client("manager"))


def _ref(address: str) -> str:
    return address.strip("/").split("/")[-1]


def test_a_draft_changes_and_says_what_was_and_is(world, draft):
    manager = world.client("manager")
    sent = terms(seen=seen(manager, f"{draft}terms"), day_rate="520", partner="Otherham")
    assert manager.post(f"{draft}terms", data=sent).status_code == 303
    changed = _engagement(world, _ref(draft))
    assert changed.day_rate == Decimal(520)
    with world.app.app_context():
        entry = db.session.scalars(select(AuditEntry).filter_by(action="terms changed")).one()
    assert entry.was == {"day_rate": "500.00", "partner_authority_id": world.partner_id}
    assert entry.became["day_rate"] == "520"
    assert page(manager.get(f"{draft}terms")).find(id="partner")["value"] == "Otherham"


def test_a_second_editor_is_shown_both_texts_and_loses_nothing(world, draft):
    manager = world.client("manager")
    first = second = seen(manager, f"{draft}terms")
    manager.post(f"{draft}terms", data=terms(seen=first, decision_reference="Cabinet, minute 7"))
    mine = terms(seen=second, decision_reference="Council, minute 9")
    response = manager.post(f"{draft}terms", data=mine)
    assert response.status_code == 409
    texts = [side.text.strip() for side in page(response).select(".app-compare__text")]
    assert texts == ["Council, minute 9", "Cabinet, minute 7"]
    assert page(response).find(id="decision_reference")["value"] == "Council, minute 9"
    assert _engagement(world, _ref(draft)).decision_reference == "Cabinet, minute 7"
    again = manager.post(f"{draft}terms", data=mine | {"seen": page(response).find(id="seen")["value"]})
    assert again.status_code == 303
    assert _engagement(world, _ref(draft)).decision_reference == "Council, minute 9"


def test_the_partner_stays_once_its_people_are_invited(world, draft):
    manager = world.client("manager")
    invited = {"name": "Una Shaw", "email": "una@cwac.example"}
    assert manager.post(f"{draft}people/lead-officers/invite", data=invited).status_code == 303
    response = manager.post(f"{draft}terms", data=terms(seen=seen(manager, f"{draft}terms"), partner="Otherham"))
    assert response.status_code == 422
    assert summary_errors(response)[0].startswith("Cheshire West and Chester stays the partner")
    assert page(response).find(id="partner")["value"] == "Otherham"


def test_what_both_signed_one_alone_cannot_change(world):
    manager = world.client("manager")
    address = world.url("/terms")
    shown = page(manager.get(address))
    assert not shown.find(id="day_rate")
    sent = terms(
        seen=seen(manager, address), day_rate="900", cap_quarters="99", partnership_name="Children and Families Board"
    )
    assert manager.post(address, data=sent).status_code == 303
    kept = _engagement(world, world.engagement_ref)
    assert (kept.day_rate, kept.cap_quarters) == (Decimal(500), 120)
    assert kept.partnership_name == "Children and Families Board"
    late = manager.post(address, data=sent | {"partnership_name": "Another"})
    assert late.status_code == 409
    assert "Another" in late.text


@pytest.mark.parametrize("who", ["consultant", "lead_officer", "director", "finance_officer", "participant1"])
@pytest.mark.parametrize("path", ["/terms", "/open"])
def test_only_the_manager_changes_and_opens(world, who, path):
    client = world.client(who)
    assert client.get(world.url(path)).status_code == 403
    assert client.post(world.url(path), data=terms()).status_code == 403


def test_a_tampered_version_is_no_way_around(world, draft):
    manager = world.client("manager")
    for version in ("", "x", "-1", "999999999999999999999"):
        assert manager.post(f"{draft}terms", data=terms(seen=version, day_rate="520")).status_code == 409
