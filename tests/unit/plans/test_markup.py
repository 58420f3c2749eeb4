"""Rows of a plan's page that are made without a template: every text in them is escaped, every address is given."""

import datetime as dt

from bs4 import BeautifulSoup

from app.plans.content import GoalText, MilestoneText, PlanContent, Who
from app.plans.markup import ScopeRows, milestones_table, status
from app.plans.picture import AT_RISK, Standing, picture

BAD = "<script>alert('1')</script>"
FIRST, LAST = dt.date(2026, 12, 1), dt.date(2027, 11, 30)
DUE = dt.date(2027, 3, 31)


def milestone(ref: str, **given) -> MilestoneText:
    usual = {"what": BAD, "owner": Who("w", BAD), "due_on": DUE, "quarters": 6, "support": "scoping"}
    return MilestoneText(**{"ref": ref, **usual, "uses": BAD, "waits_for": (), **given})


def plan(*milestones: MilestoneText) -> PlanContent:
    goal = GoalText("g", "key", 1, BAD, 2, 3, BAD, BAD, None, None, milestones)
    return PlanContent(BAD, BAD, FIRST, LAST, BAD, (goal,), ())


def table_of(content: PlanContent, standings: dict[str, Standing], yours=()):
    goal = picture(content, standings, today=dt.date(2027, 4, 2)).goals[0]
    made = milestones_table(goal, 1, frozenset(yours), lambda ref: f"/update/{ref}")
    assert "<script" not in made
    return BeautifulSoup(made, "html.parser")


def test_a_plans_rows_are_escaped_and_only_the_readers_own_can_be_updated():
    standings = {"b": Standing(status=AT_RISK, reason=BAD, forecast_on=DUE + dt.timedelta(days=30))}
    shown = table_of(plan(milestone("a"), milestone("b")), standings, yours={"b"})
    assert [link["href"] for link in shown.find_all("a")] == ["/update/b"]
    assert [cell.get_text() for cell in shown.tbody.find_all("tr")[1].find_all("td")] == [
        f"At risk 30 days behind the baseline{BAD}",
        "31 March 2027",
        "30 April 2027",
        BAD,
        "Update milestone 1.2",
    ]


def test_who_may_update_nothing_has_no_column_for_it():
    shown = table_of(plan(milestone("a", owner=None)), {"a": Standing("done", done_on=DUE, version=1)})
    assert [cell.get_text() for cell in shown.find_all("th", scope="col")][-1] == "Owner"
    assert [cell.get_text() for cell in shown.tbody.find_all("td")][2:] == ["Done 31 March 2027", "None"]


def test_status_stands_beside_its_baseline():
    goal = picture(plan(milestone("a")), {}, today=dt.date(2027, 4, 2)).goals[0]
    assert status(goal) == '<strong class="govuk-tag govuk-tag--red">Late</strong>'


def rows_of(content: PlanContent, addresses) -> ScopeRows:
    return ScopeRows(content, {"g": "1", "a": "1.1", "b": "1.2", "c": "1.3"}, addresses)


def test_the_builders_rows_are_escaped_and_say_what_they_wait_for():
    content = plan(milestone("a"), milestone("b", uses="", quarters=0), milestone("c", waits_for=("a", "b")))
    made = rows_of(content, {}).goal(0, {"b"}, lambda ref: f"{ref}: {BAD}")
    assert "<script" not in made
    shown = BeautifulSoup(made, "html.parser")
    assert [row.get_text() for row in shown.find_all("dd")] == ["Now 2, target 3", BAD, "No owner yet; no deputy yet"]
    assert [f"b: {BAD}" in each.get_text() for each in shown.find_all("li")] == [False, True, False]
    facts = [each.get_text() for each in shown.select(".app-scope__facts-line")]
    assert facts[1] == f"Due 31 March 2027. Owner: {BAD}."
    assert " Waits for 1.1 and 1.2. Needs 1.5 days of support: " in facts[2]


def test_who_may_not_edit_has_nothing_to_press_and_ends_do_not_move_further():
    content = plan(milestone("a"), milestone("b"), milestone("c"))
    assert not BeautifulSoup(rows_of(content, {}).goal(0, (), str), "html.parser").find_all(["a", "button"])
    names = [f"{act}_{kind}" for act in ("edit", "move", "remove") for kind in ("goal", "milestone")]
    acts = {name: f"/{name}/{{}}".format for name in (*names, "new_milestone")}
    made = BeautifulSoup(rows_of(content, acts).goal(0, (), str), "html.parser")
    values = [[button["value"] for button in each.find_all("button")] for each in made.select("ol > li")]
    assert values == [["down-0"], ["up-1", "down-1"], ["up-2"]]
    links = [link["href"] for link in made.select("ol > li")[1].find_all("a")]
    assert links == ["/edit_milestone/b", "/remove_milestone/b"]
    assert made.find_all("a")[-1]["href"] == "/new_milestone/g"
