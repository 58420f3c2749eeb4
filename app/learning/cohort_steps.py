"""What comes next in a cohort for the seat that looks at it: rows of the task list on its page. No query."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from app.learning.access import CohortScope
from app.learning.certificate import CHECK_LIMIT
from app.learning.content import Programme
from app.learning.dates import Dates, at, begins
from app.learning.drawing import ASKED
from app.learning.models import CohortState, Moment
from app.learning.opening import Opening
from app.learning.queries.cohorts import CohortRecord
from app.learning.queries.steps import StepsDone
from app.web.filters import day as in_words
from app.web.filters import plural
from app.web.tasks import Task

To = Callable[..., str]
Status = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Link:
    """What is always there to use, beside what has to be done."""

    title: str
    href: str
    hint: str


DONE: Status = ("Done", "green")
TO_DO: Status = ("To do", "blue")
LATER: Status = ("Later", None)


def delegate_steps(
    scope: CohortScope, done: StepsDone, held: Programme, opening: Opening, now: dt.datetime, to: To
) -> list[Task]:
    """Give the steps of a delegate, in the order in which they come; those that the programme has nothing for, not."""
    rows = [*_before(scope, done, held, opening, now, to)]
    for day, over_at in opening.day_ends.items():
        if day in done.said or opening.may_say(day, now):
            status = DONE if day in done.said else TO_DO
            hint = f"Two minutes on what helped and what to change. {in_words(over_at)}"
            rows.append(_task(f"Feedback on day {day}", to("feedback", scope, day=day), hint, status))
    return rows + _after(scope, done, held, opening, now, to)


def _before(
    scope: CohortScope, done: StepsDone, held: Programme, opening: Opening, now: dt.datetime, to: To
) -> list[Task]:
    rows = []
    rated = Moment.BEFORE.value in done.rated
    if held.aspects and (rated or opening.may_rate(Moment.BEFORE, now)):
        hint = "Until the end of day 1. Nobody but you sees what you rate."
        href = to("rate", scope, moment="before") if opening.may_rate(Moment.BEFORE, now) else to("progress", scope)
        rows.append(_task("Rate your confidence before the training", href, hint, DONE if rated else TO_DO))
    if held.questions and (now < opening.before_until or "before" in done.checked):
        asked = plural(min(ASKED, len(held.questions)), "question")
        hint = f"{asked}, to see where you start. It never counts towards your certificate."
        status = DONE if "before" in done.checked else TO_DO
        rows.append(_task("Knowledge check before the training", to("check", scope), hint, status))
    hint = "What each session is about, what to read beforehand, and your own notes."
    rows.append(Task("Sessions and reading", to("cohort_programme", scope), hint, "At any time"))
    return rows


def _after(
    scope: CohortScope, done: StepsDone, held: Programme, opening: Opening, now: dt.datetime, to: To
) -> list[Task]:
    last = in_words(opening.last_day)
    if now < opening.after_from:
        titles = (
            *(("Rate your confidence again",) if held.aspects else ()),
            *(("Knowledge check after the training",) if held.questions else ()),
            "Your pledges",
            *(("Your certificate",) if held.questions else ()),
        )
        return [_task(title, None, f"On the last day, {last}", LATER) for title in titles]
    rows = []
    for moment, title in (
        (Moment.AFTER, "Rate your confidence after the training"),
        (Moment.LOOKING_BACK, "Look back at your confidence before the training"),
    ):
        rated, open_now = moment.value in done.rated, opening.may_rate(moment, now)
        if held.aspects and (rated or open_now):
            slug = moment.value.replace("_", "-")
            href = to("rate", scope, moment=slug) if open_now else to("progress", scope)
            rows.append(_task(title, href, "Shown beside what you rated before.", DONE if rated else TO_DO))
    if held.questions:
        status = DONE if "after" in done.checked else TO_DO
        hint = f"A certificate needs at least {CHECK_LIMIT}% right. You can take it as often as you like."
        rows.append(_task("Knowledge check after the training", to("check", scope), hint, status))
    hint = "Up to three actions for the hundred days after the training."
    rows.append(_task("Your pledges", to("pledges", scope), hint, DONE if done.pledged else TO_DO))
    if done.asked:
        rows.append(_task("Three months on", to("follow_up", scope), "What came of the training?", TO_DO))
    if held.questions:  # without a check there is no certificate
        status = ("Issued", "green") if done.certified else ("Not issued yet", None)
        rows.append(_task("Your certificate", to("certificate", scope), "Attendance and the knowledge check.", status))
    return rows


def trainer_steps(
    scope: CohortScope, record: CohortRecord, programme: Programme, now: dt.datetime, to: To
) -> list[Task]:
    """Give what the trainers of a cohort have to do."""
    if scope.state is CohortState.CANCELLED:
        return []
    rows = []
    if scope.state is CohortState.DRAFT and now < begins(programme, record.dates):
        hint = "Check the facts below, then open it, so that people can enrol."
        rows.append(_task("Open the cohort", "#open", hint, TO_DO))
    for half in programme.half_days:
        starts = at(record.dates[half.day], half.start)
        if starts <= now and (half.day, half.half) not in record.registered:
            hint = f"{in_words(record.dates[half.day])}, {half.start} to {half.end}"
            href = to("register", scope, day=half.day, half=half.half)
            rows.append(_task(f"Take the register of day {half.day}, {half.half}", href, hint, TO_DO))
    return rows


def trainer_links(scope: CohortScope, over: bool, to: To) -> list[Link]:
    """Give what the trainers of a cohort use, before the day, in the room and after it."""
    if scope.state is CohortState.CANCELLED:
        return []
    rows = [
        Link("Sessions, notes and presenter view", to("cohort_programme", scope), "Everything to deliver it."),
        Link("Trainer’s pack (PDF)", to("trainers_pack_pdf", scope), "All sessions, cases and keys to print."),
    ]
    if over:
        hint = "Issue them to everybody who meets both rules."
        rows.append(Link("Certificates", to("certificates", scope), hint))
    else:
        rows.append(Link("Paper register", to("register_paper", scope), "To print, for a room without a connection."))
    return [*rows, _charged(scope, to)]


def overseer_links(scope: CohortScope, to: To) -> list[Link]:
    """Give what the managers of the authority can look at or do."""
    return [
        Link("Programme", to("cohort_programme", scope), "What each session covers."),
        Link("Results", to("results", scope), "Confidence, check and feedback as sums."),
        _charged(scope, to),
    ]


def _charged(scope: CohortScope, to: To) -> Link:
    return Link("Trainers’ support days", to("charge_days", scope), "Which engagement pays each trainer’s day.")


def next_day(dates: Dates, today: dt.date) -> tuple[int, dt.date] | None:
    """Give the next day of the training, today counted."""
    return next(((day, on) for day, on in sorted(dates.items()) if on >= today), None)


def _task(title: str, href: str | None, hint: str, status: Status) -> Task:
    return Task(title, href, hint, *status)
