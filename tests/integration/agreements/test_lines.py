"""A draft's lines without JavaScript: added, moved, removed, saved at once; what the cap and the plan refuse."""

import pytest

from app.agreements.models import AgreementKind
from app.plans.models import PlanState
from tests.clients import page, summary_errors
from tests.integration.agreements.drafts import draft, fields, lines, make_draft_engagement, record_paper, versions
from tests.integration.plans.plans import make_plan


@pytest.fixture
def drafted(world):
    """A draft from the plan: scoping 3, self-assessment 4, mentoring 4, reviews 3."""
    record_paper(world)
    make_plan(world, PlanState.APPROVED)
    ref = draft(world, AgreementKind.PLAN)
    return world, ref, world.url(f"/agreement/{ref}/lines")


def test_lines_are_added_moved_and_removed_on_the_page_and_kept_only_when_saved(drafted):
    world, ref, address = drafted
    manager = world.client("manager")
    added = manager.post(address, data=fields(manager.get(address)) | {"act": "add"})
    assert added.status_code == 200
    assert "not saved yet" in added.text
    typed = fields(added) | {"rows-4-kind": "tools", "rows-4-days": "1.25", "rows-4-what": "Matrices"}
    moved = manager.post(address, data=typed | {"act": "up-4"})
    assert fields(moved)["rows-3-what"] == "Matrices"
    removed = manager.post(address, data=fields(moved) | {"act": "remove-0"})
    assert len(lines(world, ref)) == 4, "nothing is kept yet"
    assert manager.post(address, data=fields(removed) | {"act": "save"}).status_code == 303
    assert [(line.kind.value, line.quarters) for line in lines(world, ref)] == [
        ("self_assessment", 16), ("mentoring", 16), ("tools", 5), ("review", 12),
    ]  # fmt: skip


def test_the_value_is_worked_out_to_the_penny_before_it_is_saved(drafted):
    world, _, address = drafted
    manager = world.client("manager")
    sent = fields(manager.get(address)) | {"rows-2-days": "4.25", "rows-3-payer": "lead", "act": "work-out"}
    text = " ".join(page(manager.post(address, data=sent)).main.text.split())
    assert "pays for 11.25 days at £500: £5,625 before VAT" in text
    assert "With the lines that the lead authority pays for itself it is 14.25 days" in text


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"rows-2-days": "24"}, "more than the cap of 30 days"),
        ({"rows-1-days": "0.3"}, "Person-days of line 2 must be in quarters of a day, like 20, 20.25 or 20.5"),
        ({"rows-1-days": ""}, "Enter the person-days of line 2"),
        ({"rows-3-kind": ""}, "Choose the kind of support of line 4"),
        ({"rows-0-vat": "a tenth"}, "Choose one of the options"),
    ],
)
def test_a_wrong_line_is_named_beside_its_field_and_everything_typed_stays(drafted, wrong, message):
    world, ref, address = drafted
    manager = world.client("manager")
    response = manager.post(address, data=fields(manager.get(address)) | {"rows-0-what": "As typed"} | wrong)
    assert response.status_code == 422
    assert message in " ".join(summary_errors(response))
    link = page(response).select_one(".govuk-error-summary__list a")["href"]
    assert page(response).select_one(link)
    again = fields(response)
    assert again["rows-0-what"] == "As typed"
    assert all(again[name] == value for name, value in wrong.items() if not name.endswith("vat"))
    assert lines(world, ref)[0].what != "As typed"


def test_before_the_plan_only_the_initial_kinds_can_be_agreed(world):
    make_draft_engagement(world)
    ref = draft(world, AgreementKind.INITIAL)
    manager, address = world.client("manager"), world.url(f"/agreement/{ref}/lines")
    shown = page(manager.get(address))
    assert not shown.select("option[value=mentoring]")
    response = manager.post(address, data=fields(manager.get(address)) | {"rows-1-kind": "mentoring"})
    assert response.status_code == 422
    assert "before the change plan is approved" in summary_errors(response)[0]
    assert {line.kind.value for line in lines(world, ref)} == {"scoping", "self_assessment"}


def test_two_who_edit_the_lines_see_both_lists_and_lose_nothing(drafted):
    world, ref, address = drafted
    manager = world.client("manager")
    first = second = fields(manager.get(address))
    before = versions(world)[-1].version
    assert manager.post(address, data=first | {"rows-2-days": "5"}).status_code == 303
    assert versions(world)[-1].version > before
    response = manager.post(address, data=second | {"rows-2-days": "6"})
    assert response.status_code == 409
    compared = page(response).select_one(".app-compare").text
    assert "Mentoring: 6 days" in compared
    assert "Mentoring: 5 days" in compared
    assert manager.post(address, data=fields(response)).status_code == 303
    assert lines(world, ref)[2].quarters == 24


def test_forty_lines_and_strange_numbers_are_no_way_around(drafted):
    world, _, address = drafted
    manager = world.client("manager")
    many = {f"rows-{number}-{part}": "" for number in range(60) for part in ("kind", "days")}
    assert manager.post(address, data=many | {"act": "add"}).status_code == 200
    for act in ("up-0", "down-99", "remove-99", "remove-x", "nonsense"):
        assert manager.post(address, data=fields(manager.get(address)) | {"act": act}).status_code == 200
