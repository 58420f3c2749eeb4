"""Who finds what: own items, what the lead shares, by words, standard, level, stage and kind; 50 to a page."""

import datetime as dt
from urllib.parse import quote

from app.accounts.models import Authority, Person
from app.audit.models import AuditEntry
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.library.models import LibraryShare, Sharing
from app.security.roles import Role
from tests import factories, library_factories
from tests.cases_factories import tool_version
from tests.clients import page
from tests.integration.library.shelves import item_of, listed, make_item
from tests.world import STANDARDS


def another_engagement(world) -> str:
    """A second partner that the same authority supports, with its own lead officer."""
    with world.app.app_context():
        partner = factories.authority(name="Elmscar")
        made = factories.engagement(db.session.get_one(Authority, world.lead_id), partner)
        officer = factories.person(name="Officer of Elmscar")
        factories.membership(officer, Role.LEAD_OFFICER, partner, made)
        world.people["other_officer"] = officer.id
        ref = made.ref
        db.session.commit()
    return ref


def test_each_side_finds_its_own_and_the_partner_what_is_shared_with_it(world):
    other = another_engagement(world)
    make_item(world, title="Own")
    make_item(world, share=True, title="For one")
    make_item(world, title="For all", sharing=Sharing.ALL)
    make_item(world, "partner", title="Of the partner")
    assert listed(world.client("consultant"), world.url("/library")) == ["For all", "For one", "Own"]
    for who in ("lead_officer", "director", "participant1"):
        assert listed(world.client(who), world.url("/library")) == ["For all", "For one", "Of the partner"]
    assert listed(world.client("other_officer"), f"/engagements/{other}/library") == ["For all"]


def test_after_the_support_has_ended_the_partner_keeps_what_it_used_and_sees_nothing_new(world):
    for title in ("Used", "For all"):
        ref = make_item(world, title=title, sharing=Sharing.ALL)
        if title == "Used":
            with world.app.app_context():
                engagement = db.session.get_one(Engagement, world.engagement_id)
                user = db.session.get_one(Person, world.people["lead_officer"])
                library_factories.use(item_of(ref), engagement, user, goal_ref="a-goal")
                db.session.commit()
    make_item(world, share=True, title="For one")
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).state = EngagementState.CLOSED
        db.session.commit()
    officer = world.client("lead_officer")
    assert listed(officer, world.url("/library")) == ["For one", "Used"]
    assert officer.get(world.url(f"/library/{ref}")).status_code == 404


def test_a_manager_shares_with_chosen_engagements_and_takes_it_back(world):
    other, ref = another_engagement(world), make_item(world)
    address, manager = world.url(f"/library/{ref}/share"), world.client("manager")
    seen = page(manager.get(address)).find("input", {"name": "seen"})["value"]
    sent = {"sharing": "chosen", "engagements": [world.engagement_ref, other], "seen": seen}
    assert manager.post(address, data=sent).status_code == 303
    assert world.client("other_officer").get(f"/engagements/{other}/library/{ref}").status_code == 200
    assert manager.post(address, data=sent).status_code == 409
    of_consultant = page(world.client("consultant").get(address))
    assert other not in str(of_consultant)
    assert "1 engagement that you are not part of" in of_consultant.get_text()
    seen = of_consultant.find("input", {"name": "seen"})["value"]
    refused = world.client("consultant").post(address, data={"sharing": "some", "seen": seen})
    assert refused.status_code == 422
    kept = {"sharing": "chosen", "seen": seen}
    assert world.client("consultant").post(address, data=kept).status_code == 303
    assert world.client("lead_officer").get(world.url(f"/library/{ref}")).status_code == 404
    assert world.client("other_officer").get(f"/engagements/{other}/library/{ref}").status_code == 200
    with world.app.app_context():
        assert len(db.session.scalars(db.select(LibraryShare)).all()) == 1
        told = db.select(AuditEntry.action).filter_by(engagement_id=world.engagement_id)
        trail = db.session.scalars(
            told.where(AuditEntry.subject == f"library item {ref}").order_by(AuditEntry.id)
        ).all()
        assert trail[:2] == ["library item opened to this engagement", "library item shared"]
        assert "library item closed to this engagement" in trail


def test_counts_of_other_engagements_are_for_the_leads_side_and_never_name_a_partner(world):
    another_engagement(world)
    ref = make_item(world, share=True)
    with world.app.app_context():
        item, user = item_of(ref), db.session.get_one(Person, world.people["consultant"])
        elsewhere = db.session.scalars(db.select(Engagement).order_by(Engagement.id.desc())).first()
        library_factories.use(item, elsewhere, user, goal_ref="a" * 14, note="It settled the matter.")
        db.session.commit()
    of_lead = world.client("manager").get(world.url(f"/library/{ref}")).text
    assert "1 time in 1 engagement" in of_lead
    for text in (of_lead, world.client("lead_officer").get(world.url(f"/library/{ref}")).text):
        assert "Elmscar" not in text
        assert "It settled" not in text
    assert "1 time in" not in world.client("lead_officer").get(world.url(f"/library/{ref}")).text


def test_words_standards_levels_stages_and_kinds_narrow_the_list(world):
    make_item(world, title="Needs 100%", standards=[STANDARDS[0]], stages=["understand"], from_level=1, to_level=2)
    make_item(world, title="Gaps", about="Needs and services.", standards=[STANDARDS[1]], from_level=3, to_level=5)
    make_item(world, title="Always", stages=["plan", "do"])
    client = world.client("consultant")
    for query, found in {
        "q=NEEDS": ["Gaps", "Needs 100%"],
        "q=needs+services": ["Gaps"],
        "q=100%25": ["Needs 100%"],
        "q=_____": [],
        f"standard={STANDARDS[0]}": ["Needs 100%"],
        "level=2": ["Always", "Needs 100%"],
        "level=nine&standard=none": ["Always", "Gaps", "Needs 100%"],
        "stage=do": ["Always"],
        "kind=link": ["Always", "Gaps", "Needs 100%"],
        "kind=file": [],
        "owner=me": ["Always", "Gaps", "Needs 100%"],
        "owner=left": [],
    }.items():
        assert listed(client, world.url(f"/library?{query}")) == found, query


def test_markup_in_every_part_is_printed_as_it_was_typed(world):
    nasty = '"><b>&amp;</b>'
    ref = make_item(world, "partner", title=f"Title {nasty}", about=f"About {nasty}", standards=["gone"])
    with world.app.app_context():
        db.session.get_one(Person, world.people["lead_officer"]).name = f"Owner {nasty}"
        db.session.commit()
    client = world.client("lead_officer")
    for address in (world.url("/library"), world.url(f"/library/{ref}"), world.url(f"/library?q={quote(nasty)}")):
        main = page(client.get(address)).select_one("main")
        assert not main.find("b"), address
        for part in ("Title", "About", "Owner"):
            assert f"{part} {nasty}" in main.get_text(), (address, part)
    assert main.select_one("input[name=q]")["value"] == nasty


def test_live_tools_are_offered_and_an_item_can_hold_one(world):
    with world.app.app_context():
        version = tool_version()
        ref, title = version.ref, version.title
        db.session.commit()
    client = world.client("consultant")
    shown = page(client.get(world.url("/library?kind=tool")))
    assert shown.find("a", href=f"/tools/{ref}").text == title
    assert shown.find("a", href=world.url("/tools/new/cheltenham-principles"))
    assert title not in client.get(world.url(f"/library?kind=tool&standard={STANDARDS[0]}")).text
    assert "/tools/new/" not in world.client("participant1").get(world.url("/library")).text
    with world.app.app_context():
        owner = db.session.get_one(Person, world.people["consultant"])
        item = library_factories.item(db.session.get_one(Authority, world.lead_id), owner, title="Our own way")
        library_factories.version(item, owner, number=2, tool_key="cheltenham-principles")
        item_ref = item.ref
        db.session.commit()
    assert listed(client, world.url("/library?kind=tool")) == ["Our own way"]
    assert page(client.get(world.url(f"/library/{item_ref}"))).find("a", href=f"/tools/{ref}").text == title


def test_three_hundred_items_cost_as_many_queries_as_ten_and_are_paged(world):
    def made(number):
        with world.app.app_context():
            owner = db.session.get_one(Person, world.people["consultant"])
            lead = db.session.get_one(Authority, world.lead_id)
            for place in range(number):
                library_factories.item(lead, owner, title=f"Item {place:03}", review_on=dt.date(2026, 11, 1))
            db.session.commit()

    client, cost = world.client("manager"), []
    for number in (10, 110):
        made(number)
        client.get(world.url("/library"))
        assert len(listed(client, world.url("/library"))) == min(number, 50)
        cost.append(len(client.queries))
    assert cost[0] == cost[1] <= 5
    assert len(listed(client, world.url("/library?page=3"))) == 20
    assert "There is nothing on this page" in client.get(world.url("/library?page=9")).text
