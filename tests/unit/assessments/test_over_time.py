"""Rounds beside each other: what compares is decided by the texts that were scored."""

from dataclasses import replace

import pytest

from app.assessments.over_time import Earlier, over_time
from app.assessments.result import AreaResult, Result, StandardResult
from app.charts.over_time import Compared, Then
from app.instruments.document import Area, Instrument, Lineage, parse
from tests.world import SAP


@pytest.fixture(scope="module")
def sap() -> Instrument:
    return parse(SAP, name="sap.yaml")


def result_on(instrument: Instrument, level: int | None, target: int | None = 4) -> Result:
    return Result(
        title="Baseline self-assessment",
        partner="P",
        partnership="Children’s Trust",
        areas=tuple(
            AreaResult(
                key=area.key,
                title=area.title,
                standards=tuple(
                    StandardResult(s.key, s.number, s.title, level, target if level else None, "", (), "", "", 0)
                    for s in area.standards
                ),
                challenges="",
                capacity="",
            )
            for area in instrument.areas
        ),
    )


def changed(instrument: Instrument, **changes) -> Instrument:
    """The instrument with its first standard changed."""
    area = instrument.areas[0]
    first = replace(area.standards[0], **changes)
    areas: tuple[Area, ...] = (replace(area, standards=(first, *area.standards[1:])), *instrument.areas[1:])
    return replace(instrument, areas=areas)


def first_then(old: Instrument, new: Instrument) -> Then:
    chart = over_time("T", "Mid-year", result_on(new, 3), new, [Earlier("Baseline", result_on(old, 2), old)])
    return chart.rows[0].earlier[0]


def test_the_same_text_compares(sap):
    chart = over_time("T", "Mid-year", result_on(sap, 3), sap, [Earlier("Baseline", result_on(sap, 2), sap)])
    assert (chart.rounds, chart.now, len(chart.rows)) == (("Baseline",), "Mid-year", 12)
    assert {(row.earlier, row.now, row.target) for row in chart.rows} == {((Then(2, Compared.SAME),), 3, 4)}
    assert len(chart.areas) == 3


def test_a_reworded_standard_compares_and_is_marked(sap):
    assert first_then(sap, changed(sap, statement="Other words.")) == Then(2, Compared.REWORDED)


def test_a_renamed_key_follows_its_lineage(sap):
    old_key = sap.standards[0].key
    renamed = changed(sap, key="another-key", lineage=Lineage("same", (old_key,)))
    assert first_then(sap, renamed) == Then(2, Compared.SAME)


def test_a_replaced_standard_is_not_compared(sap):
    old_key = sap.standards[0].key
    replaced = changed(sap, key="another-key", lineage=Lineage("replaces", (old_key,)))
    assert first_then(sap, replaced) == Then(None, Compared.REPLACED)


def test_a_new_standard_is_not_compared(sap):
    assert first_then(sap, changed(sap, key="another-key", lineage=None)) == Then(None, Compared.NEW)


def test_two_standards_that_became_one_are_not_compared(sap):
    keys = (sap.standards[0].key, sap.standards[1].key)
    area = sap.areas[0]
    one = replace(area.standards[0], key="both", lineage=Lineage("reworded", keys))
    merged = replace(sap, areas=(replace(area, standards=(one, *area.standards[2:])), *sap.areas[1:]))
    assert first_then(sap, merged) == Then(None, Compared.REPLACED)


def test_not_assessed_then_is_said(sap):
    chart = over_time("T", "Mid-year", result_on(sap, 3), sap, [Earlier("Baseline", result_on(sap, None), sap)])
    assert chart.rows[0].earlier[0].text == "not assessed"


def test_a_first_round_stands_alone(sap):
    chart = over_time("T", "Baseline", result_on(sap, 3), sap, [])
    assert {row.earlier for row in chart.rows} == {()}
    assert chart.rounds == ()
