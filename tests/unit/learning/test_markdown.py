"""Markdown of training as HTML and as blocks: the design system's classes, levels without a gap, nothing unsafe."""

import pytest

from app.documents.model import Bullets, Callout, Heading, Numbered, Paragraph, Run, TableBlock, bold
from app.learning.content import Programme
from app.learning.markdown import blocks, html, plain
from tests.learning_factories import four_days

TABLE = "| Step | Who | Days |\n| --- | --- | ---: |\n| Notice | **Lead** | 30 |\n| | Legal | 5 |"


def test_headings_begin_where_the_page_wants_them_and_leave_no_gap():
    text = "### First\n\n## Second\n\n#### Third"
    assert html(text) == (
        '<h2 class="govuk-heading-m">First</h2>\n<h2 class="govuk-heading-m">Second</h2>\n'
        '<h3 class="govuk-heading-s">Third</h3>'
    )
    assert html("### Alone", 3) == '<h3 class="govuk-heading-s">Alone</h3>'
    assert blocks("## One\n\n### Two", 3) == (Heading(3, "One"), Paragraph((bold("Two"),)))


def test_a_table_scrolls_by_itself_is_named_and_styles_nothing_in_line():
    shown = html(f"## Exit\n\n{TABLE}\n\n{TABLE}")
    assert 'role="region" aria-label="Exit" tabindex="0"' in shown
    assert 'aria-label="Exit, table 2"' in shown
    assert '<th scope="col" class="govuk-table__header govuk-table__header--numeric">Days</th>' in shown
    assert '<th scope="row" class="govuk-table__header">Notice</th>' in shown
    assert '<td class="govuk-table__cell"></td>' in shown
    assert "style=" not in shown
    assert blocks(TABLE) == (
        TableBlock("Table", ("Step", "Who", "Days"), (("Notice", "Lead", "30"), ("", "Legal", "5")), numeric=(2,)),
    )


def test_lists_emphasis_and_quotations():
    text = "- **Plan** it\n- do *it*\n  1. today\n\n3. then\n4. last\n\n> Mind this"
    shown = html(text)
    assert '<ul class="govuk-list govuk-list--bullet">\n<li><strong>Plan</strong> it</li>' in shown
    assert "<li>do <em>it</em>\n" in shown
    assert '<ol class="govuk-list govuk-list--number" start="3">' in shown
    assert '<div class="govuk-inset-text"><p class="govuk-body">Mind this</p></div>' in shown
    bullets, *rest = blocks(text)
    assert isinstance(bullets, Bullets)
    assert bullets.items[0] == (bold("Plan"), Run(" it"))
    assert "".join(run.text for run in bullets.items[1]) == "do it\ntoday"
    assert rest == [
        Numbered(((Run("then"),), (Run("last"),)), start=3),
        Callout((Run("Mind this"),)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <b onclick=x>b</b>",
        "[x](javascript:alert(1))",
        "![x](https://x.example/p.png)",
        "<https://x.example>",
        "[x]: https://x.example\n\n[x]",
        "| <img src=x> |\n| --- |\n| <i>x</i> |",
        '## <a href="x">',
        "    <script>",
        "```\n<script>\n```",
    ],
)
def test_nothing_but_words_comes_through(text):
    shown = html(text)
    for wrong in ("<script", "<a", "<img", "<b", "<i>", "<code", "<pre"):
        assert wrong not in shown.replace("<br>", "")


def every_text(programme: Programme):
    for session in programme.sessions:
        yield from (session.activity, session.notes, session.handout)
    for case in programme.cases:
        yield from (case.text, case.trainers_key)
    yield programme.about


def test_each_text_of_the_programme_says_the_same_on_the_page_and_on_paper():
    for text in every_text(four_days()):
        on_page = html(text).striptags().split()
        on_paper = " ".join(_words(block) for block in blocks(text)).split()
        assert "".join(plain(text).split()) == "".join(on_page)
        assert len(on_paper) >= len(on_page)
        assert not {"**", "|", "##"} & set(on_page)


def _words(block):
    match block:
        case Heading(_, text):
            return text
        case Bullets(items) | Numbered(items):
            return " ".join("".join(run.text for run in item) for item in items)
        case TableBlock(_, head, rows):
            return " ".join(cell for row in (head, *rows) for cell in row)
        case _:
            return "".join(run.text for run in block.words)
