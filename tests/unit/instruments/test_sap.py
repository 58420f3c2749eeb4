"""What the shipped SAP instrument promises; how files are read and compared is tested beside it."""

from collections import Counter
from pathlib import Path

import pytest

from app.instruments.checking import SCHEMA_FILE
from app.instruments.document import Instrument, parse
from app.instruments.kind import QUESTIONNAIRES

SAP_FILE = SCHEMA_FILE.with_name("sap.yaml")

SCALE_OF_2011 = [
    "We have no clear agreement about what is needed to move forward",
    "We do agree what is needed, and have begun to move forward",
    "We are making progress towards meeting the standard",
    "We are making very good progress towards meeting the standard",
    "The standard is fully achieved across the Children's Trust",
]


@pytest.fixture(scope="module")
def sap() -> Instrument:
    return parse(SAP_FILE.read_text(encoding="utf-8"), name="sap.yaml")


def test_file_is_without_mistakes() -> None:
    assert QUESTIONNAIRES.mistakes([Path(SAP_FILE)]) == []


def test_areas_are_those_of_2011(sap: Instrument) -> None:
    assert [(area.title, len(area.standards)) for area in sap.areas] == [
        ("Commissioning, governance and framework", 4),
        ("Commissioning activity", 5),
        ("Commissioning capacity and capability", 3),
    ]


def test_standards_keep_their_keys(sap: Instrument) -> None:
    """Scores over time hang on these keys: a change here breaks every comparison."""
    assert [standard.key for standard in sap.standards] == [
        "shared-process",
        "strategies-plans",
        "levels",
        "governance",
        "needs-data",
        "co-design",
        "markets",
        "resources-value",
        "performance-review",
        "leadership",
        "people-skills",
        "change-learning",
    ]


def test_scale_is_worded_as_published(sap: Instrument) -> None:
    assert [level.text_for(sap.partnership_default) for level in sap.scale.levels] == SCALE_OF_2011
    assert "Children's Trust" in (sap.scale.source or "")


def test_another_partnership_is_named_in_level_five(sap: Instrument) -> None:
    assert sap.scale.levels[4].text_for("Start Well Board").endswith("fully achieved across the Start Well Board")


def test_sixty_level_texts_are_long_enough_to_judge_by_and_short_enough_to_read(sap: Instrument) -> None:
    texts = [" ".join((lv.sentence, *lv.signs)) for standard in sap.standards for lv in standard.levels]
    assert len(texts) == 60
    assert [text for text in texts if not 40 <= len(text.split()) <= 90] == []


def test_no_level_sentence_or_sign_is_used_twice(sap: Instrument) -> None:
    pieces = Counter(piece for s in sap.standards for lv in s.levels for piece in (lv.sentence, *lv.signs))
    assert [piece for piece, times in pieces.items() if times > 1] == []


def test_top_level_speaks_of_every_partner(sap: Instrument) -> None:
    """One strong agency cannot earn a 5 alone."""
    alone = [
        s.key
        for s in sap.standards
        if not any(
            word in " ".join((s.level(5).sentence, *s.level(5).signs)).lower()
            for word in ("every partner", "all partners", "each partner")
        )
    ]
    assert alone == []


def test_forty_eight_steps_suggest_what_to_do_and_how_to_tell(sap: Instrument) -> None:
    steps = [step for standard in sap.standards for step in standard.steps]
    assert len(steps) == 48
    assert all(2 <= len(step.actions) <= 3 for step in steps)
    assert all(len(item.success_measure.split()) >= 4 for step in steps for item in step.actions)


def test_no_action_or_measure_is_used_twice(sap: Instrument) -> None:
    pieces = Counter(
        piece
        for standard in sap.standards
        for step in standard.steps
        for item in step.actions
        for piece in (item.action, item.success_measure)
    )
    assert [piece for piece, times in pieces.items() if times > 1] == []


def test_each_standard_says_what_to_consider_and_what_it_rests_on(sap: Instrument) -> None:
    for standard in sap.standards:
        assert len(standard.prompts) >= 3, standard.key
        assert all(prompt.endswith("?") for prompt in standard.prompts), standard.key
        assert len(standard.evidence) >= 3, standard.key
        assert standard.sources, standard.key


def test_readers_learn_that_the_titles_are_not_the_original_ones(sap: Instrument) -> None:
    assert sap.status == "derived"
    assert "original SAP list was not found" in sap.provenance.text
    assert "can load it" in sap.provenance.text
