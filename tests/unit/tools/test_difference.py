"""The preview of a new version of a tool: what an administrator is told before publishing it."""

from dataclasses import replace

import pytest

from app.publishing.difference import PartChange
from app.tools.checking import FOLDER
from app.tools.difference import Kind, compare
from app.tools.reading import parse
from app.tools.tool import Criterion, Tool


@pytest.fixture(scope="module")
def old() -> Tool:
    return parse((FOLDER / "norwich-organisation-criteria.yaml").read_text(encoding="utf-8"), name="")


def with_criteria(tool: Tool, *criteria: Criterion) -> Tool:
    return replace(tool, groups=(replace(tool.groups[0], criteria=criteria),))


def test_same_text_is_no_difference(old: Tool) -> None:
    difference = compare(old, old)
    assert difference.in_words == "No text changed"
    assert len(difference.of(Kind.SAME)) == 9


def test_changed_rules_and_law_show_both_texts(old: Tool) -> None:
    law = old.criterion("data-protection").law
    assert law is not None
    changed = [
        replace(c, law=replace(law, current="Another Act.")) if c.key == "data-protection" else c for c in old.criteria
    ]
    changed[0] = replace(changed[0], stops=False, mitigation="Acceptable with a plan.")
    difference = compare(old, with_criteria(replace(old, version="2027-01"), *changed))
    first, second = difference.of(Kind.CHANGED)
    assert first.reworded == (
        PartChange("acceptable when not met", None, "Acceptable with a plan."),
        PartChange("not met stops", "yes", None),
    )
    assert second.reworded == (PartChange("law as current", law.current, "Another Act."),)
    assert difference.in_words == "2 criteria changed"


def test_new_and_removed_criteria_are_named_and_others_move(old: Tool) -> None:
    first, second, *others = old.criteria
    new = replace(second, key="climate", title="Climate")
    renumbered = [replace(each, number=number) for number, each in enumerate([second, new, *others], start=1)]
    difference = compare(old, with_criteria(replace(old, about="Something else."), *renumbered))
    assert [change.title for change in difference.of(Kind.NEW)] == ["Climate"]
    assert [change.title for change in difference.of(Kind.REMOVED)] == [first.title]
    assert difference.criteria[0].moved == (PartChange("number", "2", "1"),)
    assert difference.in_words == "1 criterion new, 1 removed, 1 moved, other details changed"
