"""The minutes of a review as a document for Word and PDF: what the page says and nothing of their own. Pure."""

from collections.abc import Iterator

from app.documents.model import Block, Bullets, Callout, Document, Heading, Paragraph, Run, TableBlock, bold, labelled
from app.reviewing.content import Confirmed, ReviewContent
from app.reviewing.told import impact_words, month_words, period_words, sections
from app.web.filters import day, london

MADE_UP = "Illustrative: names and figures were made up to show the service."


def title(content: ReviewContent) -> str:
    """Name the minutes."""
    return f"Monthly review for {month_words(content.month)}"


def minutes(content: ReviewContent, *, illustrative: bool = False) -> Document:
    """Compose the minutes."""
    is_frozen = bool(content.lead_confirmed and content.partner_confirmed)
    state = "" if is_frozen else "Draft"
    mark = ". ".join(filter(None, (state, "Illustrative" if illustrative else "")))
    return Document(
        title=title(content),
        subtitle=f"Commissioning support of {content.partner} by {content.lead}, for {content.partnership}",
        organisation=content.lead,
        date=content.words.met_on or content.facts.on,
        mark=mark,
        blocks=tuple(_blocks(content, is_frozen=is_frozen, illustrative=illustrative)),
    )


def _blocks(content: ReviewContent, *, is_frozen: bool, illustrative: bool) -> Iterator[Block]:
    made_up = f" {MADE_UP}" if illustrative else ""
    state = "Confirmed by both sides." if is_frozen else "Draft: not confirmed by both sides yet."
    yield Callout((bold(f"{state} "), Run(f"{period_words(content.facts)}.{made_up}")))
    yield from _words(content)
    for section in sections(content.facts):
        yield Heading(1, section.title)
        yield from (Paragraph(text) for text in section.texts)
        yield from section.tables
    yield Heading(1, "Confirmed")
    yield labelled(content.lead, _confirmed(content.lead_confirmed))
    yield labelled(content.partner, _confirmed(content.partner_confirmed))


def _words(content: ReviewContent) -> Iterator[Block]:
    words = content.words
    yield labelled("Met on", day(words.met_on) if words.met_on else "No meeting is recorded")
    if words.present:
        yield labelled("Took part", words.present)
    yield Heading(1, "Effect on the lead authority’s own work")
    yield from (labelled(label, text) for label, text in impact_words(content))
    for heading, text in (("What we make of it", words.judgement), ("Risks", words.risks)):
        if text:
            yield Heading(1, heading)
            yield Paragraph(text)
    yield Heading(1, "Decisions")
    yield Bullets(words.decisions) if words.decisions else Paragraph("None.")
    yield Heading(1, "Actions")
    if content.actions:
        rows = tuple((each.what, each.owner, day(each.due_on)) for each in content.actions)
        yield TableBlock("Actions agreed", ("Action", "Owner", "By"), rows, (56, 24, 20), titled=False)
    else:
        yield Paragraph("None.")


def _confirmed(by: Confirmed | None) -> str:
    return f"{by.name}, {london(by.at)}" if by else "Not yet"
