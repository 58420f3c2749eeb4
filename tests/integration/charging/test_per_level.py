"""Cost per level moved: approved days and pounds beside levels, a figure only where one rose, and the caveat."""

import copy
from decimal import Decimal

from app.assessments.models import RoundKind, RoundState, SignedResult
from app.charging.models import EntryState, SupportEntry
from app.db import db
from app.engagements.models import Engagement, SupportKind
from app.instruments.models import InstrumentVersion
from app.plans.models import Goal, Plan
from tests import factories
from tests.clients import page
from tests.integration.charging.made import IN_NOVEMBER, IN_OCTOBER, make_charging, make_entry
from tests.world import World


def rows(world: World, who: str = "director") -> list[list[str]]:
    client = world.client(who)
    answer = client.get(world.url("/days/per-level"))
    assert answer.status_code == 200
    assert len(client.queries) <= 5
    shown = page(answer)
    assert "they cannot show that the days caused it" in shown.main.text
    found = shown.find("table").tbody.find_all("tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])] for row in found]


def serve(world: World, goal_ref: str, **values) -> str:
    kind = {"kind": SupportKind.MENTORING, "goal_ref": goal_ref, "state": EntryState.APPROVED}
    return make_entry(world, **kind | values)


def score_again(world: World, *moves: int) -> None:
    """Sign an end-of-year result in which the standards with a goal moved so many levels."""
    with world.app.app_context():
        keys = goal_keys(db.session.scalars(db.select(Plan)).one())
        signed = db.session.scalars(db.select(SignedResult)).one()
        content = copy.deepcopy(signed.content)
        for area in content["areas"]:
            for standard in area["standards"]:
                if standard["key"] in keys:
                    standard["level"] += moves[keys.index(standard["key"])]
        engagement = db.session.get_one(Engagement, world.engagement_id)
        version = db.session.scalar(db.select(InstrumentVersion).filter_by(digest=world.digest))
        later = factories.assessment_round(engagement, version, kind=RoundKind.END_OF_YEAR, state=RoundState.SIGNED)
        told = {"signed_by_id": signed.signed_by_id, "signed_name": signed.signed_name, "signed_at": signed.signed_at}
        db.session.add(SignedResult(round_id=later.id, number=1, content=content, **told))
        db.session.commit()


def goal_keys(plan: Plan) -> list[str]:
    return list(db.session.scalars(db.select(Goal.standard_key).filter_by(plan_id=plan.id).order_by(Goal.position)))


def test_before_a_plan_is_approved_there_is_nothing_to_compare(world):
    make_charging(world, planned=False)
    shown = page(world.client("director").get(world.url("/days/per-level")))
    assert "There is nothing to compare yet" in shown.main.text


def test_approved_days_of_a_goal_stand_beside_its_standard_and_nothing_waiting_counts(world):
    goals = make_charging(world).plan.goals
    serve(world, goals[0], on_date=IN_OCTOBER)
    serve(world, goals[0], on_date=IN_NOVEMBER, day_rate=Decimal(400))
    serve(world, goals[1], on_date=IN_NOVEMBER.replace(day=3), state=EntryState.SUBMITTED)
    make_entry(world, on_date=IN_OCTOBER.replace(day=2), quarters=2, state=EntryState.APPROVED)
    first, second, others, everything = rows(world)
    assert first[1:3] == ["2 days", "£900"]
    assert first[4:] == ["–", "Not scored again yet", "No figure yet"]
    assert second[1:3] == ["0 days", "£0"]
    assert others[1:3] == ["0.5 days", "£250"]
    assert everything[1:3] == ["2.5 days", "£1,150"]


def test_a_figure_stands_only_where_a_level_rose_and_its_sum_can_be_done_again(world):
    goals = make_charging(world).plan.goals
    for place, goal in enumerate(goals):
        for day in (2, 3, 4):
            serve(world, goal, on_date=IN_NOVEMBER.replace(day=day + 3 * place))
    score_again(world, 2, 0)
    first, second, *_ = rows(world)
    assert int(first[4]) - int(first[3]) == 2
    assert first[5:] == ["Up 2 levels", "£1,500 ÷ 2 = £750"]
    assert second[5:] == ["No change", "No figure: the level did not go up"]


def test_a_reversal_takes_its_days_off(world):
    goals = make_charging(world).plan.goals
    ref = serve(world, goals[0], on_date=IN_OCTOBER)
    with world.app.app_context():
        taken_back = db.session.scalar(db.select(SupportEntry.id).filter_by(ref=ref))
    serve(world, goals[0], on_date=IN_OCTOBER, quarters=-4, reverses_id=taken_back, reason="It was another day.")
    score_again(world, 1, -1)
    first, second, *_ = rows(world)
    assert first[1:3] == ["0 days", "£0"]
    assert first[5:] == ["Up 1 level", "No figure: it rose without a charged day"]
    assert second[5] == "Down 1 level"


def test_who_sees_no_days_sees_no_cost(world):
    make_charging(world)
    assert world.client("participant1").get(world.url("/days/per-level")).status_code == 403
    assert world.client("stranger_director").get(world.url("/days/per-level")).status_code == 404
    assert rows(world, "partner_finance_officer") == rows(world, "consultant")
