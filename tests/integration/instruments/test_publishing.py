"""Publishing and discarding drafts; what running and new rounds see of it; two administrators at once."""

import pytest
from sqlalchemy import select

from app.assessments.models import Round
from app.audit.models import AuditEntry
from app.db import db
from app.db.clock import now
from app.instruments.kind import QUESTIONNAIRES
from app.instruments.models import InstrumentVersion
from app.instruments.queries import instrument, published_versions
from app.publishing import services
from app.publishing.errors import NotADraftError
from app.publishing.models import VersionState
from tests import factories
from tests.clients import page
from tests.conftest import MovableClock
from tests.integration.instruments.texts import NEW_TITLE, OLD_TITLE, reworded, version
from tests.world import World


def draft(world: World, text: str) -> str:
    """Store a draft; the reference in its address."""
    with world.app.app_context():
        ref = factories.instrument_version(text, state=VersionState.DRAFT, published_at=None).ref
        db.session.commit()
        return ref


def offered(world: World) -> list[str]:
    with world.app.app_context():
        return [each.label for each in published_versions()]


def published_ref(world: World) -> str:
    with world.app.app_context():
        return published_versions()[0].ref


def actions(world: World) -> list[str]:
    with world.app.app_context():
        return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def form_of(client, address: str) -> dict[str, str]:
    """The hidden values that a confirmation page carries."""
    fields = page(client.get(address)).select("main form input[type=hidden]")
    return {str(field["name"]): str(field.get("value", "")) for field in fields}


def test_draft_is_compared_confirmed_and_published(world: World) -> None:
    ref, client = draft(world, reworded("2026-12")), world.client("administrator")
    shown = client.get(f"/admin/instruments/{ref}")
    assert "Compared with version 2026-11, the newest published: 1 standard reworded. Running rounds keep" in shown.text
    sides = [side.get_text(" ", strip=True) for side in page(shown).select(".app-compare__text")]
    assert sides[:2] == [OLD_TITLE, NEW_TITLE]
    assert "11 standards stay the same" in shown.text
    assert offered(world) == ["2026-11"]

    address = f"/admin/instruments/{ref}/publish"
    answer = client.post(address, data=form_of(client, address))
    assert answer.status_code == 303
    after = client.get(answer.location)
    assert "Version 2026-12 published. New rounds are offered it" in after.text
    assert "Offered to new rounds" in after.text
    assert offered(world) == ["2026-12"]
    assert actions(world)[-1] == "questionnaire published"
    with world.app.app_context():
        entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry is not None
        assert (entry.actor_id, entry.subject) == (world.people["administrator"], f"questionnaire {ref}")


def test_running_round_keeps_its_text(world: World) -> None:
    with world.app.app_context():
        engagement = db.session.get_one(factories.Engagement, world.engagement_id)
        running = factories.assessment_round(engagement, published_versions()[0]).id
        db.session.commit()
    client = world.client("administrator")
    address = f"/admin/instruments/{draft(world, reworded('2026-12'))}/publish"
    client.post(address, data=form_of(client, address))
    with world.app.app_context():
        digest = db.session.get_one(Round, running).instrument_digest
        assert digest == world.digest
        assert instrument(digest).standard("shared-process").title == OLD_TITLE
        (new,) = published_versions()
        assert instrument(new.digest).standard("shared-process").title == NEW_TITLE


def test_two_administrators_publish_the_same_draft(world: World) -> None:
    address = f"/admin/instruments/{draft(world, reworded('2026-12'))}/publish"
    one, two = world.client("administrator"), world.client("administrator")
    first, second = form_of(one, address), form_of(two, address)
    assert one.post(address, data=first).status_code == 303
    answer = two.post(address, data=second)
    assert answer.status_code == 303
    assert "Version 2026-12 was published or discarded already. Nothing was changed" in two.get(answer.location).text
    assert actions(world).count("questionnaire published") == 1


def test_double_press_publishes_once_and_says_so(world: World) -> None:
    address = f"/admin/instruments/{draft(world, reworded('2026-12'))}/publish"
    client = world.client("administrator")
    values = form_of(client, address)
    assert values["once"]
    answers = [client.post(address, data=values) for _ in "12"]
    assert [answer.status_code for answer in answers] == [303, 303]
    shown = page(client.get(answers[1].location)).select(".govuk-notification-banner__heading")
    assert [banner.text for banner in shown] == ["Version 2026-12 published. New rounds are offered it"]
    assert actions(world).count("questionnaire published") == 1


def test_comparison_that_is_out_of_date_is_read_again(world: World, clock: MovableClock) -> None:
    client = world.client("administrator")
    mine, theirs = draft(world, reworded("2026-12")), draft(world, version("2026-12.2"))
    address, other = (f"/admin/instruments/{ref}/publish" for ref in (mine, theirs))
    values = form_of(client, address)
    client.post(other, data=form_of(client, other))
    answer = client.post(address, data=values)
    assert answer.status_code == 303
    shown = client.get(answer.location).text
    assert "Another version was published while you were reading" in shown
    assert "Compared with version 2026-12.2" in shown
    assert offered(world) == ["2026-12.2"]
    clock.advance(minutes=1)
    assert client.post(address, data=form_of(client, address)).status_code == 303
    assert offered(world) == ["2026-12"]


def test_first_version_of_a_questionnaire_needs_no_comparison(world: World) -> None:
    ref, client = draft(world, version("2026-12", key="ours", title="Ours")), world.client("administrator")
    assert "there is nothing to compare it with" in client.get(f"/admin/instruments/{ref}").text
    address = f"/admin/instruments/{ref}/publish"
    client.post(address, data=form_of(client, address))
    assert offered(world) == ["2026-12", "2026-11"]  # by title: Ours, Self Analysis and Planning


def test_published_version_cannot_be_published_discarded_or_rewritten(world: World) -> None:
    ref, client = published_ref(world), world.client("administrator")
    with world.app.app_context():
        before = db.session.execute(select(InstrumentVersion.text, InstrumentVersion.published_at)).one()
    for act in ("publish", "discard"):
        address = f"/admin/instruments/{ref}/{act}"
        assert client.get(address).status_code == 303
        assert client.post(address, data={"compared_with": ref}).status_code == 303
    assert "was published in the meantime, so it stays" in client.get("/admin/instruments").text
    shown = client.get(f"/admin/instruments/{ref}").text
    assert "The text of a published version never changes" in shown
    assert "Discard this draft" not in shown
    with world.app.app_context():
        assert db.session.execute(select(InstrumentVersion.text, InstrumentVersion.published_at)).one() == before
        stored = db.session.scalars(select(InstrumentVersion)).one()
        with pytest.raises(NotADraftError):
            services.discard(QUESTIONNAIRES, stored, actor_id=world.people["administrator"], now=now())
    assert actions(world) == []


def test_discarded_draft_frees_its_version_name(world: World) -> None:
    client = world.client("administrator")
    ref = draft(world, reworded("2026-12"))
    address = f"/admin/instruments/{ref}/discard"
    assert "cannot be brought back" in client.get(address).text
    answer = client.post(address, data=form_of(client, address))
    assert answer.status_code == 303
    assert "Draft of version 2026-12 discarded" in client.get(answer.location).text
    assert actions(world) == ["questionnaire draft discarded"]
    text = version("2026-12")
    assert client.post("/admin/instruments/upload", data={"text": text, "once": "after-it"}).status_code == 303


@pytest.mark.parametrize("act", ["publish", "discard"])
def test_draft_that_another_administrator_discarded_is_no_error(world: World, act: str) -> None:
    client = world.client("administrator")
    ref = draft(world, reworded("2026-12"))
    values = form_of(client, f"/admin/instruments/{ref}/{act}")
    away = f"/admin/instruments/{ref}/discard"
    world.client("administrator").post(away, data=form_of(client, away))
    answer = client.post(f"/admin/instruments/{ref}/{act}", data=values)
    assert answer.status_code == 303
    assert "The draft was discarded already. Nothing was changed" in client.get(answer.location).text
    assert client.get(f"/admin/instruments/{ref}").status_code == 404


def test_new_removed_moved_and_replaced_standards_are_named(world: World) -> None:
    text = version("2026-12").replace("- key: shared-process\n", "- key: one-process\n", 1)
    text = text.replace("    number: 1\n", "    number: 1\n    lineage: {replaces: [shared-process]}\n", 1)
    text = text.replace("- key: markets\n", "- key: routes\n", 1)
    text = text.replace("- key: levels\n", "- key: tiers\n    lineage: {same: [levels]}\n", 1)
    shown = world.client("administrator").get(f"/admin/instruments/{draft(world, text)}")
    table = page(shown).select_one("table")
    assert table is not None
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in table.select("tbody tr")]
    assert rows == [
        [OLD_TITLE, "Replaces another: scores are not compared Takes over from shared-process"],
        ["Levels of commissioning", "Under a new key, otherwise the same: scores are compared Takes over from levels"],
        ["Markets, mechanisms and procurement", "New"],
        ["Markets, mechanisms and procurement", "Removed"],
    ]
    assert "1 standard new, 1 removed, 1 replaced." in shown.text
