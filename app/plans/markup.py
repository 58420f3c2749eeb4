"""The rows of a plan's page and of its builder. Made here and not by macros: they are the longest part of both."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from app.engagements.models import SupportKind
from app.plans.content import GoalText, MilestoneText, PlanContent
from app.plans.picture import AT_RISK, GoalPicture, MilestonePicture
from app.web.components import table, tag
from app.web.filters import day, person_days
from app.web.links import AddressOf

_HEAD = ("Milestone", "Status", "Baseline", "Forecast", "Owner")
_ACTS = Markup('<span class="govuk-visually-hidden">Update</span>')
_SUPPORT = {kind.value: kind.words for kind in SupportKind}


def status(of: GoalPicture | MilestonePicture) -> Markup:
    """Give the word of a goal's or a milestone's picture, and how far it is from its baseline."""
    beside = of.beside
    return tag(of.word, of.colour) + (Markup(' <span class="app-beside">{}</span>').format(beside) if beside else "")


def milestones_table(goal: GoalPicture, number: int, yours: Collection[str], update: AddressOf) -> Markup:
    """Give the milestones of a goal, baseline and forecast side by side; `yours` can be updated by the reader."""
    rows = [_row(each, f"{number}.{place}", yours, update) for place, each in enumerate(goal.milestones, start=1)]
    return table(
        f"Milestones of goal {number}",
        (*_HEAD, _ACTS) if yours else _HEAD,
        rows,
        size="s",
        hidden_caption=True,
        empty="No milestones.",
    )


def _row(milestone: MilestonePicture, number: str, yours: Collection[str], update: AddressOf) -> list[object]:
    text, standing = milestone.text, milestone.standing
    word = status(milestone)
    if standing.status == AT_RISK and standing.reason:
        word += Markup('<span class="app-beside">{}</span>').format(standing.reason)
    cells: list[object] = [
        Markup(f'<span id="m-{escape(text.ref)}">{number} {escape(text.what)}</span>'),
        word,
        day(milestone.step.baseline),
        f"Done {day(standing.done_on)}" if standing.done_on else day(milestone.step.forecast),
        text.owner.name if text.owner else "None",
    ]
    if text.ref in yours:
        hidden = f'<span class="govuk-visually-hidden"> milestone {number}</span>'
        href = escape(update(text.ref))
        cells.append(Markup(f'<a class="govuk-link app-no-print" href="{href}">Update{hidden}</a>'))
    elif yours:
        cells.append("")
    return cells


@dataclass(frozen=True, slots=True)
class ScopeRows:
    """The builder's goals and milestones with what can be done with each; `addresses` by endpoint, none to a reader."""

    content: PlanContent
    numbers: Mapping[str, str]
    addresses: Mapping[str, AddressOf]

    def of_goal(self, place: int) -> Markup:
        """Give what can be done with a goal."""
        goals = self.content.goals
        return self._actions("goal", goals[place].ref, place, last=place + 1 == len(goals))

    def milestone(self, goal: GoalText, place: int, comments: str) -> Markup:
        """Give a milestone, with what the manager said of it."""
        text, last = goal.milestones[place], place + 1 == len(goal.milestones)
        ref, number = escape(text.ref), escape(self.numbers[text.ref])
        return Markup(
            f'<li class="app-scope__milestone" id="milestone-{ref}">\n'
            f'<p class="govuk-body app-keep-lines"><strong>{number}</strong> {escape(text.what)}</p>\n'
            f'<p class="app-scope__facts-line">{"".join(_facts(text, self.numbers))}</p>\n{escape(comments)}\n'
            f"{self._actions('milestone', text.ref, place, last=last)}</li>\n"
        )

    def _actions(self, kind: str, ref: str, place: int, *, last: bool) -> Markup:
        """Up and down are buttons of the page's one form; each says where it saw the thing: twice is harmless."""
        if not self.addresses:
            return Markup()
        edit, move, remove = (escape(self.addresses[f"{act}_{kind}"](ref)) for act in ("edit", "move", "remove"))
        of = f'<span class="govuk-visually-hidden"> {kind} {escape(self.numbers[ref])}</span>'
        ways = (*(["up"] if place else []), *([] if last else ["down"]))
        movers = "".join(
            f'<li><button type="submit" form="moving" class="app-link-button" formaction="{move}" name="move"'
            f' value="{way}-{place}">Move {way}{of}</button></li>'
            for way in ways
        )
        return Markup(
            '<ul class="app-scope__actions app-no-print">\n'
            f'<li><a class="govuk-link" href="{edit}">Edit{of}</a></li>\n{movers}\n'
            f'<li><a class="govuk-link" href="{remove}">Remove{of}</a></li>\n</ul>\n'
        )


def _facts(text: MilestoneText, numbers: Mapping[str, str]) -> Iterable[str]:
    yield f"Due {day(text.due_on)}. " if text.due_on else "No due date yet. "
    yield f"Owner: {escape(text.owner.name)}." if text.owner else "No owner yet."
    if text.waits_for:
        links = [
            f'<a class="govuk-link" href="#milestone-{escape(ref)}">{escape(numbers[ref])}</a>'
            for ref in text.waits_for
        ]
        yield f" Waits for {' and '.join(filter(None, [', '.join(links[:-1]), links[-1]]))}."
    if text.quarters:
        yield f" Needs {person_days(text.quarters)} of support: {escape(_SUPPORT[text.support])}."
    if text.uses:
        yield f" Uses {escape(text.uses)}."
