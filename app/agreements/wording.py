"""The agreement's clauses in words, numbered by their order: the one source of its page, Word file and PDF. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.agreements.content import AgreementContent, LineText
from app.agreements.models import AgreementKind, Payer, Side, VatTreatment
from app.agreements.signatures import Signed
from app.documents.model import TableBlock
from app.engagements.estimate import value_of
from app.engagements.models import SupportKind
from app.web.filters import day, person_days, pounds

Row = tuple[str, str, str, str, str, str]
NOT_WRITTEN = "Not written yet."
SIGNS = {Side.PARTNER: "the director", Side.LEAD: "a manager"}
VAT_MEANS = {
    VatTreatment.STANDARD: "VAT at 20% is added to lines at the standard rate.",
    VatTreatment.EXEMPT: "No VAT is added to exempt lines.",
    VatTreatment.OUTSIDE: "No VAT is added to lines outside the scope of VAT.",
    VatTreatment.TO_CONFIRM: "Finance has still to say how lines to be confirmed are treated; no VAT is counted for "
    "them until then.",
}
TO_BE_CONFIRMED = (
    "The legal power and the VAT treatment stand here as the two authorities understand them. Each authority confirms "
    "them with its own legal and finance advisers; this service gives no legal or tax advice."
)
SIGNATURES = ("For", "Authority", "Name", "Signed")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: texts, then facts (label and value), then a table, whose last row is a sum, then notes."""

    key: str
    title: str
    texts: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    table: TableBlock | None = None
    notes: tuple[str, ...] = ()


def kind_words(content: AgreementContent) -> str:
    """Name the agreement in a heading."""
    return {
        AgreementKind.INITIAL: "Initial support agreement",
        AgreementKind.PLAN: "Support agreement from the change plan",
        AgreementKind.VARIATION: "Variation of the support agreement",
    }[AgreementKind(content.kind)]


def line_words(line: LineText) -> str:
    """Name a line: its part of the support package, and what it is."""
    kind = SupportKind(line.kind).words
    return f"{kind}: {line.what}" if line.what else kind


def payer_name(payer: str, content: AgreementContent) -> str:
    """Name the authority that bears a cost."""
    return content.partner if payer == Payer.PARTNER else content.lead


def clauses(content: AgreementContent) -> tuple[Clause, ...]:
    """Give every clause in order."""
    return (
        _parties(content),
        Clause("purpose", "Purpose", tuple(_purpose(content)), tuple(_grounds(content))),
        _dates(content),
        _support(content),
        Clause("price", "Price and limit", facts=tuple(_price(content)), notes=(_LIMIT,)),
        Clause("days", "How days are counted and charged", _days(content)),
        Clause("costs", "Who pays for what besides days", (content.costs or NOT_WRITTEN,)),
        Clause("vat", "VAT", tuple(_vat_texts(content))),
        Clause("legal", "Legal power", (content.legal_power or NOT_WRITTEN,)),
        Clause("equality", "Equality impact", (content.equality or NOT_WRITTEN,)),
        Clause("reviews", "Monthly reviews", (_reviews(content),)),
        Clause("decision", "Decision", (content.decision_reference or NOT_WRITTEN,)),
        Clause("changes", "Changes to this agreement", (_CHANGES,)),
        Clause("confirmed", "To be confirmed by the authorities", (TO_BE_CONFIRMED,)),
    )


def signature_table(content: AgreementContent, signed: Sequence[Signed], *, waits: bool) -> TableBlock:
    """Give both signatures, each with its name, authority and date; or, where it `waits` for one, for whom."""
    by_side = {each.side: each for each in signed}
    rows = []
    for side, authority, position in (
        (Side.PARTNER, content.partner, "The partner authority, by its director"),
        (Side.LEAD, content.lead, "The lead authority, by a manager"),
    ):
        found = by_side.get(side.value)
        if found:
            rows.append((position, found.authority, found.name, day(found.day)))
        else:
            rows.append((position, authority, "", f"Waiting for {SIGNS[side]}" if waits else "Not signed"))
    return TableBlock("Who signs for which authority", SIGNATURES, tuple(rows), widths=(28, 26, 24, 22))


def waits_for(content: AgreementContent, signed: Sequence[Signed]) -> str:
    """Say whose signature is still to come: "the director of Halton and a manager of …"; empty once both signed."""
    sides = {each.side for each in signed}
    names = ((Side.PARTNER, f"the director for {content.partner}"), (Side.LEAD, f"a manager for {content.lead}"))
    return " and ".join(words for side, words in names if side.value not in sides)


def _parties(content: AgreementContent) -> Clause:
    facts = (
        ("Lead authority, which gives the support", content.lead),
        ("Partner authority, which receives it", content.partner),
        ("Partnership that it is for", content.partnership),
    )
    return Clause("parties", "The authorities", facts=facts)


def _purpose(content: AgreementContent) -> Iterator[str]:
    yield content.purpose or NOT_WRITTEN


def _grounds(content: AgreementContent) -> Iterator[tuple[str, str]]:
    if content.plan:
        yield "It rests on", content.plan
    if content.reason:
        yield "Why the agreement is varied", content.reason


def _dates(content: AgreementContent) -> Clause:
    return Clause("dates", "Dates", facts=(("From", day(content.starts_on)), ("To", day(content.ends_on))))


def _support(content: AgreementContent) -> Clause:
    head = ("Support", "What", "Person-days", f"Value at {pounds(content.day_rate)} a day", "Paid by", "VAT")
    rows = [
        (
            SupportKind(line.kind).words,
            line.what,
            person_days(line.quarters),
            pounds(content.value(line)),
            payer_name(line.payer, content),
            VatTreatment(line.vat).words,
        )
        for line in content.lines
    ]
    rows += _sums(content)
    table = TableBlock("Support, person-days and value before VAT", head, tuple(rows), (20, 25, 12, 14, 15, 14), (2, 3))
    return Clause("support", "The support", table=table)


def _sums(content: AgreementContent) -> Iterator[Row]:
    borne = content.quarters - content.charged_quarters
    if borne:
        yield _sum(f"{content.lead} bears", borne, content.day_rate)
    yield _sum(f"{content.partner} pays for", content.charged_quarters, content.day_rate)


def _sum(words: str, quarters: int, day_rate: Decimal) -> Row:
    return words, "", person_days(quarters), pounds(value_of(quarters, day_rate)), "", ""


_LIMIT = (
    "Nothing is charged above the cap, in days or in pounds, whichever is reached first, unless a variation is "
    "signed for both authorities."
)


def _price(content: AgreementContent) -> Iterator[tuple[str, str]]:
    rate = pounds(content.day_rate)
    yield "Day rate", f"{rate} for each person-day, before VAT"
    yield f"{content.partner} pays", f"{_sum_words(content.charged_quarters, content.day_rate)} before VAT"
    yield "VAT", _vat(content)
    at_least = "" if content.vat_is_settled else ", and VAT on what is still to be confirmed"
    yield "With VAT", f"{pounds(content.charged_value + content.vat)}{at_least}"
    borne = content.quarters - content.charged_quarters
    if borne:
        yield f"{content.lead} bears", f"{_sum_words(borne, content.day_rate)}, not charged"
    yield (
        "Band",
        (
            f"from {person_days(content.estimate_quarters)} ({pounds(content.estimate_value)}) to "
            f"{person_days(content.cap_quarters)} ({pounds(content.cap_value)}), before VAT"
        ),
    )
    yield "Cap", f"{_sum_words(content.cap_quarters, content.day_rate)} before VAT"


def _sum_words(quarters: int, day_rate: Decimal) -> str:
    """Write a sum that anybody can check: "18.5 days × £500 = £9,250"."""
    return f"{person_days(quarters)} × {pounds(day_rate)} = {pounds(value_of(quarters, day_rate))}"


def _of_vat(content: AgreementContent, treatment: VatTreatment) -> int:
    return sum(line.quarters for line in content.charged if line.vat == treatment)


def _vat(content: AgreementContent) -> str:
    rated = _of_vat(content, VatTreatment.STANDARD)
    if not rated:
        return "none on these lines" if content.vat_is_settled else "to be confirmed by finance"
    return f"20% of {pounds(value_of(rated, content.day_rate))} at the standard rate = {pounds(content.vat)}"


def _vat_texts(content: AgreementContent) -> Iterator[str]:
    yield "The day rate is before VAT. VAT is worked out for the whole agreement and rounded to the penny."
    used = {line.vat for line in content.charged}
    yield from (words for treatment, words in VAT_MEANS.items() if treatment in used)


def _days(content: AgreementContent) -> tuple[str, ...]:
    charged = (
        f"{content.partner} approves the days of each month before they are charged, and gives a purchase order "
        "number before the first statement. A day keeps the rate of the date on which it was worked."
    )
    return (
        "A day is one person’s day: two people for one day are two days. Days are counted in quarters.",
        charged,
    )


def _reviews(content: AgreementContent) -> str:
    return (
        "Each month both authorities review the support: days and cost against this agreement, milestones due, met "
        f"and late, training, risks, and the effect on {content.lead}’s own work. Both confirm what was agreed."
    )


_CHANGES = (
    "These terms change only by a variation: a new version, with its reason, days and value, signed for both "
    "authorities by different people. Every signed version stays readable."
)
