"""What a statement says, in words and tables: page, Word, PDF and Excel print these and nothing of their own. Pure."""

from decimal import Decimal

from app.agreements.models import VatTreatment
from app.charging.ledger import Days
from app.charging.statement import StatementContent, StatementLine
from app.documents.model import TableBlock
from app.engagements.models import SupportKind
from app.web.filters import day, person_days, pounds

NO_INVOICE = "This is not a VAT invoice."
HOW = (
    "Every charge is the days times the day rate, before VAT. VAT is worked out once for each treatment, on the sum of "
    "its lines, and rounded half up to the penny."
)
LINES_HEAD = ("Date", "Person", "Support", "Days", "Day rate", "Charge", "VAT", "Approved")
DAYS_HEAD = ("What", "Days", "Pounds before VAT")


def named(content: StatementContent) -> str:
    """Name the statement in a sentence: "statement 3 for October 2026"; a draft has no number."""
    number = f" {content.number}" if content.number else ""
    return f"statement{number} for {content.month:%B %Y}"


def payable_words(content: StatementContent) -> str:
    """Say in one sentence who pays whom."""
    if not content.lines:
        return "A nil statement: no days, nothing to pay."
    if content.payable < 0:
        return f"A credit: {content.lead} owes {content.partner} {pounds(-content.payable)}, VAT included."
    if not content.payable:
        return "The lines cancel out: nothing to pay."
    return f"{content.partner} pays {content.lead} {pounds(content.payable)}, VAT included."


def vat_words(treatment: str) -> str:
    """Name a treatment as pages do."""
    return VatTreatment(treatment).words


def support_words(line: StatementLine) -> str:
    """Say what a line is for: kind and goal, then the note, then what it corrects and why, each on a line."""
    what = SupportKind(line.kind).words + (f": {line.goal}" if line.goal else "")
    return "\n".join(part for part in (what, line.note, correction_words(line)) if part)


def correction_words(line: StatementLine) -> str:
    """Mark a reversal, or what replaces an entry, with the original's date, its statement and the reason."""
    if not line.correction:
        return ""
    on = f" of {day(line.corrects_on or line.on)}"
    where = f", statement {line.corrects_number}" if line.corrects_number else ""
    return f"{'Reversal' if line.quarters < 0 else 'Replaces the line'}{on}{where}: {line.correction}"


def lines_table(content: StatementContent) -> TableBlock:
    """Give every line and their total; each charge is the shown days times the shown rate."""
    rows = [
        (
            day(line.on),
            line.person,
            support_words(line),
            _unbroken(line.quarters),
            pounds(line.day_rate),
            pounds(line.value),
            vat_words(line.vat),
            f"{line.approver}, {day(line.approved_on)}",
        )
        for line in content.lines
    ]
    total = ("Total", "", "", _unbroken(content.days.quarters), "", pounds(content.days.value), "", "")
    return TableBlock("Days", LINES_HEAD, (*rows, total), numeric=(3, 4, 5))


def _unbroken(quarters: int) -> str:
    """Write days so that number and word stay on one line of a narrow column."""
    return person_days(quarters).replace(" ", "\u00a0")


def codes_table(content: StatementContent) -> TableBlock:
    """Give the total of each VAT treatment, and of all."""
    rows = [
        (vat_words(each.vat_code), pounds(each.value), pounds(each.vat), pounds(each.value + each.vat))
        for each in content.codes
    ]
    total = ("Total", pounds(content.days.value), pounds(content.vat), pounds(content.payable))
    head = ("Treatment", "Before VAT", "VAT", "With VAT")
    return TableBlock("Totals by VAT treatment", head, (*rows, total), (40, 20, 20, 20), (1, 2, 3))


def days_table(content: StatementContent) -> TableBlock:
    """Give days and pounds used before, now and altogether, and what the cap leaves."""
    cap = Days(content.cap_quarters, content.cap_value)
    parts = (
        ("On earlier statements", content.before),
        ("On this statement", content.days),
        ("Stated so far", content.stated),
        ("Cap", cap),
        ("Left of the cap", content.left),
    )
    rows = tuple((what, person_days(each.quarters), pounds(each.value)) for what, each in parts)
    return TableBlock("Days and pounds used and left", DAYS_HEAD, rows, (50, 20, 30), (1, 2))


def facts(content: StatementContent) -> tuple[tuple[str, str], ...]:
    """Give what stands at the head of a statement."""
    issued = (("Issued", f"{day(content.issued_on)}, by {content.issuer}"),) if content.number else ()
    return (
        ("Month", f"{content.month:%B %Y}"),
        *issued,
        ("Supplied by", content.lead),
        ("Supplied to", f"{content.partner}, for {content.partnership}"),
        ("Purchase order", content.purchase_order or "Not given yet"),
        ("Support agreement", f"Version {content.agreement_number}: {_band(content)}"),
    )


def _band(content: StatementContent) -> str:
    cap = f"{person_days(content.cap_quarters)} or {pounds(content.cap_value)} before VAT, whichever is reached first"
    return f"an estimate from {person_days(content.estimate_quarters)}, a cap of {cap}"


def days_number(quarters: int) -> Decimal:
    """Give quarters as days to compute with: 3 is 0.75."""
    return Decimal(quarters) / 4
