"""One row of a filled workbook as a goal or a milestone, through the form of the page. Other rows: importing. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from app.documents.book import CellMistake
from app.documents.text import kept
from app.engagements.models import SupportKind
from app.plans.content import GoalText, MilestoneText, Who
from app.plans.filled import Row
from app.plans.scope_forms import GoalForm, MilestoneForm
from app.plans.services.goals import goal_problem
from app.plans.workbook import (
    DAYS,
    DEPUTY,
    DIFFERENT,
    DUE,
    KIND,
    LEVELS,
    MEASURE,
    OWNER,
    STANDARD,
    TARGET,
    USES,
    WAITS,
    WHAT,
    standard_name,
)
from app.web.forms import Form, once_key

GOAL_FIELDS = {"what": DIFFERENT, "success_measure": MEASURE, "target_level": TARGET, "deputy": DEPUTY}
MILESTONE_FIELDS = {"what": WHAT, "due_on": DUE, "quarters": DAYS, "support": KIND, "uses": USES}
KINDS = {each.words.casefold(): each.value for each in SupportKind}
DATES = (
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})(?: [0-9:.]+)?"),  # a real date in Excel
    re.compile(r"(?P<day>[0-9]{1,2})[ /.](?P<month>[0-9]{1,2}|[A-Za-z]{3,9})[ /.](?P<year>[0-9]{4})"),
)
NO_DATE = "is not a date. Enter one such as 29 January 2027"
NOT_HERE = "takes no part in this engagement. Choose from the list"
Wrong = list[CellMistake]


@dataclass(frozen=True, slots=True)
class StandardFact:
    """A standard as the pinned result has it; `level` None: not assessed."""

    key: str
    number: int
    title: str
    level: int | None


def goal_from(
    row: Row, old: GoalText | None, people: Mapping[str, Who], standards: Mapping[str, StandardFact]
) -> tuple[GoalText | None, Wrong]:
    """Give the goal that a row describes, as far as it can be read; `old` is what it stands for now."""
    standard = _standard(row, old, standards)
    if standard is None:
        return None, [row.mistake(STANDARD, _no_standard(row, old))]
    owner, wrong = _person(row, OWNER, old.owner if old else None, people)
    deputy, more = _person(row, DEPUTY, old.deputy if old else None, people)
    wrong += more
    target = row.values[TARGET]
    if target and target not in LEVELS:
        wrong.append(row.mistake(TARGET, f"“{target}” is not a level from 1 to 5"))
        target = ""
    goal = GoalText(
        ref=row.ref,
        standard_key=standard.key,
        standard_number=standard.number,
        standard_title=standard.title,
        level=standard.level,
        target_level=int(target) if target else None,
        what=_text(row, DIFFERENT, old.what if old else ""),
        success_measure=_text(row, MEASURE, old.success_measure if old else ""),
        owner=owner,
        deputy=deputy,
        milestones=old.milestones if old else (),
    )
    if goal != old:
        gone = (*_gone(row, OWNER, owner, people), *_gone(row, DEPUTY, deputy, people))
        wrong += [*gone, *_goal_mistakes(row, goal)]
    return goal, wrong


def milestone_from(
    row: Row, old: MilestoneText | None, people: Mapping[str, Who], names: Mapping[str, str]
) -> tuple[MilestoneText, Wrong]:
    """Give the milestone that a row describes, as far as it can be read; `names` are references by label."""
    owner, wrong = _person(row, OWNER, old.owner if old else None, people)
    wrong += _unknown_waits(row, names)
    waits = tuple(names[each.casefold()] for each in _listed(row.values[WAITS]) if each.casefold() in names)
    waits = old.waits_for if old and set(waits) == set(old.waits_for) else waits
    support = KINDS.get(row.values[KIND].casefold(), "")
    if row.values[KIND] and not support:
        said = "; ".join(each.words for each in SupportKind)
        wrong.append(row.mistake(KIND, f"“{row.values[KIND]}” is no kind of support. Choose one of: {said}"))
    parts = _parts(row.values[DUE])
    if row.values[DUE] and not parts:
        wrong.append(row.mistake(DUE, f"“{row.values[DUE]}” {NO_DATE}"))
    what, uses = _text(row, WHAT, old.what if old else ""), _text(row, USES, old.uses if old else "")
    form = _milestone_form(what, uses, row.values[DAYS], parts, support)
    form.validate()
    quarters = form.quarters.data or 0
    milestone = MilestoneText(row.ref, what, owner, form["due_on"].data, quarters, support, uses, waits)
    if milestone == old:
        return old, wrong
    wrong += [row.mistake(MILESTONE_FIELDS[name], said) for name, said in _messages(form, MILESTONE_FIELDS)]
    return replace(milestone, support=support if quarters else ""), [*wrong, *_gone(row, OWNER, owner, people)]


def _person(row: Row, head: str, was: Who | None, people: Mapping[str, Who]) -> tuple[Who | None, Wrong]:
    """Give who is named: whoever it was, also if gone since; somebody of the list; or nobody."""
    said = row.values[head]
    if not said:
        return None, []
    if was is not None and said in {_cell(was.name), f"{_cell(was.name)} ({was.ref})"}:
        return was, []
    found = next((who for key, who in people.items() if _cell(key).casefold() == said.casefold()), None)
    return found, [] if found else [row.mistake(head, f"“{said}” {NOT_HERE}")]


def _gone(row: Row, head: str, who: Who | None, people: Mapping[str, Who]) -> Iterator[CellMistake]:
    if who is not None and who not in people.values():
        yield row.mistake(head, f"“{who.name}” {NOT_HERE}")


def _standard(row: Row, old: GoalText | None, standards: Mapping[str, StandardFact]) -> StandardFact | None:
    said = row.values[STANDARD]
    if old is None:
        return next((each for name, each in standards.items() if _cell(name) == said), None)
    same = said == _cell(standard_name(old.standard_number, old.standard_title))
    return StandardFact(old.standard_key, old.standard_number, old.standard_title, old.level) if same else None


def _no_standard(row: Row, old: GoalText | None) -> str:
    if old is not None:
        return "is another standard. A goal stays with its standard: remove it and add a new row"
    if not row.values[STANDARD]:
        return "is empty. Choose the standard that the goal is for"
    return f"“{row.values[STANDARD]}” is no standard of this plan’s result. Choose from the list"


def _goal_mistakes(row: Row, goal: GoalText) -> Wrong:
    owner, deputy = (who.ref if who else "" for who in (goal.owner, goal.deputy))
    form = GoalForm(
        MultiDict(
            {
                "standard": goal.standard_key,
                "what": goal.what,
                "success_measure": goal.success_measure,
                "target_level": str(goal.target_level or ""),
                "owner": owner,
                "deputy": deputy,
                "once": once_key(),
            }
        )
    )
    form.standard.choices = [(goal.standard_key, goal.standard_title)]
    form.owner.choices = form.deputy.choices = [(owner, owner), (deputy, deputy)]
    if not form.validate():
        return [row.mistake(GOAL_FIELDS[name], said) for name, said in _messages(form, GOAL_FIELDS)]
    problem = goal_problem(form.goal(goal.level))
    return [row.mistake(GOAL_FIELDS[problem.field], str(problem))] if problem else []


def _milestone_form(what: str, uses: str, days: str, parts: Mapping[str, str], support: str) -> MilestoneForm:
    form = MilestoneForm(
        MultiDict(
            {
                "what": what,
                "uses": uses,
                "quarters": days,
                "support": support,
                "owner": "",
                "once": once_key(),
                **{f"due_on-{part}": said for part, said in parts.items()},
            }
        )
    )
    form.owner.choices, form.waits_for.choices = [("", "")], []
    return form


def _messages(form: Form, fields: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(field, str(form[field].errors[0])) for field in fields if form[field].errors]


def _unknown_waits(row: Row, names: Mapping[str, str]) -> Iterator[CellMistake]:
    for each in _listed(row.values[WAITS]):
        found = names.get(each.casefold())
        if found is None:
            yield row.mistake(
                WAITS, f"“{each}” is no milestone of the workbook. Write labels such as M1.1, with commas"
            )
        elif found == row.ref:
            yield row.mistake(WAITS, "names the milestone itself")


def _listed(text: str) -> list[str]:
    found = [each.strip() for each in re.split(r"[,;\n]", text)]
    return list(dict.fromkeys(each for each in found if each))


def _parts(text: str) -> dict[str, str]:
    """Take a date apart as the form has it; empty where the text is none."""
    matches = (pattern.fullmatch(text) for pattern in DATES)
    return next((match.groupdict() for match in matches if match), {})


def _cell(text: str) -> str:
    """Give a text as it comes back from a cell."""
    return kept(text).strip()


def _text(row: Row, head: str, old: str) -> str:
    """Give what is written, and the old text itself where a cell only cannot hold all of it, as it stands."""
    said = row.values[head]
    return old if said == _cell(old) else said
