import datetime as dt

from app.agreements.changes import agreement_difference
from app.agreements.document import Standing, agreement_document, stands
from app.agreements.models import AgreementState
from app.agreements.signatures import Signed
from app.agreements.wording import clauses, signature_table, waits_for
from app.documents.model import Callout, TableBlock, runs
from tests.unit.agreements.agreements import AGREED, SCOPING, agreed

DAY = dt.date(2026, 11, 20)
DIRECTOR = Signed("partner", "Cheshire West and Chester", "Dina Director", DAY)
MANAGER = Signed("lead", "Halton", "Mo Manager", DAY)


def facts(content, key):
    return dict(next(clause for clause in clauses(content) if clause.key == key).facts)


def words(document):
    found = []
    for block in document.blocks:
        if isinstance(block, TableBlock):
            found += [cell for row in (block.head, *block.rows) for cell in row]
        else:
            found.append(getattr(block, "text", "") or "".join(run.text for run in runs(block.words)))
    return "\n".join(found)


def test_every_text_and_every_line_stands_in_the_document():
    shown = words(agreement_document(AGREED, Standing(AgreementState.DRAFT, DAY)))
    texts = (AGREED.purpose, AGREED.costs, AGREED.legal_power, AGREED.equality, AGREED.decision_reference, AGREED.plan)
    for text in (*texts, *(line.what for line in AGREED.lines), "1 December 2026", "30 November 2027"):
        assert text in shown


def test_shown_quantity_times_shown_rate_is_the_shown_total():
    price = facts(AGREED, "price")
    assert price["Cheshire West and Chester pays"] == "7 days × £500 = £3,500 before VAT"
    assert price["Halton bears"] == "1.25 days × £500 = £625, not charged"
    assert price["VAT"] == "20% of £1,750 at the standard rate = £350"
    assert price["With VAT"] == "£3,850, and VAT on what is still to be confirmed"
    assert price["Band"] == "from 20 days (£10,000) to 30 days (£15,000), before VAT"
    assert price["Cap"] == "30 days × £500 = £15,000 before VAT"


def test_without_lines_of_the_lead_and_of_open_vat_neither_is_spoken_of():
    price = facts(agreed(lines=(SCOPING,)), "price")
    assert "Halton bears" not in price
    assert price["With VAT"] == "£2,100"
    shown = words(agreement_document(agreed(lines=(SCOPING,)), Standing(AgreementState.DRAFT, DAY)))
    assert "to be confirmed are treated" not in shown


def test_legal_and_tax_points_are_the_authorities_to_confirm():
    assert "Each authority confirms them" in clauses(AGREED)[-1].texts[0]


def test_what_is_not_written_says_so():
    texts = {clause.key: clause.texts for clause in clauses(agreed(legal_power="", purpose=""))}
    assert texts["legal"] == texts["purpose"] == ("Not written yet.",)


def test_signatures_name_person_authority_and_date_or_whom_they_wait_for():
    assert signature_table(AGREED, (DIRECTOR,), waits=True).rows == (
        ("The partner authority, by its director", "Cheshire West and Chester", "Dina Director", "20 November 2026"),
        ("The lead authority, by a manager", "Halton", "", "Waiting for a manager"),
    )
    assert [row[-1] for row in signature_table(AGREED, (), waits=False).rows] == ["Not signed"] * 2
    assert waits_for(AGREED, ()) == "the director for Cheshire West and Chester and a manager for Halton"
    assert waits_for(AGREED, (DIRECTOR, MANAGER)) == ""


def test_how_it_stands_is_said_in_words():
    to_sign = Standing(AgreementState.TO_SIGN, DAY, signed=(DIRECTOR,))
    assert stands(to_sign, AGREED) == "Not in force yet: waiting for a manager for Halton to sign."
    signed = Standing(AgreementState.SIGNED, DAY, number=2, signed_on=DAY)
    assert stands(signed, AGREED) == "Version 2, signed for both authorities on 20 November 2026."
    assert stands(Standing(AgreementState.WITHDRAWN, DAY), AGREED) == "Withdrawn. It is not in force."


def test_a_document_says_on_every_page_how_it_stands_and_that_it_is_made_up():
    made = agreement_document(AGREED, Standing(AgreementState.TO_SIGN, DAY, illustrative=True))
    assert made.mark == "Not signed. Illustrative"
    (callout,) = [block for block in made.blocks if isinstance(block, Callout)]
    assert "made up" in "".join(run.text for run in runs(callout.words))


def test_a_variation_shows_what_it_changes():
    new = agreed(kind="variation", reason="Two more sites.", cap_quarters=130, purpose="To raise four standards.")
    standing = Standing(AgreementState.SIGNED, DAY, number=3, signed_on=DAY, since=2, signed=(DIRECTOR, MANAGER))
    made = agreement_document(new, standing, agreement_difference(AGREED, new))
    assert "What changes since version 2" in [heading.text for heading in made.headings]
    shown = words(made)
    for text in ("Two more sites.", "32.5 days", "2.5 days more", "To raise three standards.", "Variation"):
        assert text in shown + made.subtitle


def test_paper_says_that_both_signed_on_paper():
    standing = Standing(AgreementState.SIGNED, DAY, number=1, signed_on=DAY, on_paper=True)
    shown = words(agreement_document(AGREED, standing))
    assert "Signed on paper for both authorities" in shown
    assert "Waiting for" not in shown
