"""The list and the text of questionnaires: who may see them, what they say, what they cost."""

import datetime as dt

import pytest

from app.db import db
from app.instruments.document import parse
from app.instruments.models import InstrumentVersion
from app.instruments.queries import published_versions
from app.publishing.models import VersionState
from tests import factories
from tests.clients import page
from tests.integration.instruments.texts import reworded, version
from tests.world import SAP, World

NOON = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)


def sap_ref(world: World) -> str:
    with world.app.app_context():
        return published_versions()[0].ref


def stored(world: World, text: str, **values) -> str:
    with world.app.app_context():
        ref = factories.instrument_version(text, **values).ref
        db.session.commit()
        return ref


def many(world: World, count: int) -> None:
    with world.app.app_context():
        template = {"text": SAP, "published_at": None, "state": VersionState.DRAFT, "uploaded_at": NOON}
        for number in range(count):
            by = factories.person().id
            row = {"key": "sap", "label": f"2027-01.{number}", "title": "SAP", "digest": f"{number:064}"}
            db.session.add(InstrumentVersion(**template, **row, uploaded_by_id=by))
        db.session.commit()


def addresses(ref: str) -> list[str]:
    below = f"/admin/instruments/{ref}"
    return ["/admin/instruments", "/admin/instruments/upload", below, f"{below}/publish", f"{below}/discard"]


def test_list_names_versions_states_and_uploaders(world: World) -> None:
    by = {"uploaded_by_id": world.people["administrator"]}
    later = NOON + dt.timedelta(days=1)
    stored(world, reworded("2026-12"), published_at=later, uploaded_at=later, **by)
    stored(world, version("2027-01"), state=VersionState.DRAFT, published_at=None, uploaded_at=later, **by)
    answer = world.client("administrator").get("/admin/instruments")
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")][:3] for row in page(answer).select("tbody tr")
    ]
    name = "of Self Analysis and Planning (SAP)"
    who = page(answer).select(".app-navigation__person")[0].get_text(strip=True)
    hyphen = "\u2011"  # one that does not break at the end of a line
    assert rows == [
        [f"2027{hyphen}01 {name}", "Draft", f"21 November 2026 at 12:00 by {who}"],
        [f"2026{hyphen}12 {name}", "Offered to new rounds", f"21 November 2026 at 12:00 by {who}"],
        [f"2026{hyphen}11 {name}", "Replaced by a newer one", "20 November 2026 at 12:00, came with the service"],
    ]


def test_empty_list_says_what_to_do(app) -> None:
    with app.app_context():
        who = factories.person(is_administrator=True).id
        db.session.commit()
    answer = app.test_client().sign_in(who).get("/admin/instruments")
    assert "There are no questionnaires yet" in answer.text


def test_list_costs_the_same_for_ten_and_three_hundred(world: World) -> None:
    client = world.client("administrator")
    many(world, 9)
    client.get("/admin/instruments")
    few = len(client.queries)
    with world.app.app_context():
        db.session.execute(
            factories.InstrumentVersion.__table__.delete().where(factories.InstrumentVersion.label > "2027")
        )
        db.session.commit()
    many(world, 299)
    shown = client.get("/admin/instruments")
    assert len(client.queries) == few <= 5
    assert len(page(shown).select("tbody tr")) == 50
    last = client.get("/admin/instruments?page=6")
    assert len(page(last).select("tbody tr")) == 50
    assert client.get("/admin/instruments?page=999").status_code == 200
    assert client.get("/admin/instruments?page=-1").status_code == 200


def test_texts_are_not_loaded_for_the_list(world: World) -> None:
    client = world.client("administrator")
    client.get("/admin/instruments")
    assert not any("instrument_version.text" in query for query in client.queries)


@pytest.mark.parametrize("who", ["participant1", "lead_officer", "manager", "stranger_director"])
def test_everybody_signed_in_reads_a_published_version_whole(world: World, who: str) -> None:
    client = world.client(who)
    answer = client.get(f"/questionnaires/{sap_ref(world)}")
    assert answer.status_code == 200
    text = " ".join(page(answer).get_text(" ").split())
    document = parse(SAP, name="sap.yaml")
    for standard in document.standards:
        assert f"{standard.number}. {standard.title}" in text
        assert all(sign in text for level in standard.levels for sign in level.signs)
        assert all(item.success_measure in text for step in standard.steps for item in step.actions)
    assert "{partnership}" not in text
    assert document.provenance.text in text
    assert "Derived means that the texts were written later" in text
    assert not page(answer).select("main form, main .govuk-button")
    client.get(f"/questionnaires/{sap_ref(world)}")
    assert len(client.queries) == 2  # the person and the version; its text is kept by its digest


def test_version_page_costs_few_queries(world: World) -> None:
    client = world.client("administrator")
    ref = stored(
        world,
        reworded("2026-12"),
        state=VersionState.DRAFT,
        published_at=None,
        uploaded_by_id=world.people["administrator"],
    )
    address = f"/admin/instruments/{ref}"
    client.get(address)
    client.get(address)
    assert len(client.queries) <= 4


def test_draft_is_for_administrators_only(world: World) -> None:
    ref = stored(world, reworded("2026-12"), state=VersionState.DRAFT, published_at=None)
    for who in ("lead_officer", "manager", "administrator"):
        assert world.client(who).get(f"/questionnaires/{ref}").status_code == 404
    assert world.client("administrator").get(f"/admin/instruments/{ref}").status_code == 200


@pytest.mark.parametrize("who", ["manager", "director", "participant1", "stranger_manager"])
def test_other_roles_may_not_administer(world: World, who: str) -> None:
    client = world.client(who)
    for address in addresses(sap_ref(world)):
        assert client.get(address).status_code == 403, address
    for address in addresses(sap_ref(world))[1:]:
        if not address.endswith(sap_ref(world)):
            assert client.post(address, data={"text": reworded("2026-12")}).status_code == 403, address
    with world.app.app_context():
        assert [each.label for each in published_versions()] == ["2026-11"]


def test_signed_out_people_are_led_to_sign_in(world: World) -> None:
    client = world.client(None)
    for address in [*addresses(sap_ref(world)), f"/questionnaires/{sap_ref(world)}"]:
        answer = client.get(address)
        assert (answer.status_code, answer.location) == (303, "/sign-in"), address


def test_unknown_reference_is_not_found(world: World) -> None:
    client = world.client("administrator")
    unknown = "2" * 14
    for address in [*addresses(unknown)[2:], f"/questionnaires/{unknown}"]:
        assert client.get(address).status_code == 404, address
