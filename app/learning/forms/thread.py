"""Forms of a pledge that becomes a milestone. Shape only; values come out. Days charged: support_days.py."""

from collections.abc import Iterable
from typing import Any

import wtforms
from wtforms import validators

from app.accounts.queries import SeatedPerson
from app.learning.queries.thread import GoalChoice, PledgeRow
from app.plans.review_forms import ChangeForm
from app.plans.services.milestones import MilestoneScope
from app.web.forms import DateField, Form, OnceMixin, option

LONGEST_TEXT, SHORTENED = 2_000, 90


class MilestoneForm(OnceMixin, Form):
    """What the milestone says; the training that it comes from is noted by itself."""

    on_the_page = ("goal", "what", "owner", "due_on")
    goal = wtforms.SelectField("Which goal does it serve?", [validators.DataRequired("Choose the goal")])
    what = wtforms.TextAreaField(
        "What will be done?",
        [
            validators.DataRequired("Say what will be done"),
            validators.Length(max=LONGEST_TEXT, message=f"The text must be {LONGEST_TEXT:,} characters or fewer"),
        ],
    )
    owner = wtforms.SelectField("Who owns the milestone?")
    due_on = DateField("When is it due?", called="due date")

    def offer(self, goals: Iterable[GoalChoice], people: Iterable[SeatedPerson]) -> None:
        """Offer the plan's goals and the engagement's people."""
        offered = [option(each.ref, _short(each.what)) for each in goals]
        self.goal.choices = [option("", "Choose a goal"), *offered]
        names = sorted({each.person_ref: each.name for each in people}.items(), key=lambda one: one[1].casefold())
        self.owner.choices = [option("", "Nobody yet"), *(option(ref, name) for ref, name in names)]

    def wanted(self, pledge: PledgeRow) -> MilestoneScope:
        """What was decided."""
        return MilestoneScope(
            what=self.what.data or "",
            owner=self.owner.data or "",
            due_on=self.due_on.data,
            waits_for=(),
            quarters=0,
            support=None,
            uses=f"Pledged by {pledge.name} in {pledge.programme_title}",
        )


def change_form(pledge: PledgeRow, sent: Any) -> ChangeForm:
    """Give the form that opens the scope of an approved plan, with the pledge as the reason."""
    return ChangeForm(sent, data={"reason": f"A pledge from training becomes a milestone: {_short(pledge.action)}"})


def _short(text: str) -> str:
    return text if len(text) <= SHORTENED else f"{text[:SHORTENED].rstrip()}…"
