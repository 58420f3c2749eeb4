"""The record of a case as one document for Word and PDF: what was needed, used, decided and why. Pure."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.cases.models import Need
from app.cases.queries.items import UsedItem
from app.cases.queries.record import CaseRecord
from app.cases.queries.walk import DecisionRow, EvidenceRow, UsedTool
from app.cases.texts import COVERS, ENDINGS, KINDS, went
from app.documents.model import Block, Bullets, Callout, Document, Heading, Paragraph, Run, Words, bold, labelled
from app.tools.tool import Stage, Tool
from app.web.filters import day, plural

MADE_UP = "Illustrative: this case was made up to show the service."


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a record: whose it is, the day it speaks of, whether it is made up."""

    lead: str
    partner: str
    date: dt.date
    illustrative: bool


def record_document(
    record: CaseRecord, tools: Mapping[str, Tool], around: Around, end: Sequence[Block] = ()
) -> Document:
    """Compose it; `tools` by digest, `end` are the parts on monitoring and the notice."""
    return Document(
        title=record.head.service,
        subtitle=f"Record of a service case: {KINDS[record.head.kind].lower()}",
        organisation=around.partner,
        date=around.date,
        mark="Illustrative" if around.illustrative else "",
        blocks=(*_blocks(record, tools, around), *end),
    )


def _blocks(record: CaseRecord, tools: Mapping[str, Tool], around: Around) -> Iterator[Block]:
    yield Callout((bold(f"{_stands(record)} "), Run(MADE_UP if around.illustrative else "")))
    yield Heading(1, "The case")
    yield from _about(record, around)
    yield Heading(1, "Decisions")
    if not record.walk.decisions:
        yield Paragraph("Nothing has been decided yet.")
    for number, each in enumerate(record.walk.decisions, 1):
        yield from _decision(number, each)
    yield from _understanding(record)
    yield Heading(1, "Tools that were used")
    if not record.walk.tools:
        yield Paragraph("No tool has been used yet.")
    for tool in record.walk.tools:
        yield from _tool(tool, tools[tool.digest], record)
    if record.walk.items:
        yield Heading(1, "Used from the library")
        yield Bullets(tuple(_used(item) for item in record.walk.items))
    yield Heading(1, "Evidence")
    yield from _evidence(record)


def _stands(record: CaseRecord) -> str:
    head = record.head
    if head.ending and head.ended_at:
        return f"{ENDINGS[head.ending]} on {day(head.ended_at)}."
    return f"Under way, in the stage {head.stage.label}."


def _about(record: CaseRecord, around: Around) -> Iterator[Block]:
    head = record.head
    cost = "not known" if head.yearly_pence is None else _pounds(head.yearly_pence)
    yield labelled("What is to become different", head.purpose)
    yield labelled("Provider", head.provider or "nobody yet")
    yield labelled("Cost in a year", cost)
    yield labelled("Who sees to it", head.owner)
    yield labelled("Opened", f"{day(head.opened_at)}, {head.opened_by}")
    yield labelled("Support", f"{around.lead} supports {around.partner}")
    if head.goal:
        yield labelled("Goal of the change plan", head.goal)
    if head.from_title:
        yield labelled("Ranked in", head.from_title)


def _decision(number: int, decision: DecisionRow) -> Iterator[Block]:
    reference = f"; {decision.reference}" if decision.reference else ""
    yield Heading(2, f"{number}. {decision.stage.label}, {day(decision.decided_on)}")
    yield labelled("Decided", decision.what)
    yield labelled("Why", decision.reason)
    if decision.considered:
        yield labelled("Also considered", decision.considered)
    yield labelled("Who decided", f"{decision.decided_by}{reference}")
    if decision.leads_to:
        yield labelled("What followed", f"the case {went(decision.stage, decision.leads_to)}")
    if decision.ends:
        yield labelled("What followed", ENDINGS[decision.ends])
    yield Paragraph(f"Recorded on {day(decision.recorded_at)} by {decision.recorded_by}.", quiet=True)


def _understanding(record: CaseRecord) -> Iterator[Block]:
    yield Heading(1, "Needs and gaps")
    names = {each.ref: each.name for each in record.services}
    if not record.needs:
        yield Paragraph("No need is written down.")
    for number, need in enumerate(record.needs, 1):
        yield Heading(2, f"Need {number}{' (priority)' if need.priority else ''}")
        yield from _need(need, names)
    yield Heading(1, "Services that are there already")
    if not record.services:
        yield Paragraph("No service is listed.")
    for each in record.services:
        yield Heading(2, each.name)
        cost = "" if each.yearly_pence is None else _pounds(each.yearly_pence)
        said = (("Provider", each.provider), ("Whom it reaches", each.reach), ("How good it is", each.quality))
        paid = (("Who pays, until when", each.funding), ("Cost in a year", cost))
        yield from (labelled(label, text) for label, text in (*said, *paid) if text)


def _need(need: Need, names: Mapping[str, str]) -> Iterator[Block]:
    met_by = ", ".join(names[ref] for ref in need.services if ref in names)
    met = COVERS[need.cover] if need.cover else "Not compared yet"
    yield labelled("Need", need.what)
    yield labelled("Whose need", need.who)
    yield labelled("How it is known", need.evidence)
    if need.unheard:
        yield labelled("Not asked, not known", need.unheard)
    yield labelled("Met", f"{met} by {met_by}" if met_by else met)
    if need.gap:
        yield labelled("What is lacking", need.gap)


def _tool(used: UsedTool, tool: Tool, record: CaseRecord) -> Iterator[Block]:
    stage = f"{used.stage.label}: " if used.stage else ""
    yield Heading(2, f"{stage}{used.title}")
    how = f"finished on {day(used.at)}" if used.is_finished else f"under way since {day(used.at)}"
    yield labelled("Tool", f"{tool.title} ({tool.version}), {how}")
    labels = {outcome.key: outcome.label for outcome in tool.outcomes}
    lines = [
        f"{each.subject}: {labels.get(each.outcome, 'no outcome')}{f'. {each.reason}' if each.reason else ''}"
        for each in record.conclusions
        if each.appraisal_ref == used.ref and (each.outcome or each.reason)
    ]
    if lines:
        yield Bullets(tuple(lines))
    if used.recommendation:
        yield labelled("Recommendation", used.recommendation)


def _used(item: UsedItem) -> str:
    return f"{item.title}, {day(item.used_on)}{f': {item.note}' if item.note else ''}"


def _evidence(record: CaseRecord) -> Iterator[Block]:
    if not record.walk.evidence:
        yield Paragraph("No evidence was added.")
    for stage in Stage:
        items = tuple(_item(each) for each in record.walk.evidence if each.stage is stage)
        if items:
            yield Heading(2, f"{stage.label}: {plural(len(items), 'item')}")
            yield Bullets(items)


def _item(item: EvidenceRow) -> Words:
    parts = [Run(f"{item.note} ")] if item.note else []
    parts += [Run(item.link, link=item.link), Run(" ")] if item.link else []
    parts += [Run(f"File: {item.file} ")] if item.file else []
    return (*parts, Run(f"({item.added_by}, {day(item.added_at)})"))


def _pounds(pence: int) -> str:
    return f"£{pence // 100:,}" if pence % 100 == 0 else f"£{pence // 100:,}.{pence % 100:02}"
