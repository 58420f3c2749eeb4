"""One version as it is read: whole, frozen, beside the signed one before it; by everybody who may read agreements."""

import pytest

from app.agreements.models import AgreementState
from app.db import db
from app.engagements.models import Engagement
from tests.clients import page
from tests.integration.agreements.signed import address, make_agreement, make_variation
from tests.world import build_world

READERS = ("director", "lead_officer", "manager", "consultant", "finance_officer", "partner_finance_officer")


@pytest.fixture
def world(app):
    return build_world(app, participants=0)


def cells(shown, caption):
    table = next(each for each in shown.find_all("table") if each.caption.get_text() == caption)
    return [[cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in table.select("tbody tr")]


@pytest.mark.parametrize("who", READERS)
def test_everybody_concerned_reads_all_of_it(world, who):
    ref = make_agreement(world, AgreementState.SIGNED, signed_by=("director", "manager"))
    shown = page(world.client(who).get(address(world, ref)))
    assert cells(shown, "Support, person-days and value before VAT")[-2:] == [
        ["Halton bears", "", "0.5 days", "£250", "", ""],
        ["Cheshire West and Chester pays for", "", "5 days", "£2,500", "", ""],
    ]
    assert [row[2:] for row in cells(shown, "Who signs for which authority")] == [
        ["Director", "20 November 2026"],
        ["Manager", "20 November 2026"],
    ]
    assert "Version 1, signed for both authorities on 20 November 2026." in shown.main.get_text()


def test_a_reader_who_does_nothing_here_is_offered_no_button(world):
    ref = make_agreement(world, AgreementState.TO_SIGN)
    shown = page(world.client("lead_officer").get(address(world, ref)))
    assert not shown.main.find_all("form")
    assert "Read and sign" not in shown.main.get_text()


def test_a_variation_shows_its_difference_to_what_is_in_force(world):
    ref = make_variation(world, AgreementState.TO_SIGN, purpose="Scoping, self-assessment and mentoring.")
    director = world.client("director")
    for rest in ("/changes", "/sign"):
        shown = page(director.get(address(world, ref, rest)))
        assert cells(shown, "Lines that change") == [
            [
                "Scoping exercise: Commissioners and providers",
                "Changed: days",
                "3.5 days",
                "5.5 days",
                "£1,750",
                "£2,750",
            ]
        ]
        assert ["Cap: before VAT", "£15,000", "£17,500", "£2,500 more"] in cells(shown, "Totals")
        assert [each.get_text() for each in shown.select("ins.app-now")] != []
    assert "What changes since version 1" in director.get(address(world, ref)).text


def test_a_draft_is_compared_as_it_is_drafted_now(world):
    ref = make_variation(world)
    shown = page(world.client("manager").get(address(world, ref, "/changes")))
    assert len(cells(shown, "Lines that change")) == 1
    assert "Two more sites." in shown.main.get_text()


def test_the_first_agreement_is_compared_with_nothing(world):
    ref = make_agreement(world)
    assert "there is no signed version before it" in world.client("manager").get(address(world, ref, "/changes")).text


def test_what_was_replaced_says_by_what(world):
    newer = make_variation(world, AgreementState.SIGNED, signed_by=("director", "manager"))
    director = world.client("director")
    shown = page(director.get(address(world, newer, "/changes")))
    older = next(link["href"] for link in shown.select("main nav a") if "as it was signed" in link.get_text())
    assert "Version 2 has taken its place." in page(director.get(older)).main.get_text()
    assert "has taken its place" not in director.get(address(world, newer)).text


def test_a_made_up_agreement_says_so_on_every_page(world):
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).illustrative = True
        db.session.commit()
    ref = make_agreement(world, AgreementState.TO_SIGN)
    for rest in ("", "/sign", "/changes"):
        assert "Illustrative agreement" in world.client("director").get(address(world, ref, rest)).text


@pytest.mark.parametrize("rest", ["", "/changes", "/sign", "/return"])
def test_pages_keep_to_their_queries(world, rest):
    ref = make_variation(world, AgreementState.TO_SIGN)
    director = world.client("director")
    assert director.get(address(world, ref, rest)).status_code == 200
    assert len(director.queries) <= 5
