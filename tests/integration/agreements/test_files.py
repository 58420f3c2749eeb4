"""The agreement to take away: figures equal on page, in Word and PDF; names of files; the signed paper."""

import hashlib
import io

import docx
import pikepdf
import pytest

from app.accounts.models import Person
from app.agreements.models import AgreementState
from app.agreements.views import files
from app.db import db
from app.engagements.models import Engagement
from app.files.storage import storage_from
from tests import factories
from tests.clients import page
from tests.integration.agreements.signed import address, kept, make_agreement, make_variation
from tests.unit.documents.test_pdf import text_of
from tests.world import build_world


@pytest.fixture
def world(app):
    return build_world(app, participants=0)


def word_text(content):
    opened = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return " ".join("\n".join([*(each.text for each in opened.paragraphs), *cells]).split())


def plain(text):
    return " ".join(text.split())


def test_figures_and_signatures_are_equal_on_page_in_word_and_pdf(sqlite_app, app):
    """Both files are made once: on one database, as what they are made of is the same value on both."""
    world = build_world(app, participants=0)
    ref = make_variation(world, AgreementState.SIGNED, signed_by=("director", "manager"))
    director = world.client("director")
    shown = page(director.get(address(world, ref))).main.get_text(" ")
    word = word_text(director.get(address(world, ref, "/agreement.docx")).data)
    texts = [plain(shown), word]
    if app is sqlite_app:
        made = director.get(address(world, ref, "/agreement.pdf")).data
        with pikepdf.open(io.BytesIO(made)) as opened, opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        texts.append(plain(text_of(made)))
    for text in texts:
        for figure in (
            "7 days × £500 = £3,500 before VAT",
            "0.5 days × £500 = £250, not charged",
            "20% of £2,750 at the standard rate = £550",
            "£4,050, and VAT on what is still to be confirmed",
            "from 20 days (£10,000) to 35 days (£17,500), before VAT",
            "Two more sites.",
            "Section 1 of the Local Authorities (Goods and Services) Act 1970.",
            "Director",
            "20 November 2026",
        ):
            assert figure in text


@pytest.fixture
def made(monkeypatch):
    """What would be made, without making it."""
    monkeypatch.setattr(files, "make_word", lambda document: repr(document).encode())
    monkeypatch.setattr(files, "make_pdf", lambda document: repr(document).encode())


@pytest.mark.parametrize(
    ("state", "name"),
    [
        (AgreementState.DRAFT, "cheshire-west-and-chester-support-agreement-draft.pdf"),
        (AgreementState.TO_SIGN, "cheshire-west-and-chester-support-agreement-not-signed.pdf"),
        (AgreementState.SIGNED, "cheshire-west-and-chester-support-agreement-version-1.pdf"),
    ],
)
def test_a_file_is_named_by_whose_it_is_and_how_it_stands(world, made, state, name):
    ref = make_agreement(world, state)
    answer = world.client("finance_officer").get(address(world, ref, "/agreement.pdf"))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_made_up_file_says_so_in_its_name_and_on_its_pages(world, made):
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).illustrative = True
        db.session.commit()
    answer = world.client("manager").get(address(world, make_agreement(world), "/agreement.docx"))
    assert "support-agreement-draft-illustrative.docx" in answer.headers["Content-Disposition"]
    assert "Draft. Illustrative" in answer.text


def test_the_signed_paper_is_a_download_and_missing_where_there_is_none(world):
    ref, content = make_agreement(world, AgreementState.SIGNED, on_paper=True), b"%PDF-1.7 signed"
    director = world.client("director")
    assert director.get(address(world, ref, "/signed-paper")).status_code == 404
    with world.app.app_context():
        stored = factories.stored_file(
            db.session.get_one(Engagement, world.engagement_id),
            db.session.get_one(Person, world.people["manager"]),
            name="signed.pdf",
            media_type="application/pdf",
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )
        storage_from(world.app.config["SETTINGS"]).put(stored.storage_key, io.BytesIO(content))
        kept(world, ref).file_id = stored.id
        db.session.commit()
    shown = director.get(address(world, ref)).text
    assert address(world, ref, "/signed-paper") in shown
    assert "Signed on paper for both authorities" in shown
    answer = director.get(address(world, ref, "/signed-paper"))
    assert answer.data == content
    assert "attachment" in answer.headers["Content-Disposition"]
