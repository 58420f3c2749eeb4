"""The preview of a new version: what an administrator is told before publishing it."""

from dataclasses import replace

import pytest

from app.instruments.checking import SCHEMA_FILE
from app.instruments.difference import Kind, compare
from app.instruments.document import Instrument, Lineage, Standard, parse
from app.publishing.difference import PartChange


@pytest.fixture(scope="module")
def old() -> Instrument:
    return parse(SCHEMA_FILE.with_name("sap.yaml").read_text(encoding="utf-8"), name="sap.yaml")


def with_standard(instrument: Instrument, key: str, *others: Standard) -> Instrument:
    """The instrument with the standard of this key exchanged for others, or left out."""
    areas = []
    for area in instrument.areas:
        standards: list[Standard] = []
        for standard in area.standards:
            standards += others if standard.key == key else (standard,)
        areas.append(replace(area, standards=tuple(standards)))
    return replace(instrument, areas=tuple(areas))


def test_same_text_is_no_difference(old: Instrument) -> None:
    difference = compare(old, old)
    assert difference.is_empty
    assert len(difference.of(Kind.SAME)) == 12


def test_reworded_level_shows_both_texts(old: Instrument) -> None:
    markets = old.standard("markets")
    level = replace(markets.level(2), sentence="We have a rule for choosing a route.")
    new = with_standard(old, "markets", replace(markets, levels=(markets.levels[0], level, *markets.levels[2:])))
    (change,) = compare(old, new).of(Kind.REWORDED)
    (part,) = change.reworded
    assert (change.key, part.part) == ("markets", "level 2")
    assert part.old is not None
    assert part.old.startswith("We have agreed how to choose a route")
    assert part.new is not None
    assert part.new.startswith("We have a rule for choosing a route.")


def test_reworded_text_names_the_part(old: Instrument) -> None:
    governance = old.standard("governance")
    new = with_standard(old, "governance", replace(governance, title="Who decides", statement="Members decide."))
    (change,) = compare(old, new).of(Kind.REWORDED)
    assert change.reworded == (
        PartChange("title", governance.title, "Who decides"),
        PartChange("statement", governance.statement, "Members decide."),
    )


def test_changed_success_measure_is_seen(old: Instrument) -> None:
    levels = old.standard("levels")
    action = replace(levels.steps[0].actions[0], success_measure="Counted.")
    step = replace(levels.steps[0], actions=(action, *levels.steps[0].actions[1:]))
    new = with_standard(old, "levels", replace(levels, steps=(step, *levels.steps[1:])))
    (change,) = compare(old, new).of(Kind.REWORDED)
    assert [part.part for part in change.reworded] == ["step 1 to 2"]


def test_standard_left_out_is_removed_and_its_followers_only_move(old: Instrument) -> None:
    new = with_standard(old, "people-skills")
    last = replace(new.standard("change-learning"), number=11)
    difference = compare(old, with_standard(new, "change-learning", last))
    assert [change.key for change in difference.of(Kind.REMOVED)] == ["people-skills"]
    assert difference.of(Kind.REWORDED) == ()
    assert difference.of(Kind.SAME)[-1].moved == (PartChange("number", "12", "11"),)
    assert not difference.is_empty


def test_unrelated_key_is_new_and_the_old_one_removed(old: Instrument) -> None:
    new = with_standard(old, "markets", replace(old.standard("markets"), key="buying"))
    difference = compare(old, new)
    assert [change.key for change in difference.of(Kind.NEW)] == ["buying"]
    assert [change.key for change in difference.of(Kind.REMOVED)] == ["markets"]


def test_renamed_key_continues_by_lineage(old: Instrument) -> None:
    renamed = replace(old.standard("markets"), key="buying", lineage=Lineage("same", ("markets",)))
    difference = compare(old, with_standard(old, "markets", renamed))
    assert difference.of(Kind.REMOVED) == ()
    assert [c.old_keys for c in difference.standards if c.key == "buying"] == [("markets",)]
    assert difference.standards[6].kind is Kind.SAME


def test_lineage_cannot_call_other_words_the_same(old: Instrument) -> None:
    renamed = replace(old.standard("markets"), key="buying", title="Buying well", lineage=Lineage("same", ("markets",)))
    (change,) = compare(old, with_standard(old, "markets", renamed)).of(Kind.REWORDED)
    assert [part.part for part in change.reworded] == ["title"]


def test_standard_split_in_two_replaces_and_is_not_compared(old: Instrument) -> None:
    lineage = Lineage("replaces", ("markets",))
    buying, shaping = (replace(old.standard("markets"), key=key, lineage=lineage) for key in ("buying", "shaping"))
    difference = compare(old, with_standard(old, "markets", buying, shaping))
    assert [(c.key, c.old_keys, c.reworded) for c in difference.of(Kind.REPLACED)] == [
        ("buying", ("markets",), ()),
        ("shaping", ("markets",), ()),
    ]
    assert difference.of(Kind.REMOVED) == ()


def test_lineage_of_an_earlier_version_is_spent(old: Instrument) -> None:
    """A key that both versions have is compared, though its file still tells what it once replaced."""
    kept = with_standard(old, "markets", replace(old.standard("markets"), lineage=Lineage("replaces", ("buying",))))
    assert compare(kept, kept).is_empty


def test_scale_and_metadata_changes_are_listed(old: Instrument) -> None:
    top = replace(old.scale.levels[4], text="All done")
    new = replace(
        old,
        version="2027-01",
        status="original",
        scale=replace(old.scale, levels=(*old.scale.levels[:4], top)),
        areas=(replace(old.areas[0], title="Framework"), *old.areas[1:]),
    )
    difference = compare(old, new)
    assert difference.scale == (PartChange("level 5 text", old.scale.levels[4].text, "All done"),)
    assert {change.part for change in difference.metadata} == {"version", "status", "area governance-framework title"}
    assert len(difference.of(Kind.SAME)) == 12


def test_words_say_how_many_and_what(old: Instrument) -> None:
    assert compare(old, replace(old, version="2026-12")).in_words == "No text changed"
    markets, levels = old.standard("markets"), old.standard("levels")
    one = with_standard(old, "markets", replace(markets, title="Routes to market"))
    assert compare(old, one).in_words == "1 standard reworded"
    two = with_standard(one, "levels", replace(levels, title="Levels"))
    more = with_standard(two, "governance", replace(old.standard("governance"), key="decisions"))
    assert compare(old, more).in_words == "2 standards reworded, 1 new, 1 removed"
    label = replace(old.scale.levels[0], label="Nothing is agreed")
    other = replace(old, title="Ours", scale=replace(old.scale, levels=(label, *old.scale.levels[1:])))
    assert compare(old, other).in_words == "Scale changed, other details changed"
    moved = with_standard(old, "markets", replace(markets, number=99))
    assert compare(old, moved).in_words == "1 standard moved"
