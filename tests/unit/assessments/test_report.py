import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from app.assessments.breakdown import Breakdown, Cell, Row
from app.assessments.report import Facts, Meeting, Pictures, report
from app.assessments.report.facts import dots_of, name_of
from app.assessments.report.summary import findings
from app.assessments.report.words import named
from app.assessments.result import Result, result_rows
from app.assessments.result.rows import HEAD
from app.assessments.result.told import told
from app.assessments.workbook import workbook
from app.charts.over_time import Compared, Journey, Then, ThenNowTarget
from app.documents.model import Bullets, Callout, Document, Figure, Heading, Paragraph, TableBlock, runs
from tests.integration.assessments.results import CASES, every_case, sap

FACTS = Facts(
    partner="Cheshire West and Chester",
    partnership="Children’s Trust",
    lead="Halton",
    illustrative=True,
    day=dt.date(2026, 11, 20),
    instrument=sap(),
    version=1,
    signed_name="Dana Director",
)
MET = Meeting(dt.date(2026, 11, 18), "Town Hall", ("Ann Lee", "Raj Patel"), (), "Opened at ten.")
UNDRAWN = Pictures(upright=lambda chart: chart.title.encode(), flat=lambda chart: chart.title.encode())


def composed(result: Result | None = None, facts: Facts = FACTS) -> Document:
    return report(result or every_case(), facts, UNDRAWN)


def said(words) -> str:
    return "".join(run.text for run in runs(words))


def section(document: Document, title: str) -> list:
    """The blocks below a heading, up to the next one that is not below it."""
    found, level = [], 0
    for block in document.blocks:
        if isinstance(block, Heading) and level and block.level <= level:
            break
        if level:
            found.append(block)
        if isinstance(block, Heading) and block.text == title:
            level = block.level
    return found


def text_of(blocks: list) -> str:
    parts: list[str] = []
    for block in blocks:
        match block:
            case Paragraph(words, _) | Callout(words):
                parts.append(said(words))
            case Bullets(items):
                parts += map(said, items)
            case TableBlock():
                parts += [block.caption, *block.head, *(cell for row in block.rows for cell in row)]
            case Heading(_, text):
                parts.append(text)
            case Figure():
                parts += [block.alt, block.caption]
    return "\n".join(parts)


def one_standard(number: int, **changes) -> Result:
    """The result with one standard changed."""
    result = every_case()
    areas = tuple(
        replace(
            area,
            standards=tuple(
                replace(standard, **changes) if standard.number == number else standard for standard in area.standards
            ),
        )
        for area in result.areas
    )
    return replace(result, areas=areas)


def test_of_fewer_than_five_scores_nothing_is_told():
    for number, (first, second, *_) in enumerate(CASES, 1):
        votes = told(every_case().standards[number - 1])
        assert (votes.first is not None) is (sum(first) >= 5)
        assert (votes.second is not None) is (sum(second) >= 5)


def test_a_hidden_spread_is_in_no_file():
    """Standard 4 has four scores; wherever its counts would stand, its mirror image must give the same files."""
    mirrored = one_standard(4, counts=(0, 0, 2, 2, 0), median="3.5")
    assert composed(mirrored) == composed()
    assert workbook(mirrored, FACTS) == workbook(every_case(), FACTS)
    assert result_rows(mirrored) == result_rows(every_case())


def test_a_second_vote_of_four_is_in_no_file():
    mirrored = one_standard(9, second_counts=(2, 1, 0, 1, 0))
    assert composed(mirrored) == composed()
    assert workbook(mirrored, FACTS) == workbook(every_case(), FACTS)
    assert result_rows(mirrored) == result_rows(every_case())


def test_few_who_could_not_score_are_not_counted():
    assert composed(one_standard(3, cannot_score=4)) == composed(one_standard(3, cannot_score=0))
    assert "5 people could not score it" in text_of(list(composed(one_standard(3, cannot_score=5)).blocks))


def test_alpha_is_not_told_of_few_people():
    few = replace(every_case(), asked=4, submitted=4)
    assert "alpha" not in text_of(list(composed(few).blocks)).lower()
    undefined = replace(every_case(), alpha="", alpha_undefined="nobody gave a level")
    assert "undefined, because nobody gave a level" in text_of(list(composed(undefined).blocks))


def test_findings_are_made_of_the_figures():
    found = [said(words) for words in findings(every_case())]
    assert found == [
        (
            "By area: the median level is 3 in Commissioning, governance and framework; 2.5 in Commissioning activity; "
            "3 in Commissioning capacity and capability."
        ),
        "Highest (level 5): 10. Leading for outcomes.",
        (
            "Lowest (level 2): 4. Governance, accountability and challenge; 5. Needs, data and targeting; "
            "8. Resources, value and decommissioning; 11. People, roles and skills."
        ),
        "Targets: 9 of 11 assessed standards below target.",
        (
            "Priorities: 1. A shared process and principles; 5. Needs, data and targeting; "
            "8. Resources, value and decommissioning."
        ),
        (
            "Spread of scores: split on 2 standards (5. Needs, data and targeting; 9. Performance, quality and "
            "review), close on 5, mixed on 3. Split at first, and no longer after a second vote: "
            "1. A shared process and principles."
        ),
        (
            "Dissent and evidence: dissent is recorded on 2 standards and 1 standard was agreed at level 4 or 5 "
            "with no evidence."
        ),
        "Not assessed: 7. Markets, mechanisms and procurement.",
    ]


def test_findings_of_a_result_in_which_nothing_happened():
    result = every_case()
    plain = replace(
        result,
        areas=tuple(
            replace(
                area,
                standards=tuple(
                    replace(s, level=None, target=None, priority=False, dissents=(), counts=(), second_counts=())
                    for s in area.standards
                ),
            )
            for area in result.areas
        ),
    )
    found = "\n".join(said(words) for words in findings(plain))
    assert "no standard was assessed" in found
    assert "none was marked" in found
    assert "not told, because fewer than five people scored each standard" in found
    assert "and 8 more" in found
    assert "Targets" not in found
    report(plain, FACTS, UNDRAWN)  # nothing in it needs a figure that is not there


def test_names_take_no_more_room_than_there_is():
    names = [f"{number}. {'x' * 40}" for number in range(1, 6)]
    assert named(names[:3], 150) == "; ".join(names[:3])
    assert named(names, 150) == f"{'; '.join(names[:3])}; and 2 more"
    assert named(names, 10) == f"{names[0]}; and 4 more"
    assert named(["1. One"], 150) == "1. One"


def test_a_standard_tells_level_reason_votes_dissent_and_evidence():
    document = composed()
    text = text_of(section(document, "1. A shared process and principles"))
    assert "Level 3: Some services use the framework; others keep local habits." in text
    assert "Target: level 4: Most partners use it" in text
    assert "Reason: Discussed at length" in text
    assert "8 people scored alone: median 3, the middle half of the scores from 1 to 5; the spread is split." in text
    assert "After discussion, 8 people voted again: median 3" in text
    assert "Raj Patel: Health saw no sign" in text
    assert "Not named: The level hides" in text
    assert "carried over from Baseline: still true" in text
    unsupported = text_of(section(document, "6. Designing with children, families and providers"))
    assert "Agreed at level 4 with no evidence that stands." in unsupported
    assert "not told: fewer than five scores" in text_of(
        section(document, "4. Governance, accountability and challenge")
    )


def test_evidence_links_to_web_addresses_only():
    line = replace(every_case().standards[0].evidence[0], link="javascript:alert(1)")
    document = composed(one_standard(1, evidence=(line,)))
    assert "javascript:alert(1)" in text_of(list(document.blocks))
    links = [
        run.link
        for block in document.blocks
        if isinstance(block, Bullets)
        for words in block.items
        for run in runs(words)
    ]
    assert not any(link.startswith("javascript") for link in links)


def test_it_says_whether_it_is_signed_and_that_scores_are_made_up():
    assert "Signed. Version 1, signed by Dana Director, director, on 20 November 2026." in text_of(
        list(composed().blocks)
    )
    assert composed().mark == "Version 1, signed 20 November 2026. Illustrative scores"
    draft = composed(facts=replace(FACTS, version=0, signed_name="", illustrative=False))
    assert "Not signed." in text_of(list(draft.blocks))
    assert draft.mark == "Draft: not signed"
    assert "illustrative" not in text_of(list(draft.blocks)).lower()


def test_dots_fit_their_page():
    result = every_case()
    for area in result.areas:
        pictures = dots_of(area, result)
        assert all(sum(len(row.votes) for row in picture.rows) <= 5 for picture in pictures)
        shown = [row.label for picture in pictures for row in picture.rows]
        assert shown == [name_of(s) for s in area.standards if told(s).newest]


def test_earlier_rounds_stand_beside_this_one():
    then = Journey("Area", "1. One", (Then(2, Compared.SAME),), 3, 4)
    chart = ThenNowTarget("Over time", ("Baseline",), "Mid-year", (then,), "Cheshire West and Chester")
    text = text_of(section(composed(facts=replace(FACTS, over_time=chart)), "Then, now and target"))
    assert "up 1 level" in text
    assert not section(composed(), "Then, now and target")
    assert workbook(every_case(), replace(FACTS, over_time=chart)).sheets[-1].rows[0][2:5] == (2, 3, 4)


def test_a_breakdown_is_told_or_said_to_be_hidden():
    assert not section(composed(), "By agency")
    hidden = Breakdown((), (), (), why_not="Not shown: too few.")
    assert text_of(section(composed(replace(every_case(), breakdown=hidden)), "By agency")) == "Not shown: too few."
    keys = [standard.key for standard in every_case().standards]
    rows = (Row(keys[0], (Cell(5, "3"), Cell(7, "2.5"))), Row(keys[1], ()))
    shown = replace(every_case(), breakdown=Breakdown(("Council", "Health"), (5, 7), rows))
    assert "median 2.5 of 7 scores" in text_of(section(composed(shown), "By agency"))
    sheet = workbook(shown, FACTS).sheets[-1]
    assert sheet.rows[0][1:] == (5, 3, 7, Decimal("2.5"))
    assert sheet.rows[1][1:] == (None, None, None, None)


def test_minutes_become_an_appendix():
    assert not section(composed(), "Appendix B: minutes of the workshop")
    with_minutes = composed(facts=replace(FACTS, meeting=MET))
    text = text_of(section(with_minutes, "Appendix B: minutes of the workshop"))
    assert "Held: 18 November 2026, Town Hall" in text
    assert "Present: Ann Lee and Raj Patel" in text
    assert "Notes: Opened at ten." in text


def test_excel_has_numbers_as_numbers_and_everything_the_report_tells():
    book = workbook(every_case(), FACTS)
    assert [sheet.name for sheet in book.sheets] == ["About", "Standards", "Areas", "Dissent", "Evidence"]
    first = dict(zip(HEAD, book.sheets[1].rows[0], strict=True))
    assert (first["Agreed level"], first["Target"], first["Target by"]) == (3, 4, dt.date(2027, 3, 31))
    assert (first["First vote: scores"], first["First vote: upper quartile"], first["First vote: spread"]) == (
        8,
        5,
        "split",
    )
    assert len(book.sheets[3].rows) == 3
    assert len(book.sheets[4].rows) == 8


@pytest.mark.parametrize("number", range(1, 13))
def test_a_row_of_the_csv_is_as_long_as_its_head(number: int):
    assert len(result_rows(every_case())[number - 1]) == len(HEAD)
