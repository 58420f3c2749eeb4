"""Reading an instrument and naming its mistakes; the wording of SAP itself is tested in test_sap."""

import dataclasses
import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.instruments.checking import SCHEMA_FILE
from app.instruments.document import Instrument, UnknownStandardError, digest, parse
from app.instruments.kind import QUESTIONNAIRES
from app.publishing.reading import Mistake, MistakesError, report

SAP = SCHEMA_FILE.with_name("sap.yaml").read_text(encoding="utf-8")
STATEMENT = "    statement: Partners describe commissioning in the same words"
LEVEL_3 = "    - value: 3\n      sentence: Some services use the framework"
LEVEL_4 = "    - value: 4\n      sentence: Most partners use it and record"


@pytest.fixture(scope="module")
def sap() -> Instrument:
    return parse(SAP, name="sap.yaml")


def changed(old: str, new: str, *, text: str = SAP) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def line_of(text: str, fragment: str, *, after: str = "") -> int:
    return text.count("\n", 0, text.index(fragment, text.index(after))) + 1


def mistakes(text: str) -> list[Mistake]:
    with pytest.raises(MistakesError) as caught:
        parse(text, name="ours.yaml")
    return caught.value.mistakes


def only_mistake(text: str) -> Mistake:
    found = mistakes(text)
    assert len(found) == 1, report(found)
    assert found[0].file == "ours.yaml"
    return found[0]


def test_missing_key_is_named_where_the_standard_begins() -> None:
    whole_line = next(line for line in SAP.splitlines(keepends=True) if line.startswith(STATEMENT))
    text = changed(whole_line, "")
    found = only_mistake(text)
    assert (found.line, found.message) == (line_of(text, "- key: shared-process"), "“statement” is missing")
    assert found.path == "areas[0].standards[0]"


def test_unknown_key_is_named_on_its_own_line() -> None:
    text = changed("    number: 5\n", "    number: 5\n    colour: blue\n")
    found = only_mistake(text)
    assert (found.line, found.message) == (line_of(text, "colour: blue"), "“colour” is not a known key")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("number: 5\n", "number: five\n", "must be a whole number"),
        ("number: 5\n", "number: 5.0\n", "must be a whole number"),
        ("number: 5\n", "number: yes\n", "must be a whole number"),
        ("title: Levels of commissioning", "title: 7", "must be text"),
        ("title: Levels of commissioning", "title: 2026-11-20", "must be text"),
        ("status: derived", "status: copied", "must be one of: derived, original"),
        ('version: "2026-11"', 'version: "soon"', "is not as expected. Year and month, such as 2026-11"),
        ("- key: markets\n", "- key: Our Markets\n", "is not as expected. Small letters, digits"),
        ("title: Needs, data and targeting", 'title: "  "', "is not as expected. Some text, not only spaces."),
    ],
)
def test_wrong_value_is_explained_on_its_line(old: str, new: str, message: str) -> None:
    found = only_mistake(text := changed(old, new))
    assert found.line == line_of(text, new)
    assert message in found.message


def test_standard_key_used_twice_points_to_the_first_use() -> None:
    text = changed("- key: levels\n", "- key: shared-process\n")
    found = only_mistake(text)
    first = line_of(text, "key: shared-process")
    assert found.line == line_of(text, "key: shared-process", after="title: Strategies")
    assert found.message == f"the standard key “shared-process” is already used on line {first}"


def test_yaml_key_written_twice_is_not_silently_dropped() -> None:
    text = changed("    number: 5\n", "    number: 5\n    title: Another title\n")
    found = only_mistake(text)
    assert found.line == line_of(text, "title: Needs, data")
    assert found.message == f"the key “title” is already used on line {line_of(text, 'Another title')}"


def test_missing_level_is_named_where_the_levels_begin() -> None:
    text = SAP[: SAP.index(LEVEL_3)] + SAP[SAP.index(LEVEL_4) :]
    found = only_mistake(text)
    assert found.line == line_of(text, "    levels:", after="key: shared-process")
    assert found.message == "level 3 is missing"


def test_levels_out_of_order_are_refused() -> None:
    three = SAP[SAP.index(LEVEL_3) : SAP.index(LEVEL_4)]
    text = changed(three, "")
    text = text.replace(
        "    - value: 5\n      sentence: All partners use it, review",
        f"{three}    - value: 5\n      sentence: All partners use it, review",
    )
    found = only_mistake(text)
    assert (found.line, found.message) == (line_of(text, LEVEL_3), "level 3 is out of order")


def test_level_of_the_scale_given_twice_is_refused() -> None:
    text = changed("  - value: 4\n    label: Very", "  - value: 3\n    label: Very")
    assert [m.message for m in mistakes(text)] == ["level 4 is missing", "level 3 is there more than once"]


def test_step_must_join_neighbours_and_none_may_be_missing() -> None:
    start = SAP.index("    - from: 2\n      to: 3\n")
    text = SAP[:start] + "    - from: 2\n      to: 4\n" + SAP[start:].removeprefix("    - from: 2\n      to: 3\n")
    assert [(m.line, m.message) for m in mistakes(text)] == [
        (line_of(text, "    steps:"), "the step 2 to 3 is missing"),
        (line_of(text, "- from: 2\n      to: 4"), "the step 2 to 4 does not join neighbouring levels"),
    ]


def test_gap_in_numbers_is_named() -> None:
    text = changed("number: 12\n", "number: 13\n")
    found = only_mistake(text)
    assert (found.line, found.message) == (line_of(text, "number: 13"), "the number is 13 where 12 is expected")


def with_level_3_of(words: int) -> str:
    three = SAP[SAP.index(LEVEL_3) : SAP.index(LEVEL_4)]
    sentence_of_nine_words, _ = three.split("      signs:\n")
    return changed(three, f"{sentence_of_nine_words}      signs:\n      - short\n      - {'word ' * (words - 10)}\n")


@pytest.mark.parametrize("words", [39, 91])
def test_level_text_of_the_wrong_length_is_counted(words: int) -> None:
    found = only_mistake(text := with_level_3_of(words))
    assert found.line == line_of(text, LEVEL_3)
    assert found.message == f"level 3 has {words} words; sentence and signs need 40 to 90"


@pytest.mark.parametrize("words", [40, 90])
def test_level_text_may_be_as_short_or_long_as_the_limits(words: int) -> None:
    level = parse(with_level_3_of(words), name="ours.yaml").standard("shared-process").level(3)
    assert level.words == words


def test_syntax_error_gives_the_line_and_no_traceback() -> None:
    text = changed(STATEMENT, "    statement: a: b")
    found = only_mistake(text)
    assert found.line == line_of(text, "a: b")
    assert found.message.startswith("not valid YAML: ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &a [x]\nb: *a\n", "not valid YAML: aliases (*) are not allowed"),
        ("a: 1\nb: " + "[" * 500, "not valid YAML: nested too deeply"),
        ("a: 1\nb: !!python/object/apply:os.getcwd []\n", "could not determine a constructor"),
        ("a: 1\nb: 2026-13-45\n", "a value cannot be read"),
        ("a: 1\nb: \x07\n", "a character that YAML does not allow"),
        ("a: 1\n2: b\n", "a key must be plain text"),
    ],
)
def test_unsafe_or_unreadable_yaml_is_refused(text: str, message: str) -> None:
    found = only_mistake(text)
    assert message in found.message
    assert found.line == (1 if "2026-13" in text else 2)


def test_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    huge = "#" * 1_000_001
    (tmp_path / "huge.yaml").write_text(huge)
    assert only_mistake(huge).message == "the file is larger than 1,000,000 bytes"
    assert [m.message for m in QUESTIONNAIRES.mistakes([tmp_path / "huge.yaml"])] == [
        "the file is larger than 1,000,000 bytes"
    ]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "just words", "- a list"])
def test_something_else_than_an_instrument_is_one_mistake(text: str) -> None:
    assert only_mistake(text).message == "must be a group of keys"


def test_several_mistakes_are_reported_together_in_order_of_lines() -> None:
    text = changed("number: 12\n", "number: twelve\n", text=changed("status: derived", "status: copied"))
    found = mistakes(text)
    assert [m.line for m in found] == [line_of(text, "status: copied"), line_of(text, "number: twelve")]


@pytest.mark.parametrize(
    ("lineage", "message"),
    [
        ("replaces: [markets]", "“markets” cannot replace itself; a standard with a new meaning needs a new key"),
        ("reworded: [levels]", "“levels” is still a standard of this version, so it cannot be continued here"),
        ("{}", "must have exactly one of: same, reworded, replaces"),
        ("same: [a, b]", "must have at most 1, has 2"),
    ],
)
def test_lineage_that_makes_no_sense_is_refused(lineage: str, message: str) -> None:
    text = changed("    number: 7\n", f"    number: 7\n    lineage:\n      {lineage}\n")
    found = only_mistake(text)
    assert found.message == message
    assert found.line in {line_of(text, "lineage:"), line_of(text, lineage)}


def test_earlier_standard_cannot_be_continued_twice() -> None:
    text = changed("    number: 7\n", "    number: 7\n    lineage: {same: [buying]}\n")
    text = changed("    number: 8\n", "    number: 8\n    lineage: {reworded: [buying]}\n", text=text)
    assert {m.message for m in mistakes(text)} == {"“buying” is continued by more than one standard; use “replaces”"}


def test_earlier_standard_may_be_split_in_two() -> None:
    text = changed("    number: 7\n", "    number: 7\n    lineage: {replaces: [buying]}\n")
    text = changed("    number: 8\n", "    number: 8\n    lineage: {replaces: [buying]}\n", text=text)
    lineage = parse(text, name="ours.yaml").standard("markets").lineage
    assert lineage is not None
    assert (lineage.kind, lineage.keys) == ("replaces", ("buying",))


def test_unknown_placeholder_would_show_on_pages_and_is_refused() -> None:
    text = changed("across the {partnership}", "across the {trust}")
    found = only_mistake(text)
    assert found.line == line_of(text, "{trust}")
    assert found.message == "“{trust}” is not a known placeholder; only {partnership} is"


def test_report_is_one_line_for_each_mistake(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"title: caf\xe9\n")
    (tmp_path / "good.yaml").write_text(SAP, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(text := changed("number: 12\n", "number: 13\n"), encoding="utf-8")
    bad = f"{tmp_path}/bad.yaml:{line_of(text, 'number: 13')}"
    names = ["latin.yaml", "good.yaml", "absent.yaml", "bad.yaml"]
    assert report(QUESTIONNAIRES.mistakes([tmp_path / name for name in names])).splitlines() == [
        f"{tmp_path}/latin.yaml:1: the file is not UTF-8 text",
        f"{tmp_path}/absent.yaml:1: the file cannot be read: No such file or directory",
        f"{bad}: areas[2].standards[2].number: the number is 13 where 12 is expected",
    ]


@given(
    width=st.integers(40, 400), indent=st.integers(2, 8), sort_keys=st.booleans(), flow=st.sampled_from([None, False])
)
def test_digest_ignores_layout(width: int, indent: int, sort_keys: bool, flow: bool | None) -> None:
    content = {"title": "Ours", "levels": [{"value": 1, "text": "A long sentence. " * 9}], "areas": ["b", "a"]}
    text = yaml.safe_dump(content, width=width, indent=indent, sort_keys=sort_keys, default_flow_style=flow)
    assert digest(text) == digest(json.dumps(content))


def test_digest_ignores_comments_and_changes_with_a_word_or_an_order() -> None:
    assert len(digest(SAP)) == 64
    assert digest(f"# seen by legal\n{SAP}") == digest(SAP)
    assert digest(changed("title: Levels of commissioning", "title: Levels of Commissioning")) != digest(SAP)
    assert digest("a: [x, y]") != digest("a: [y, x]")
    assert digest("a: 1") != digest('a: "1"')


def test_digest_refuses_what_is_ambiguous() -> None:
    with pytest.raises(MistakesError):
        digest("a: 1\na: 2\n")


def test_standards_run_on_through_areas(sap: Instrument) -> None:
    assert [standard.number for standard in sap.standards] == list(range(1, 13))
    assert sap.area_of("needs-data").key == "activity"
    assert [s and s.key for s in (sap.previous("needs-data"), sap.next("needs-data"))] == ["governance", "co-design"]
    assert sap.previous("strategies-plans") == sap.standard("shared-process")
    assert sap.previous("shared-process") is None
    assert sap.next("change-learning") is None


def test_unknown_standard_is_a_named_error(sap: Instrument) -> None:
    for ask in (sap.standard, sap.area_of, sap.next, sap.previous):
        with pytest.raises(UnknownStandardError):
            ask("parking")


def test_steps_lead_from_the_level_to_the_target(sap: Instrument) -> None:
    standard = sap.standard("markets")
    assert [(s.from_level, s.to_level) for s in standard.steps_between(2, 4)] == [(2, 3), (3, 4)]
    assert standard.steps_between(4, 4) == ()


def test_level_texts_name_the_partnership() -> None:
    text = changed("All partners use it, review it yearly", "All of the {partnership} uses it, reviews it yearly")
    text = changed(
        "- Every partner has adopted the framework", "- Every body in the {partnership} has adopted it", text=text
    )
    level = parse(text, name="ours.yaml").standard("shared-process").level(5)
    assert level.sentence_for("Board").startswith("All of the Board uses it")
    assert level.signs_for("Board")[0].startswith("Every body in the Board has adopted it")


def test_instrument_cannot_be_altered_once_read(sap: Instrument) -> None:
    for field in dataclasses.fields(sap):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(sap, field.name, "other")
