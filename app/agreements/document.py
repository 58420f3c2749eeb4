"""The agreement as a document: its clauses, what changed since the version before, and both signatures. Pure."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from app.agreements.changes import AgreementDifference
from app.agreements.content import AgreementContent
from app.agreements.models import AgreementState
from app.agreements.signatures import Signed
from app.agreements.wording import Clause, clauses, kind_words, signature_table, waits_for
from app.assessments.differences import Change
from app.documents.model import Block, Callout, Document, Heading, Paragraph, Run, TableBlock, bold, labelled
from app.web.filters import day

MADE_UP = "Illustrative: names and figures were made up to show the service."
SIDES = {AgreementState.DRAFT: "Draft: not yet sent to be signed", AgreementState.WITHDRAWN: "Withdrawn"}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a version stands: its number and signatures, and whether its figures are made up. `day` is what it is of."""

    state: AgreementState
    day: dt.date
    number: int | None = None
    signed_on: dt.date | None = None
    on_paper: bool = False
    signed: tuple[Signed, ...] = ()
    illustrative: bool = False
    since: int | None = None  # the number of the signed version before it, where there is one


def title(content: AgreementContent, number: int | None) -> str:
    """Name the version: "Variation of the support agreement, version 3"; without its number until it is signed."""
    words = kind_words(content)
    return f"{words}, version {number}" if number else words


def stands(standing: Standing, content: AgreementContent) -> str:
    """Say in one sentence how the version stands."""
    if standing.state is AgreementState.SIGNED and standing.signed_on:
        on_paper = " on paper" if standing.on_paper else ""
        return f"Version {standing.number}, signed{on_paper} for both authorities on {day(standing.signed_on)}."
    if standing.state is AgreementState.TO_SIGN:
        return f"Not in force yet: waiting for {waits_for(content, standing.signed)} to sign."
    return f"{SIDES[standing.state]}. It is not in force."


def agreement_document(
    content: AgreementContent, standing: Standing, difference: AgreementDifference | None = None
) -> Document:
    """Compose the document; with the `difference` to the signed version before it, where there is one."""
    return Document(
        title=f"Support agreement between {content.lead} and {content.partner}",
        subtitle=f"{title(content, standing.number)}, for {content.partnership}",
        organisation=content.lead,
        date=standing.day,
        mark=_mark(standing),
        blocks=(
            Callout(_status(content, standing)),
            *(block for number, clause in enumerate(clauses(content), 1) for block in _clause(number, clause)),
            *_difference(difference, standing),
            *_signatures(content, standing),
        ),
    )


def _mark(standing: Standing) -> str:
    said = {AgreementState.SIGNED: f"Version {standing.number}", AgreementState.TO_SIGN: "Not signed"}
    state = said.get(standing.state, standing.state.words)
    return f"{state}. Illustrative" if standing.illustrative else state


def _status(content: AgreementContent, standing: Standing) -> tuple[Run, ...]:
    made_up = f" {MADE_UP}" if standing.illustrative else ""
    return (bold(f"{standing.state.words}. "), Run(f"{stands(standing, content)}{made_up}"))


def _clause(number: int, clause: Clause) -> Iterator[Block]:
    yield Heading(1, f"{number}. {clause.title}")
    yield from (Paragraph(text) for text in clause.texts)
    yield from (labelled(label, text) for label, text in clause.facts)
    if clause.table:
        yield clause.table
    yield from (Paragraph(text) for text in clause.notes)


def _difference(difference: AgreementDifference | None, standing: Standing) -> Iterator[Block]:
    if difference is None:
        return
    yield Heading(1, f"What changes since version {standing.since}")
    yield Paragraph(f"{difference.in_words}.")
    if difference.lines:
        rows = tuple(change.row for change in difference.lines)
        yield TableBlock("Lines that change", difference.line_head, rows, (26, 26, 12, 12, 12, 12), (2, 3, 4, 5))
    totals = tuple((total.what, total.was, total.now, total.by) for total in difference.totals)
    yield TableBlock("Totals", difference.totals_head, totals, (40, 20, 20, 20), (1, 2, 3))
    for change in difference.terms:
        yield from _term(change)


def _term(change: Change) -> Iterator[Block]:
    yield Heading(2, change.what)
    yield labelled("Was", change.was)
    yield labelled("Is", change.now)


def _signatures(content: AgreementContent, standing: Standing) -> Iterator[Block]:
    yield Heading(1, "Signatures")
    if standing.on_paper and standing.signed_on:
        yield Paragraph(f"Signed on paper for both authorities; the second signature is of {day(standing.signed_on)}.")
        return
    if not standing.number:
        yield Paragraph("Where it is signed on paper, sign and date it beside your authority.", quiet=True)
    yield signature_table(content, standing.signed, waits=standing.state is AgreementState.TO_SIGN)
