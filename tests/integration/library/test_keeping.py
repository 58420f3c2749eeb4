"""Keeping an item: added with a file, link or tool, described anew, a new version, withdrawn; who may, and when."""

import io

from app.audit.models import AuditEntry
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.files.models import StoredFile
from app.library.models import LibraryVersion
from tests.clients import page, summary_errors
from tests.integration.library.shelves import day, described, item_of, listed, make_item
from tests.unit.files import samples
from tests.world import STANDARDS


def a_file(name="template.pdf", content=samples.PDF):
    return io.BytesIO(content), name


def test_a_lead_officer_adds_a_file_that_the_own_side_finds_and_downloads(world):
    client = world.client("lead_officer")
    form = page(client.get(world.url("/library/new"))).select_one("main form")
    sent = [
        client.post(
            world.url("/library/new"),
            data=described(file=a_file(), standards=[STANDARDS[0]], stages=["plan"], from_level="2",
                           to_level="3", once=form.find("input", {"name": "once"})["value"]),
        )
        for _ in range(2)
    ]  # fmt: skip
    assert [each.status_code for each in sent] == [303, 303]
    assert len({each.location for each in sent}) == 1
    shown = client.get(sent[0].location).text
    assert "Levels 2 to 3" in shown
    assert "Lead Officer" in shown
    assert listed(world.client("participant1"), world.url("/library")) == ["Needs assessment template"]
    assert world.client("participant1").get(f"{sent[0].location}/versions/1/file").data == samples.PDF
    with world.app.app_context():
        stored = db.session.scalars(db.select(StoredFile)).one()
        assert (stored.authority_id, stored.engagement_id) == (world.partner_id, None)
        added = db.session.scalars(db.select(AuditEntry).filter_by(action="library item added")).one()
        assert "title" not in added.became
    assert world.client("consultant").get(sent[0].location).status_code == 404
    assert world.client("consultant").get(f"{sent[0].location}/versions/1/file").status_code == 404


def test_what_is_wrong_is_said_beside_each_field_and_nothing_typed_is_lost(world):
    client = world.client("consultant")
    wrong = {**described(link="ftp://x", from_level="3", to_level="2", title=""), "review_on-day": "31"}
    answer = client.post(world.url("/library/new"), data=wrong)
    assert answer.status_code == 422
    assert summary_errors(answer) == [
        "Enter a title",
        "Enter a full web address, like https://www.example.gov.uk/report",
        "The second level must not be below the first",
        "Review date must be a real date",
    ]
    assert "ftp://x" in answer.text
    links = [link["href"][1:] for link in page(answer).select(".govuk-error-summary__list a")]
    assert all(page(answer).find(id=link) for link in links)
    assert summary_errors(client.post(world.url("/library/new"), data=described())) == [
        "Select a file, enter a web address or choose a live tool"
    ]


def test_the_second_of_two_editors_is_shown_both_texts(world):
    ref = make_item(world)
    address = world.url(f"/library/{ref}/edit")
    consultant, manager = world.client("consultant"), world.client("manager")
    form = page(manager.get(address)).select_one("main form")
    fields = {name: form.find(attrs={"name": name})["value"] for name in ("seen", "title")}
    owner = form.select_one("#owner option[selected]")["value"]
    kept = described(seen=fields["seen"], owner=owner, about="Use it late.")
    assert consultant.post(address, data=kept).status_code == 303
    second = manager.post(address, data={**kept, "about": "Use it early.", **day("review_on", "1 2 2028")})
    assert second.status_code == 409
    sides = [each.get_text(strip=True) for each in page(second).select(".app-compare__text")]
    assert sides == ["Use it early.", "Use it late.", "1 February 2028", "20 November 2027"]
    seen = page(second).find("input", {"name": "seen"})["value"]
    assert manager.post(address, data={**kept, "about": "Use it early.", "seen": seen}).status_code == 303
    with world.app.app_context():
        assert item_of(ref).about == "Use it early."


def test_a_new_version_stands_first_and_the_former_stays(world):
    ref, client = make_item(world), world.client("consultant")
    address = world.url(f"/library/{ref}/versions/new")
    data = {"file": a_file(), "change": "Shorter.", **day("review_on", "1 12 2027")}
    assert client.post(address, data=data).status_code == 303
    shown = page(client.get(world.url(f"/library/{ref}")))
    heads = [row.th.get_text(strip=True) for row in shown.find_all("table")[-1].tbody.find_all("tr")]
    assert heads == ["Version 2", "Version 1"]
    assert shown.select_one(".govuk-body-l a").text == "template.pdf"
    assert client.get(world.url(f"/library/{ref}/versions/1/file")).status_code == 404
    assert client.get(world.url(f"/library/{ref}/versions/2/file")).data == samples.PDF
    with world.app.app_context():
        assert item_of(ref).review_on.isoformat() == "2027-12-01"
        assert db.session.scalar(db.select(db.func.count()).select_from(LibraryVersion)) == 2


def test_a_withdrawn_item_is_read_with_its_reason_and_nothing_more(world):
    ref, client = make_item(world, share=True), world.client("manager")
    assert client.post(world.url(f"/library/{ref}/withdraw"), data={"reason": "The law changed."}).status_code == 303
    assert "The law changed." in world.client("lead_officer").get(world.url(f"/library/{ref}")).text
    assert listed(client, world.url("/library")) == []
    assert listed(client, world.url("/library?withdrawn=yes")) == ["Template for a service specification"]
    assert listed(world.client("lead_officer"), world.url("/library?withdrawn=yes")) == []
    for rest in ("edit", "versions/new", "withdraw", "use"):
        for answer in (
            client.get(world.url(f"/library/{ref}/{rest}")),
            client.post(world.url(f"/library/{ref}/{rest}")),
        ):
            assert (answer.status_code, answer.location) == (303, world.url(f"/library/{ref}")), rest
    assert "Change who can read it" in client.get(world.url(f"/library/{ref}")).text
    address = world.url(f"/library/{ref}/share")
    seen = page(client.get(address)).find("input", {"name": "seen"})["value"]
    taken = client.post(address, data={"sharing": "own", "seen": seen})
    assert taken.status_code == 303, taken.text
    for rest in ("", "/versions/1/file"):
        assert world.client("lead_officer").get(world.url(f"/library/{ref}{rest}")).status_code == 404


def test_the_partner_changes_nothing_of_the_leads_and_nobody_anything_after_the_end(world):
    theirs, own = make_item(world, share=True), make_item(world, "partner")
    officer = world.client("lead_officer")
    for rest in ("edit", "versions/new", "share", "withdraw"):
        answer = officer.post(world.url(f"/library/{theirs}/{rest}"), data=described(seen="1"))
        assert (answer.status_code, answer.location) == (303, world.url(f"/library/{theirs}")), rest
    assert officer.get(world.url(f"/library/{own}/share")).status_code == 303
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).state = EngagementState.CLOSED
        db.session.commit()
    assert officer.get(world.url(f"/library/{own}")).status_code == 200
    assert officer.get(world.url("/library/new")).location == world.url("/library")
    assert officer.post(world.url(f"/library/{own}/edit"), data=described(seen="1")).status_code == 303
    assert world.client("consultant").get(world.url("/library")).status_code == 403
    with world.app.app_context():
        assert item_of(own).title == item_of(theirs).title == "Template for a service specification"
