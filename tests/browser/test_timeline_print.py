"""The timeline on paper: one sheet of A4, lying, with the picture whole and nothing that can only be pressed."""

import datetime as dt
import io

import pikepdf
import pytest

from app.db import db
from app.engagements.models import Engagement
from app.plans.content import plan_content, plan_from
from app.plans.models import Plan, PlanState, PlanVersion
from tests.browser.conftest import OpenPage
from tests.integration.plans.plans import make_plan
from tests.world import World

pytestmark = pytest.mark.browser

GOALS, MILESTONES = 6, 4
A4_LYING = (842, 595)  # points


def grow(world: World) -> None:
    """Make the approved plan as large as the demonstration's, its engagement illustrative: the fullest head of page."""
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).illustrative = True
        version = db.session.scalars(db.select(PlanVersion).join(Plan, Plan.id == PlanVersion.plan_id)).one()
        content = plan_from(version.content)
        goal, (milestone, *_) = content.goals[0], content.goals[0].milestones
        goals = [
            {
                **plan_content(content)["goals"][0],
                "ref": f"{goal.ref}{at}",
                "what": f"{goal.what} It can show three decisions of the partnership that followed it.",
                "milestones": [
                    {
                        **plan_content(content)["goals"][0]["milestones"][0],
                        "ref": f"{milestone.ref}{at}{place}",
                        "due_on": str(dt.date(2026, 12, 1) + dt.timedelta(50 * place + 5 * at)),
                    }
                    for place in range(MILESTONES)
                ],
            }
            for at in range(GOALS)
        ]
        version.content = {**version.content, "goals": goals}
        db.session.commit()


def test_a_plan_of_six_goals_prints_on_one_sheet_of_a4(world: World, open_page: OpenPage) -> None:
    make_plan(world, PlanState.LIVE)
    grow(world)
    page = open_page("participant1")
    page.goto(world.url("/plan/timeline"))
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
        assert len(printed.pages) == 1
        left, bottom, right, top = (float(each) for each in printed.pages[0].mediabox)
        assert (round(right - left), round(top - bottom)) == pytest.approx(A4_LYING, abs=2)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1047, "height": 718})  # what lies between the margins, in CSS pixels
    picture = page.locator("img.app-timeline__picture")
    assert picture.evaluate("each => each.complete && each.naturalWidth > 0")
    box = picture.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 718
    assert box["width"] > 800
    for hidden in (".govuk-service-navigation", ".govuk-table", ".app-header", ".govuk-footer"):
        assert not page.locator(hidden).first.is_visible()
    assert "A table of all milestones with their owners is at http" in page.locator("main").inner_text()
