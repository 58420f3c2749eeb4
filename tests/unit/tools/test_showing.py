"""What the page of a tool says in words."""

from dataclasses import replace

from app.tools.checking import FOLDER
from app.tools.reading import parse
from app.tools.showing import in_words


def test_wordings_stand_beside_the_answer_they_belong_to() -> None:
    tool = parse((FOLDER / "cheltenham-principles.yaml").read_text(encoding="utf-8"), name="")
    (group,) = tool.groups
    worded = replace(group.criteria[0], levels=("None is known.", "Some is known.", "All is known."))
    shown = in_words(replace(tool, groups=(replace(group, criteria=(worded,)),)))
    assert shown.wordings == {
        "needs": [("Met", "All is known."), ("Partly met", "Some is known."), ("Not met", "None is known.")]
    }


def test_stages_stand_in_the_order_of_the_cycle() -> None:
    tool = parse((FOLDER / "norwich-decommissioning.yaml").read_text(encoding="utf-8"), name="")
    shown = in_words(tool)
    assert (shown.stages, shown.cases) == ("Understand, Plan, Review", "The decommissioning of a service")
    assert shown.alone == ""
