"""The rows of a plan's pages and of its builder. Made here and not by macros: they are the longest part of both."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from app.engagements.models import SupportKind
from app.plans.content import GoalText, MilestoneText, PlanContent
from app.plans.picture import AT_RISK, GoalPicture, MilestonePicture
from app.web.components import kept_lines, summary_list, table, tag
from app.web.filters import day, person_days, plural
from app.web.links import AddressOf

_HEAD = ("Milestone", "Status", "Baseline", "Forecast", "Owner")
_ACTS = Markup('<span class="govuk-visually-hidden">Update</span>')
Said = Callable[[str], str]  # the comments on a goal or a milestone, by its reference
_SUPPORT = {kind.value: kind.words for kind in SupportKind}


def status(of: GoalPicture | MilestonePicture) -> Markup:
    """Give the word of a goal's or a milestone's picture, and how far it is from its baseline."""
    beside = of.beside
    return tag(of.word, of.colour) + (Markup(' <span class="app-beside">{}</span>').format(beside) if beside else "")


def goal_facts(goal: GoalPicture) -> Markup:
    """Give how a goal stands, its people and its ends."""
    text, of, reason = goal.text, goal.counted, goal.standing.reason
    percent = "" if of.percent is None else f", {of.percent}%"
    rows = [
        ("Status", status(goal) + (Markup('<span class="app-beside">{}</span>').format(reason) if reason else "")),
        ("Owner", text.owner.name if text.owner else "None"),
        ("Deputy", text.deputy.name if text.deputy else "None"),
        ("Milestones", f"{of.done} of {plural(of.of, 'milestone')} done{percent}"),
        ("Baseline end", day(goal.baseline_end) if goal.baseline_end else "No milestones"),
        ("Forecast end", day(goal.forecast_end) if goal.forecast_end else "No milestones"),
    ]
    return summary_list(rows, **{"class": "app-plan-facts"})


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
    """The builder's goals and milestones with what can be done with each; `addresses` by endpoint, none to a reader.

    Numbers and references are made by us, of letters that stand in a page as they are.
    """

    content: PlanContent
    numbers: Mapping[str, str]
    addresses: Mapping[str, AddressOf]

    def goal(self, place: int, commented: Collection[str], said: Said) -> Markup:
        """Give a goal with its milestones, and with what the manager said of those that are `commented`."""
        goal, number = self.content.goals[place], place + 1
        of = f", standard {goal.standard_number}" if goal.standard_number else ""
        acts = self._actions("goal", goal.ref, place, last=number == len(self.content.goals))
        comments = escape(said(goal.ref)) if goal.ref in commented else ""
        return Markup(
            f'<section class="app-scope__goal" id="goal-{goal.ref}" aria-labelledby="goal-{goal.ref}-title">\n'
            f'<h3 class="govuk-heading-m" id="goal-{goal.ref}-title"><span class="govuk-caption-m">Goal {number}{of}'
            f"</span>{escape(goal.standard_title)}</h3>\n{acts}"
            f'<p class="govuk-body app-keep-lines">{escape(goal.what)}</p>\n'
            f"{summary_list(_goal_facts(goal), **{'class': 'app-scope__facts'})}\n{comments}\n"
            f'<h4 class="govuk-heading-s">Milestones</h4>\n{self._milestones(goal, commented, said)}'
            f"{self._new_milestone(goal.ref, number)}</section>\n"
        )

    def _milestones(self, goal: GoalText, commented: Collection[str], said: Said) -> str:
        if not goal.milestones:
            return '<p class="govuk-body">No milestone yet.</p>\n'
        rows = (self._milestone(goal, place, commented, said) for place in range(len(goal.milestones)))
        return f'<ol class="app-scope__milestones">\n{"".join(rows)}</ol>\n'

    def _milestone(self, goal: GoalText, place: int, commented: Collection[str], said: Said) -> str:
        text, last = goal.milestones[place], place + 1 == len(goal.milestones)
        comments = escape(said(text.ref)) if text.ref in commented else ""
        return (
            f'<li class="app-scope__milestone" id="milestone-{text.ref}">\n'
            f'<p class="govuk-body app-keep-lines"><strong>{self.numbers[text.ref]}</strong> {escape(text.what)}</p>\n'
            f'<p class="app-scope__facts-line">{"".join(_facts(text, self.numbers))}</p>\n{comments}\n'
            f"{self._actions('milestone', text.ref, place, last=last)}</li>\n\n"
        )

    def _new_milestone(self, ref: str, number: int) -> str:
        if not self.addresses:
            return ""
        of = f'<span class="govuk-visually-hidden"> to goal {number}</span>'
        href = escape(self.addresses["new_milestone"](ref))
        link = f'<a class="govuk-link" href="{href}">Add a milestone{of}</a>'
        return f'<p class="govuk-body app-no-print">{link}</p>'

    def _actions(self, kind: str, ref: str, place: int, *, last: bool) -> str:
        """Up and down are buttons of the page's one form; each says where it saw the thing: twice is harmless."""
        if not self.addresses:
            return ""
        edit, move, remove = (self.addresses[f"{act}_{kind}"](ref) for act in ("edit", "move", "remove"))
        of = f'<span class="govuk-visually-hidden"> {kind} {self.numbers[ref]}</span>'
        ways = (*(["up"] if place else []), *([] if last else ["down"]))
        movers = "".join(
            f'<li><button type="submit" form="moving" class="app-link-button" formaction="{move}" name="move"'
            f' value="{way}-{place}">Move {way}{of}</button></li>'
            for way in ways
        )
        return (
            '<ul class="app-scope__actions app-no-print">\n'
            f'<li><a class="govuk-link" href="{edit}">Edit{of}</a></li>\n{movers}\n'
            f'<li><a class="govuk-link" href="{remove}">Remove{of}</a></li>\n</ul>\n'
        )


def _goal_facts(goal: GoalText) -> list[tuple[str, str]]:
    level = "Not assessed" if goal.level is None else f"Now {goal.level}"
    target = f", target {goal.target_level}" if goal.target_level else ", no target yet"
    measure = goal.success_measure
    owner, deputy = (
        goal.owner.name if goal.owner else "No owner yet",
        goal.deputy.name if goal.deputy else "no deputy yet",
    )
    return [
        ("Level", level + target),
        ("Success measure", kept_lines(measure) if measure else "None yet"),
        ("Owner and deputy", f"{owner}; {deputy}"),
    ]


def _facts(text: MilestoneText, numbers: Mapping[str, str]) -> Iterable[str]:
    yield f"Due {day(text.due_on)}. " if text.due_on else "No due date yet. "
    yield f"Owner: {escape(text.owner.name)}." if text.owner else "No owner yet."
    if text.waits_for:
        links = [f'<a class="govuk-link" href="#milestone-{ref}">{numbers[ref]}</a>' for ref in text.waits_for]
        yield f" Waits for {' and '.join(filter(None, [', '.join(links[:-1]), links[-1]]))}."
    if text.quarters:
        yield f" Needs {person_days(text.quarters)} of support: {escape(_SUPPORT[text.support])}."
    if text.uses:
        yield f" Uses {escape(text.uses)}."
