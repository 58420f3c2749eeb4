"""The lists and tables of an appraisal that are made without templates: nothing that people type becomes markup."""

from dataclasses import replace

from app.appraising.answers import Answer, Word
from app.appraising.content import AppraisalContent, Said, SubjectText
from app.appraising.markup import answers_list, beside_each_other
from app.appraising.rows import TypedRow
from app.appraising.sheet_markup import sheet_row
from app.tools.reading import parse
from app.tools.tool import ScaleType
from tests.appraising_factories import MET, RANKED, text_of
from tests.conftest import NOON

BAD = '<script>"&'


def test_no_part_of_a_table_becomes_markup():
    tool = parse(text_of(RANKED), name="small")
    said = Said("need", Answer(3, None, BAD, BAD), BAD, f"https://x/{BAD}", BAD, (Answer(3, None, BAD), Answer(4)))
    subject = SubjectText("ref", BAD, BAD, None, "", (said,))
    content = AppraisalContent(
        "ref", BAD, "key", "1", BAD, BAD, BAD, BAD, NOON, tool.criteria, (subject,), ScaleType.WEIGHTED
    )
    for edits in (True, False):
        made = answers_list(content, subject, tool, here="/x", edits=edits)
        made += beside_each_other(content, (subject,), "/x")
        assert "<script>" not in made
        assert made.count("&lt;script&gt;") >= 8
        assert 'href="https://x/&lt;script&gt;&#34;&amp;"' in made


def test_no_part_of_a_sheet_becomes_markup(sqlite_app):
    tool = parse(text_of(MET), name="small")
    criterion = replace(tool.criteria[1], title=BAD, text=BAD, guidance=(BAD,))
    said = Said("record", Answer(), BAD, alone=(Answer(word=Word.MET, reason=BAD), Answer(word=Word.NOT_MET)))
    row = TypedRow("record", BAD, BAD, BAD, BAD, f"Reason {BAD}")
    with sqlite_app.test_request_context():
        made = sheet_row(criterion, row, said, tool, lack="reason", address=f"/{BAD}", is_alone=False)
    assert "<script>" not in made
    assert made.count("&lt;script&gt;") >= 12
