"""A certificate as a document for PDF, from the frozen content alone. Pure."""

import datetime as dt
from collections.abc import Iterator

from app.documents.model import Block, Bullets, Callout, Document, Heading, Paragraph, Run, bold, labelled
from app.learning.certificate import CertificateContent, facts, replaces_in_words, rules_in_words
from app.web.filters import day


def certificate_document(
    content: CertificateContent, code: str, address: str, *, withdrawn_on: dt.date | None = None
) -> Document:
    """Compose the document; `address` is the full one of the page that verifies it."""
    return Document(
        title=f"Certificate: {content.title}",
        subtitle=f"Awarded to {content.name}",
        organisation=content.issuer,
        date=content.issued_on,
        mark="Illustrative" if content.illustrative else "",
        blocks=tuple(_blocks(content, code, address, withdrawn_on)),
        framed=True,
    )


def _blocks(content: CertificateContent, code: str, address: str, withdrawn_on: dt.date | None) -> Iterator[Block]:
    if withdrawn_on:
        yield Callout((bold(f"This certificate was withdrawn on {day(withdrawn_on)}. It is no longer valid."),))
    yield from (labelled(label, text) for label, text in facts(content)[1:])  # the subtitle says to whom
    yield Paragraph(rules_in_words(content))
    yield Heading(1, "What it covered")
    yield Bullets((*content.topics, *content.attributes))
    if content.replaces_on:
        yield Paragraph(replaces_in_words(content))
    yield Callout((bold(f"Certificate no. {code}"), Run(f"\nAnyone can check it at\n{address}")))
