"""What a filled workbook makes of a plan: added, changed, removed; and each thing that is wrong, by its cell."""

import datetime as dt
import io

import openpyxl
import pytest

from app.documents.reading import read
from app.plans.comparing import plan_difference
from app.plans.filled import filled
from app.plans.importing import read_into
from app.plans.workbook import GOALS, HOW, MILESTONES
from tests.unit.plans.contents import ANN, SAM, plain
from tests.unit.plans.test_workbook import ground, heads, made

NEW_GOAL, NEW = 4, 6  # the first empty rows


def put(book, sheet, row, **values):
    """Fill in cells by the heads of their columns, with _ for a space."""
    at = heads(book[sheet])
    for head, value in values.items():
        book[sheet][f"{at[head.replace('_', ' ')]}{row}"] = value


def back(book, fixed=(), plan_ref="plan1"):
    content = io.BytesIO()
    book.save(content)
    return read_into(filled(read(content.getvalue()), plan_ref=plan_ref), ground(plain(), fixed))


@pytest.fixture
def book():
    return openpyxl.load_workbook(io.BytesIO(made(plain())))


def test_what_is_written_over_changes_field_by_field(book):
    put(book, GOALS, 2, What_will_be_different="Something else.", Owner="Sam Ng, Cllr", Target_level=5)
    put(book, MILESTONES, 4, Due_date="29/1/2027", Days=2.25, Kind_of_support="sharing of practical tools")
    put(book, MILESTONES, 5, Waits_for="m1", Owner="ANN LEE", Tool_or_training=None)
    found = back(book)
    assert found.mistakes == ()
    goal = found.becomes.goal("g1")
    assert (goal.what, goal.owner, goal.target_level) == ("Something else.", SAM, 5)
    third, fourth = found.becomes.milestone("m3"), found.becomes.milestone("m4")
    assert (third.due_on, third.quarters, third.support) == (dt.date(2027, 1, 29), 9, "tools")
    assert (fourth.waits_for, fourth.owner, fourth.uses) == (("m1",), ANN, "")
    assert plan_difference(plain(), found.becomes).in_words == "1 goal changed, 2 milestones changed"


def test_new_rows_are_added_and_may_name_each_other(book):
    put(book, GOALS, NEW_GOAL, Standard="3. Data", What_will_be_different="Data are shared.")
    put(book, MILESTONES, NEW, Goal="New goal 1", Milestone="First", Waits_for="new 2; M1.1")
    put(book, MILESTONES, NEW + 1, Goal="G1", Milestone="Second", Due_date=dt.date(2027, 5, 3))
    found = back(book)
    assert found.mistakes == ()
    new = found.becomes.goals[-1]
    assert (new.standard_key, new.what, [each.what for each in new.milestones]) == (
        "data",
        "Data are shared.",
        ["First"],
    )
    second = found.becomes.goal("g1").milestones[-1]
    assert second.what == "Second"
    assert set(new.milestones[0].waits_for) == {second.ref, "m1"}
    assert found.becomes.omissions == ()  # the standard has a goal now


def test_only_a_yes_removes_and_a_missing_row_removes_nothing(book):
    book[MILESTONES].delete_rows(4)  # m3, named by another row's label, which still counts
    put(book, MILESTONES, 2, Remove="Yes")
    found = back(book)
    assert found.mistakes == ()
    assert [each.ref for each in found.becomes.milestones] == ["m2", "m3", "m4"]
    assert found.becomes.milestone("m2").waits_for == ()  # as when it is removed on its page
    assert found.becomes.milestone("m4").waits_for == ("m3",)


def test_a_goal_is_removed_with_its_milestones(book):
    put(book, GOALS, 2, Remove="yes")
    found = back(book)
    assert found.mistakes == ()
    assert [goal.ref for goal in found.becomes.goals] == ["g2"]
    assert found.becomes.milestone("m4").waits_for == ("m3",)


@pytest.mark.parametrize(
    ("sheet", "row", "values", "head", "message"),
    [
        (GOALS, 2, {"Reference": "zz9"}, "Reference", "“zz9” is no goal of this plan"),
        (GOALS, 3, {"Reference": "g1"}, "Reference", "stands in two rows"),
        (GOALS, 2, {"Standard": "3. Data"}, "Standard", "A goal stays with its standard"),
        (GOALS, 2, {"What_will_be_different": None}, "What will be different", "Say what will be different"),
        (GOALS, 2, {"Success_measure": "x" * 2001}, "Success measure", "2,000 characters or fewer"),
        (GOALS, 2, {"Target_level": 6}, "Target level", "“6” is not a level from 1 to 5"),
        (GOALS, 2, {"Target_level": 1}, "Target level", "must be 2, the agreed level, or higher"),
        (GOALS, 2, {"Deputy": "Ann Lee"}, "Deputy", "somebody other than the owner"),
        (GOALS, 2, {"Owner": "Nobody Known"}, "Owner", "“Nobody Known” takes no part"),
        (GOALS, 2, {"Remove": "perhaps"}, "Remove", "“perhaps” is not “yes”"),
        (GOALS, NEW_GOAL, {"What_will_be_different": "More"}, "Standard", "Choose the standard"),
        (GOALS, NEW_GOAL, {"Remove": "yes"}, "Remove", "nothing to remove"),
        (MILESTONES, 2, {"Reference": "zz9"}, "Reference", "“zz9” is no milestone of this plan"),
        (MILESTONES, 2, {"Goal": "G2"}, "Goal", "A milestone stays with its goal"),
        (MILESTONES, 2, {"Milestone": None}, "Milestone", "Say what will be done"),
        (MILESTONES, 2, {"Due_date": dt.date(2028, 1, 1)}, "Due date", "between 1 November 2026 and 31 October 2027"),
        (MILESTONES, 2, {"Due_date": "soon"}, "Due date", "“soon” is not a date"),
        (MILESTONES, 2, {"Due_date": "31/2/2027"}, "Due date", "must be a real date"),
        (MILESTONES, 3, {"Due_date": dt.date(2027, 1, 4)}, "Due date", "must be 29 January 2027 or later"),
        (MILESTONES, 2, {"Due_date": "=TODAY()"}, "Due date", "holds a formula"),
        (MILESTONES, 2, {"Days": 1.3}, "Days", "in quarters of a day"),
        (MILESTONES, 4, {"Days": 2}, "Kind of support", "Choose the kind of support"),
        (MILESTONES, 2, {"Kind_of_support": "Cake"}, "Kind of support", "“Cake” is no kind of support"),
        (MILESTONES, 2, {"Owner": "Nobody Known"}, "Owner", "“Nobody Known” takes no part"),
        (MILESTONES, 2, {"Waits_for": "M9.9"}, "Waits for", "“M9.9” is no milestone"),
        (MILESTONES, 2, {"Waits_for": "G2"}, "Waits for", "“G2” is no milestone"),
        (MILESTONES, 2, {"Waits_for": "M1.1"}, "Waits for", "names the milestone itself"),
        (MILESTONES, NEW, {"Milestone": "More"}, "Goal", "Choose the goal"),
        (MILESTONES, NEW, {"Milestone": "More", "Goal": "G7"}, "Goal", "“G7” is no goal"),
    ],
)
def test_a_bad_cell_is_named_by_sheet_row_and_column(book, sheet, row, values, head, message):
    put(book, sheet, row, **values)
    found = back(book)
    where = f"Sheet {sheet}, row {row}, column {heads(book[sheet]).get(head)} ({head})"
    assert [(each.place, message in each.message) for each in found.mistakes] == [(where, True)], found.mistakes


def test_a_circle_is_named_once(book):
    put(book, MILESTONES, 2, Waits_for="M1.2, New 1", Due_date=None)
    put(book, MILESTONES, NEW, Goal="G1", Milestone="More", Waits_for="M2.2")
    put(book, MILESTONES, 5, Waits_for="M2.1")
    (circle,) = back(book).mistakes
    assert circle.cell == f"{heads(book[MILESTONES])['Waits for']}2"
    assert circle.message.endswith("M1.1 waits for M1.2 waits for M1.1")


def test_an_approved_date_moves_only_by_a_forecast(book):
    put(book, MILESTONES, 2, Due_date=dt.date(2027, 1, 4), Milestone="Other words.")
    (fixed,) = back(book, fixed={"m1"}).mistakes
    assert fixed.cell == f"{heads(book[MILESTONES])['Due date']}2"
    assert "Re-forecast it" in fixed.message
    put(book, MILESTONES, 2, Due_date=dt.date(2027, 1, 29))
    assert back(book, fixed={"m1"}).becomes.milestone("m1").what == "Other words."


def test_a_row_cannot_begin_to_wait_for_what_is_removed(book):
    put(book, MILESTONES, 4, Remove="yes")
    put(book, MILESTONES, 3, Waits_for="M1.1, M2.1")
    (found,) = back(book).mistakes
    assert found.cell == f"{heads(book[MILESTONES])['Waits for']}3"


def test_every_mistake_is_told_at_once_and_nothing_is_kept(book):
    put(book, GOALS, 2, Target_level=9)
    put(book, MILESTONES, 2, Due_date="soon", Owner="Nobody")
    put(book, MILESTONES, 3, Milestone="This alone would be right.")
    put(book, MILESTONES, 4, Owner="Nobody", Due_date=dt.date(2030, 1, 1), Waits_for="M9.9, M2.2", Days=1)
    found = back(book)
    at = heads(book[MILESTONES])
    cells = [f"{at[head]}{row}" for row in (2, 4) for head in ("Owner", "Due date")]
    cells += [f"{at['Kind of support']}4", f"{at['Waits for']}4", f"{heads(book[GOALS])['Target level']}2"]
    assert sorted(each.cell for each in found.mistakes) == sorted(cells)


@pytest.mark.parametrize("harm", ["another plan", "no sheet", "no column", "two columns"])
def test_a_workbook_that_is_not_ours_is_refused(book, harm):
    if harm == "another plan":
        book[HOW]["B2"] = "plan2"
    elif harm == "no sheet":
        del book[MILESTONES]
    else:
        put(book, GOALS, 1, Deputy="Second" if harm == "no column" else "Owner")
    (found,) = back(book).mistakes
    assert not found.cell or found.cell == "B2"


def test_a_plan_that_changed_since_is_said_to_have(book):
    book[HOW]["B3"] = "another digest"
    assert back(book).outdated
