"""What monitoring and the notice add to a case's page, to its next step and to its record. The rest: walking.py."""

import datetime as dt
from dataclasses import dataclass

from app.cases.ending_document import monitoring_blocks, notice_blocks, notice_facts
from app.cases.monitoring import due_on, quarters
from app.cases.monitoring_words import quarter_words
from app.cases.notice import has_run_out
from app.cases.notice_words import not_yet, runs_out
from app.cases.queries.ending import Standing, standing_of
from app.cases.queries.monitoring import measures_of, reports_of
from app.cases.queries.walk import Head
from app.documents.model import Block
from app.tools.tool import CaseKind, Stage
from app.web.filters import LONDON, day, plural


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next: words for the link, and the endpoint of the room that it leads to; who may not is told it."""

    text: str
    endpoint: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the case's page: what stands, and links (words, endpoint of the room) to more; `acts` for keepers."""

    key: str
    title: str
    lines: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()
    acts: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()  # label and text


@dataclass(frozen=True, slots=True)
class EndOfCase:
    """What monitoring and the notice say: sections of the page, and what is to be done first of all, if anything."""

    sections: tuple[Section, ...] = ()
    step: Step | None = None


def end_of_case(head: Head, standing: Standing, *, today: dt.date) -> EndOfCase:
    """Give it for the page."""
    notice = (_notice(head, standing, today),) if head.kind is CaseKind.DECOMMISSION else ()
    return EndOfCase((*notice, _monitoring(head, standing)), _step(head, standing, today))


def _step(head: Head, standing: Standing, today: dt.date) -> Step | None:
    """Say what comes before anything else: the end, the notice, a report."""
    if head.ending is not None:
        return None
    ending = _to_the_end(head, standing, today)
    if ending and not ending.endpoint.startswith("#"):
        return ending
    if standing.is_due:
        return Step(f"Report on {quarter_words(standing.last_quarter)}", "monitoring")
    if head.stage is Stage.REVIEW and not standing.reports:
        if standing.measures:
            return ending or Step("Report on the first quarter that is measured, once it is over", "monitoring")
        return Step("Say what the service is to bring about, and what shows it", "measures")
    return ending


def _to_the_end(head: Head, standing: Standing, today: dt.date) -> Step | None:
    """Say what brings a service that is to end closer to its end; "#…": it is done outside, or at another stage."""
    steps = standing.steps
    if head.kind is not CaseKind.DECOMMISSION:
        return None
    if not steps.impact_finished and (steps.decided_on or head.stage is Stage.PLAN):
        then = ": notice is given after that" if steps.decided_on else ", before you decide on it"
        return Step(f"Check the impact of ending the service{then}", "#plan")
    if steps.decided_on is None:
        return None
    if steps.ends_on is None or steps.has_lapsed:
        return Step("Give the provider notice, and record it", "notice")
    if has_run_out(steps.ends_on, today):
        return Step("Record the end of the service, as its notice has run out", "end")
    return Step(f"Phase the service out, as its notice runs until {day(steps.ends_on)}", "#notice")


def _notice(head: Head, standing: Standing, today: dt.date) -> Section:
    notice, missing = standing.notice, not_yet(standing.steps)
    title = "Notice and the end"
    if notice is None:
        acts = () if missing else (("Record the notice", "notice"),)
        return Section(
            "notice", title, (missing or "No notice is recorded yet. It is ordinarily three months.",), acts=acts
        )
    lines = () if head.ending is not None else (missing or runs_out(standing.steps, today),)
    acts = () if missing else (("Change the notice", "notice"),)
    return Section("notice", title, lines, acts=acts, facts=notice_facts(notice))


def _monitoring(head: Head, standing: Standing) -> Section:
    links = (("Reports by quarter", "monitoring"), ("Outcomes that are measured", "measures"))
    if not standing.measures and not standing.reports:
        nothing = "No outcome is measured yet. Agree with the provider what shows that the service does what it is for."
        return Section("monitoring", "Quarterly monitoring", (nothing,), links)
    lines = [f"{plural(standing.measures, 'outcome')} measured, {plural(standing.reports, 'quarter')} reported on."]
    if standing.is_due and head.ending is not None:
        lines.append(f"There is no report on {quarter_words(standing.last_quarter)}.")
    elif standing.is_due:
        last = standing.last_quarter
        lines.append(f"The report on {quarter_words(last)} is not there yet. It is due by {day(due_on(last))}.")
    return Section("monitoring", "Quarterly monitoring", tuple(lines), links)


def end_of_record(head: Head, *, today: dt.date) -> tuple[Block, ...]:
    """Give the record's parts on monitoring and the notice; their headings are of level 1."""
    measures, reports = measures_of(case_id=head.id), reports_of(case_id=head.id)
    over_on = head.ended_at.astimezone(LONDON).date() if head.ended_at else None
    blocks = [*monitoring_blocks(measures, quarters(measures, reports, today=today, over_on=over_on))]
    if head.kind is CaseKind.DECOMMISSION:
        standing = standing_of(case_id=head.id, today=today)
        blocks += notice_blocks(standing.notice, not_yet(standing.steps))
    return tuple(blocks)
