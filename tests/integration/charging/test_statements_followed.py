"""After a statement is issued, and before: its invoice, dispute, payment and files; VAT and the purchase order."""

import csv
import io

import pikepdf
import pytest

from app.accounts.models import Authority, Person
from app.audit.models import AuditEntry
from app.charging.models import Statement, VatCode
from app.charging.statement import statement_content
from app.db import db
from app.engagements.models import Engagement, SupportKind
from app.mail.models import Message
from app.security.roles import Role
from tests import charging_factories, factories
from tests.charging_factories import statement_of
from tests.clients import page, summary_errors
from tests.integration.charging.made import make_charging
from tests.integration.charging.test_statements import banner, main
from tests.unit.documents.test_pdf import text_of
from tests.world import build_world

TODAY = {"paid_on-day": "20", "paid_on-month": "11", "paid_on-year": "2026"}


@pytest.fixture
def world(app):
    return build_world(app, participants=1)


@pytest.fixture
def stated(world):
    """October's statement, issued today; its address."""
    with world.app.app_context():
        content = statement_content(statement_of((4, "standard"), (-2, "exempt")))
        engagement = db.session.get_one(Engagement, world.engagement_id)
        issuer = db.session.get_one(Person, world.people["finance_officer"])
        made = charging_factories.statement(engagement, issuer, content)
        db.session.commit()
        return world.url(f"/days/statements/{made.ref}")


def state(world):
    with world.app.app_context():
        found = db.session.scalars(db.select(Statement)).one()
        return found.state.value, found.invoice_number, found.paid_on


def test_from_invoice_over_a_dispute_to_payment(world, stated):
    finance, director = world.client("finance_officer"), world.client("director")
    assert finance.post(f"{stated}/invoice", data={"number": "HBC-4107", "seen_number": ""}).status_code == 303
    assert director.post(f"{stated}/dispute", data={"text": "Half a day was agreed."}).status_code == 303
    shown = main(finance.get(stated))
    assert "Director disputes it for Cheshire West and Chester: Half a day was agreed." in shown
    assert "Record the payment" not in shown
    assert finance.get(f"{stated}/paid").location.endswith(stated)
    refused = finance.post(f"{stated}/paid", data=TODAY)
    assert "Cheshire West and Chester has to settle the dispute first" in banner(finance.get(refused.location))
    settled = {"text": "Taken back in November."}
    assert world.client("partner_finance_officer").post(f"{stated}/settle", data=settled).status_code == 303
    assert finance.post(f"{stated}/paid", data=TODAY).status_code == 303
    shown = main(director.get(stated))
    assert "The VAT invoice is number HBC-4107." in shown
    for words in ("Disputed: Half a day was agreed.", "Dispute settled: Taken back in November.", "Paid on"):
        assert words in shown
    assert len(director.queries) <= 5
    assert state(world)[:2] == ("paid", "HBC-4107")
    with world.app.app_context():
        kinds = list(db.session.scalars(db.select(Message.kind).order_by(Message.id)))
        assert kinds == ["statement disputed"] * 2 + ["dispute settled"] * 2
        actions = set(db.session.scalars(db.select(AuditEntry.action)))
    assert {"statement invoiced", "statement disputed", "statement settled", "statement paid"} <= actions


def test_nobody_of_the_lead_disputes_and_only_its_finance_records(world, stated):
    lead = world.client("finance_officer")
    assert "Dispute it" not in main(lead.get(stated))
    response = lead.post(f"{stated}/dispute", data={"text": "We are too kind."})
    assert "You hold a role at Halton" in banner(lead.get(response.location))
    partner = world.client("partner_finance_officer")
    for rest, data in (("invoice", {"number": "1"}), ("paid", TODAY)):
        response = partner.post(f"{stated}/{rest}", data=data)
        assert "Only finance officers of Halton record" in banner(partner.get(response.location))
        assert partner.get(f"{stated}/{rest}").status_code == 303
        assert world.client("consultant").get(f"{stated}/{rest}").status_code == 403
    with world.app.app_context():
        both = db.session.get_one(Person, world.people["director"])
        halton = db.session.get_one(Authority, world.lead_id)
        factories.membership(both, Role.TRAINER, halton)
        db.session.commit()
    director = world.client("director")
    response = director.post(f"{stated}/dispute", data={"text": "Not so."})
    assert "You hold a role at Halton" in banner(director.get(response.location))
    assert world.client("stranger_director").get(stated).status_code == 404
    assert state(world) == ("issued", "", None)


def test_bad_input_keeps_what_was_typed(world, stated):
    finance, director = world.client("finance_officer"), world.client("director")
    early = finance.post(f"{stated}/paid", data=TODAY | {"paid_on-day": "19"})
    assert early.status_code == 422
    assert summary_errors(early) == ["Date of payment must be from 20 November 2026, when it was issued, to today"]
    assert page(early).find(id="paid_on-day")["value"] == "19"
    long = director.post(f"{stated}/dispute", data={"text": "x" * 2001})
    assert summary_errors(long) == ["What is wrong must be 2,000 characters or fewer"]
    assert finance.post(f"{stated}/invoice", data={"number": ""}).status_code == 422
    finance.post(f"{stated}/invoice", data={"number": "HBC-1", "seen_number": ""})
    late = finance.post(f"{stated}/invoice", data={"number": "HBC-2", "seen_number": ""})
    assert late.status_code == 409
    assert "HBC-1" in main(late)
    again = {"number": "HBC-2", "seen_number": page(late).find(id="seen_number")["value"]}
    assert finance.post(f"{stated}/invoice", data=again).status_code == 303
    assert state(world)[1] == "HBC-2"


def test_files_say_what_the_page_says_and_are_equal_each_time(sqlite_app, app, world, stated):
    """The PDF is made once: on one database, as what it is made of is the same value on both."""
    director = world.client("director")
    for rest in ("statement.csv", "statement.xlsx"):
        assert director.get(f"{stated}/{rest}").data == director.get(f"{stated}/{rest}").data
    response = director.get(f"{stated}/statement.csv")
    assert "halton-statement-1-cheshire-west-and-chester-2026-10.csv" in response.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig"))))
    assert [(row["Days"], row["Charge before VAT, pounds"]) for row in rows] == [("1", "500.00"), ("-0.5", "-250.00")]
    assert world.client("participant1").get(f"{stated}/statement.csv").status_code == 403
    assert world.client("stranger_finance_officer").get(f"{stated}/statement.pdf").status_code == 404
    if app is sqlite_app:
        made = director.get(f"{stated}/statement.pdf").data
        assert made == director.get(f"{stated}/statement.pdf").data
        with pikepdf.open(io.BytesIO(made)) as opened, opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        text = " ".join(text_of(made).split())
        assert "Cheshire West and Chester pays Halton £350, VAT included." in text
        assert director.get(f"{stated}/statement.docx").status_code == 200


def test_finance_confirms_vat_as_the_agreement_proposes_it(world):
    make_charging(world)
    finance, address = world.client("finance_officer"), world.url("/days/vat")
    shown = page(finance.get(address))
    assert len(finance.queries) <= 5
    fields = {each["name"]: each.find("option", selected=True)["value"] for each in shown.find_all("select")}
    assert fields["treatment_scoping"] == "standard"
    seen = shown.find(id="seen")["value"]
    wrong = finance.post(address, data=fields | {"treatment_tools": "exempt", "seen": seen})
    assert wrong.status_code == 422
    assert summary_errors(wrong) == ["Enter what the treatment of “Sharing of practical tools” rests on"]
    good = fields | {"treatment_tools": "exempt", "basis_tools": "Notice 701/30.", "treatment_review": "", "seen": seen}
    assert finance.post(address, data=good).status_code == 303
    with world.app.app_context():
        found = {code.kind: code for code in db.session.scalars(db.select(VatCode))}
        assert SupportKind.REVIEW not in found
        assert (found[SupportKind.TOOLS].treatment.value, found[SupportKind.TOOLS].basis) == (
            "exempt",
            "Notice 701/30.",
        )
        assert found[SupportKind.SCOPING].confirmed_name == "Finance Officer"
    late = finance.post(address, data=good | {"basis_tools": "Advice."})
    assert late.status_code == 409
    assert "Exempt. Notice 701/30." in main(late)
    gone = finance.post(address, data=good | {"treatment_tools": "", "seen": page(late).find(id="seen")["value"]})
    assert summary_errors(gone) == ["Choose how “Sharing of practical tools” is treated for VAT"]
    partner = world.client("partner_finance_officer")
    assert "Finance officers of Halton confirm the treatment." in main(partner.get(address))
    refused = partner.post(address, data=good | {"treatment_scoping": "nonsense"})
    assert "Only finance officers of Halton confirm VAT" in banner(partner.get(refused.location))
    assert world.client("director").get(address).status_code == 403


def test_the_partner_gives_the_purchase_order(world):
    make_charging(world)
    partner, address = world.client("partner_finance_officer"), world.url("/days/purchase-order")
    assert summary_errors(partner.post(address, data={"number": ""})) == ["Enter the purchase order number"]
    assert partner.post(address, data={"number": "PO-7", "seen_number": ""}).status_code == 303
    late = world.client("director").post(address, data={"number": "PO-8", "seen_number": ""})
    assert late.status_code == 409
    assert "PO-7" in main(late)
    lead = world.client("finance_officer")
    assert "The director or a finance officer of Cheshire West and Chester gives it." in main(lead.get(address))
    refused = lead.post(address, data={"number": "PO-9"})
    assert "You hold a role at Halton" in banner(lead.get(refused.location))
    assert "PO-7" in main(lead.get(world.url("/days/statements")))
    assert world.client("lead_officer").get(address).status_code == 403
