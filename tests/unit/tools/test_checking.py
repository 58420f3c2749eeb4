"""What is wrong with a tool file is said with its line, for each rule that a schema cannot say."""

import copy

import pytest
import yaml

from app.publishing.reading import MistakesError
from app.tools.reading import parse
from app.tools.tool import ScaleType, SubjectKind

ROW = {
    "key": "need",
    "number": 1,
    "title": "Need",
    "text": "The need is shown.",
    "source": {"document": "Ours, 2026", "section": "1"},
}
MET = {
    "key": "ours",
    "title": "Ours",
    "version": "2026-11",
    "status": "original",
    "provenance": {"text": "Written here.", "sources": ["Ours, 2026"]},
    "scale": {"type": "met"},
    "about": "Checks a service.",
    "who": "The commissioner.",
    "when": "Before a decision.",
    "subject": {"kind": "one", "name": "service"},
    "stages": ["plan"],
    "kinds": ["new"],
    "groups": [{"key": "all", "title": "All", "criteria": [ROW]}],
}
CHOICES = [
    {"key": "yes", "label": "Yes", "text": "It goes on.", "chosen": True},
    {"key": "no", "label": "No", "text": "It ends."},
]


def mistakes(row: dict[str, object] | None = None, **changed: object) -> list[str]:
    content = copy.deepcopy(MET) | changed
    content["groups"] = [{"key": "all", "title": "All", "criteria": [ROW | (row or {})]}]
    try:
        parse(yaml.safe_dump(content, sort_keys=False), name="ours.yaml")
    except MistakesError as error:
        return [f"{each.path}: {each.message}" for each in error.mistakes]
    return []


def test_a_sound_file_is_read_with_the_usual_words():
    tool = parse(yaml.safe_dump(MET), name="ours.yaml")
    assert (tool.scale, tool.subject, tool.appraisers) == (ScaleType.MET, SubjectKind.ONE, 1)
    assert tool.words["partly"] == "Partly met"
    assert tool.criterion("need").not_applicable_when == ""


@pytest.mark.parametrize(
    ("row", "changed", "said"),
    [
        ({"number": 2}, {}, "groups[0].criteria[0].number: the number is 2 where 1 is expected"),
        ({"weight": 3}, {}, "“weight” belongs to a scale of weighted, and this one is met"),
        ({"stops": True, "mitigation": "More support"}, {}, "what stops the matter has no mitigation"),
        ({"threshold": {"text": "Audited accounts", "above": 5000}}, {}, "must name the amount"),
        ({"key": "sheet"}, {}, "groups[0].criteria[0].key: “sheet” is a page's own word"),
        ({"levels": ["One", "Two"]}, {}, "has 2 wordings where the scale has 3"),
        (
            {"law": {"as_published": "Then", "current": "Now", "checked_on": "2026-02-30"}},
            {},
            "law.checked_on: is no date of the calendar",
        ),
        ({}, {"scale": {"type": "met", "words": {"yes": "Yes"}}}, "“yes” is no answer of this scale"),
        ({}, {"scale": {"type": "matrix"}}, "a matrix has options, and only a matrix has them"),
        ({}, {"subject": {"kind": "candidates", "name": "bid"}}, "one outcome at least must be marked as chosen"),
        ({}, {"stages": ["buy"]}, "must be one of: understand, plan, do, review"),
    ],
)
def test_a_mistake_is_named_at_its_place(row, changed, said):
    assert any(said in each for each in mistakes(row, **changed)), mistakes(row, **changed)


def test_candidates_with_an_outcome_that_goes_forward_are_sound():
    assert mistakes(subject={"kind": "candidates", "name": "bid"}, outcomes=CHOICES) == []


def test_nobody_scores_a_matrix_alone():
    options = {"kind": "options", "name": "option"}
    found = mistakes(scale={"type": "matrix"}, subject=options, outcomes=CHOICES, appraisers=2)
    assert found == ["appraisers: a matrix is filled in together, so nobody scores it alone"]
