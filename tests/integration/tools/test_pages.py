"""Tools as published texts: who reads them, what the page says, how a new version is uploaded, compared, published."""

import datetime as dt

from bs4 import BeautifulSoup

from app.db import db
from app.publishing.services import load
from app.tools.checking import FOLDER
from app.tools.kind import TOOLS
from app.tools.queries import newest_tool
from app.tools.reading import parse
from tests.clients import page
from tests.world import World

NOON = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
UPLOAD = "/admin/tools/upload"


def text_of(key: str) -> str:
    return (FOLDER / f"{key}.yaml").read_text(encoding="utf-8")


def loaded(world: World, key: str) -> str:
    """A tool of the product as `flask tools load` publishes it; its reference."""
    with world.app.app_context():
        ((_, stored),) = load(TOOLS, [FOLDER / f"{key}.yaml"], now=NOON)
        db.session.commit()
        return stored.ref


def offered(world: World, key: str) -> str | None:
    with world.app.app_context():
        newest = newest_tool(key)
        return newest and newest.label


def row(soup: BeautifulSoup, criterion: str) -> dict[str, str]:
    """The facts that a criterion's summary list gives."""
    found = soup.select_one(f"section[aria-labelledby=criterion-{criterion}]")
    keys = [each.get_text(" ", strip=True) for each in found.select("dt")]
    return dict(zip(keys, (each.get_text(" ", strip=True) for each in found.select("dd")), strict=True))


def confirm(client, address: str):
    """Press the button of a page that asks."""
    fields = page(client.get(address)).select("main form input[type=hidden]")
    return client.post(address, data={field["name"]: field.get("value", "") for field in fields})


def test_everybody_signed_in_reads_a_tool_whole(world: World) -> None:
    key = "norwich-organisation-criteria"
    ref, client = loaded(world, key), world.client("participant1")
    answer = client.get(f"/tools/{ref}")
    soup, tool = page(answer), parse(text_of(key), name="")
    text = " ".join(soup.get_text(" ").split())
    assert all(f"{each.number}. {each.title}" in text and each.text in text for each in tool.criteria)
    law = row(soup, "data-protection")
    assert "Data Protection Act 1998" in law["Law as published"]
    assert "Data Protection Act 2018" in law["Current law"]
    assert "1998" not in law["Source"]
    assert law["Current law"].endswith("Looked up on 21 November 2026.")
    assert law["If not met"].startswith("It ends the matter")
    assert "independently examined" in row(soup, "financial-systems")["Above £5,000"]
    assert row(soup, "insurance")["Source"] == (
        "Norwich City Council, Commissioning framework, 2014, 3.5.1, Organisation criteria, Insurance"
    )
    assert not soup.select("main form, main .govuk-button")
    client.get(f"/tools/{ref}")
    assert len(client.queries) == 2  # the person and the version; its text is kept by its digest


def test_weights_appraisers_and_open_rows_are_told(world: World) -> None:
    soup = page(world.client("manager").get(f"/tools/{loaded(world, 'lancaster-core-criteria')}"))
    assert "At least 2 people score alone, unseen by each other" in soup.text
    assert row(soup, "deliverability")["Weight"] == "1, unless people set another before they score"
    assert "Open row" in row(soup, "service-specific")
    assert "Open row" not in row(soup, "deliverability")


def test_new_version_is_uploaded_compared_and_published(world: World) -> None:
    key, client = "halton-criteria", world.client("administrator")
    old = loaded(world, key)
    text = (
        text_of(key).replace('version: "2026-11"', 'version: "2027-01"').replace("title: Match funding", "title: Money")
    )
    sent = client.post(UPLOAD, data={"text": text, "once": "the-page"})
    assert sent.status_code == 303
    draft = sent.location.rsplit("/", 1)[-1]
    shown = client.get(sent.location)
    assert "Compared with version 2026-11, the newest published: 1 criterion changed. Appraisals that" in shown.text
    assert "11 criteria stay the same" in shown.text
    assert [side.get_text(strip=True) for side in page(shown).select(".app-compare__text")] == [
        "Match funding",
        "Money",
    ]
    assert len(client.queries) <= 5
    assert world.client("lead_officer").get(f"/tools/{draft}").status_code == 404
    assert offered(world, key) == "2026-11"
    assert confirm(client, f"{sent.location}/publish").status_code == 303
    assert offered(world, key) == "2027-01"
    assert world.client("lead_officer").get(f"/tools/{draft}").status_code == 200
    assert world.client("lead_officer").get(f"/tools/{old}").status_code == 200
    listed = page(client.get("/admin/tools"))
    assert [cell.get_text(strip=True) for cell in listed.select("tbody tr td:nth-of-type(1)")] == [
        "Offered to new appraisals",
        "Replaced by a newer one",
    ]


def test_mistakes_are_named_and_a_draft_can_be_discarded(world: World) -> None:
    client, text = world.client("administrator"), text_of("norwich-delivery-matrix")
    wrong = client.post(UPLOAD, data={"text": text.replace("kind: options", "kind: one"), "once": "page-one"})
    assert wrong.status_code == 422
    assert "a matrix has options, and only a matrix has them" in wrong.text
    nothing = client.post(UPLOAD, data={"text": " ", "once": "page-two"})
    assert "Choose a tool file, or paste its text" in nothing.text
    sent = client.post(UPLOAD, data={"text": text, "once": "page-three"})
    assert "there is nothing to compare it with" in client.get(sent.location).text
    assert confirm(client, f"{sent.location}/discard").status_code == 303
    assert client.get(sent.location).status_code == 404
    assert "There are no tools yet" in client.get("/admin/tools").text


def test_pages_of_administration_are_for_administrators(world: World) -> None:
    ref = loaded(world, "cheltenham-principles")
    for address in ("/admin/tools", UPLOAD, f"/admin/tools/{ref}", f"/admin/tools/{ref}/publish"):
        assert world.client("manager").get(address).status_code == 403
    assert world.app.test_client().get(f"/tools/{ref}").status_code in {302, 303}
