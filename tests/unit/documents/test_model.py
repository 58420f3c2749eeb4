import re

import pytest

from app.charts.drawing import draw
from app.documents.model import Document, Figure, Heading, Run, TableBlock
from app.documents.pictures import with_room
from app.documents.text import kept, one_line, shown_with
from tests.unit.documents.samples import CHART, DAY


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "mailto:a@b.example", " https://x.example"]
)
def test_a_document_links_to_web_addresses_only(link: str):
    with pytest.raises(ValueError, match="web addresses only"):
        Run("press here", link=link)


def test_a_table_with_a_crooked_row_is_refused():
    with pytest.raises(ValueError, match="as many cells"):
        TableBlock("Crooked", ("a", "b"), (("1", "2"), ("3",)))


def test_a_picture_without_words_is_refused():
    with pytest.raises(ValueError, match="alternative text"):
        Figure(b"<svg/>", "  ", "Caption")


@pytest.mark.parametrize("levels", [(2,), (1, 3), (1, 2, 4)])
def test_headings_leave_out_no_level(levels: tuple[int, ...]):
    with pytest.raises(ValueError, match="leaves out a level"):
        Document("t", "", "o", DAY, tuple(Heading(level, "h") for level in levels))


def test_control_characters_and_turning_marks_are_dropped_and_line_breaks_stay():
    assert kept("a\x00b\x1b\ud800\r\nc\u2028d\te\u202ef\x85") == "ab\nc\nd ef"
    assert one_line(" a\n b\tc ") == "a b c"


def test_a_symbol_that_the_font_lacks_is_spelt():
    font = frozenset(map(ord, "abc "))
    assert shown_with(font, "a \N{DANGO}\ufe0f \u4e2d\u200d\nb") == "a [dango] \ufffd\nb"


def test_a_picture_gets_room_to_its_right_and_nothing_else_changes():
    drawn = draw(CHART)
    wider = with_room(drawn, 0.5)
    before, after = (float(re.search(rb'width="([\d.]+)pt"', svg)[1]) for svg in (drawn, wider))
    assert after == 1.5 * before
    assert wider.partition(b"<title")[2] == drawn.partition(b"<title")[2]
