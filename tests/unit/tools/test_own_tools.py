"""The tools that come with the product hold every criterion of the five seeds. Headings are the seeds' own."""

import datetime as dt

import pytest

from app.tools.checking import own_files
from app.tools.kind import TOOLS
from app.tools.reading import parse
from app.tools.tool import CaseKind, ScaleType, Stage, Tool

DOCUMENTS = {
    "000": "Halton Strategic Partnership, Commissioning framework, 2004",
    "001": "Lancaster City Council, Commissioning Framework, 2012 to 2015",
    "002": "Norwich City Council, Commissioning framework, 2014",
    "003": "Cheltenham Borough Council, Commissioning Protocol",
    "004": "Halton Borough Council, Executive Board report, 15 December 2011",
}


def numbered(heading: str, count: int) -> list[str]:
    return [f"{heading}, {number} of {count}" for number in range(1, count + 1)]


def below(heading: str, *rows: str) -> list[str]:
    return [f"{heading}, {row}" for row in rows]


LISTS = {
    "halton-criteria": ("000", numbered("Commissioning criteria", 12)),
    "halton-partnership-principles": ("000", numbered("Appendix 1, Partnership principles", 5)),
    "lancaster-core-criteria": ("001", numbered("Procurement, Core criteria for commissioned services", 8)),
    "lancaster-principles": (
        "001",
        below(
            "Commissioning principles",
            *("Citizen focused", "Working together", "Transparency", "Value focused", "Engagement"),
        ),
    ),
    "norwich-organisation-criteria": (
        "002",
        below(
            "3.5.1, Organisation criteria",
            *("Management", "Financial systems", "Data protection", "Employment practices", "Insurance"),
            *("Disclosure and barring checks", "Safeguarding policies", "Safeguarding training", "Equality"),
        ),
    ),
    "cheltenham-review-criteria": (
        "003",
        below(
            "How are commissioning reviews initiated",
            *("Effectiveness", "Financial benefits", "Resilience", "Timeliness", "Risk / opportunity"),
        ),
    ),
    "cheltenham-principles": ("003", numbered("Principles", 5)),
}
"""The lists that seeds print, row by row."""

CONSIDERATIONS = {
    "norwich-delivery-matrix": ("3.4.1", ("Self-delivery", "Partnership delivery", "External delivery"), 7),
    "norwich-external-route-matrix": ("3.4.2", ("Description", "Appropriate", "Process", "Grant in kind"), 7),
    "norwich-decommissioning": ("3.8", ("first paragraph", "second paragraph"), 16),
    "shared-service-options": ("3.6", ("efficiencies", "Halton as the lead", "April 2013"), 9),
}
"""Where a seed has considerations in prose: the section, what each of it is about, and how many rows came of it."""

CHARACTERISTICS = [
    *("age", "disability", "gender-reassignment", "marriage-civil-partnership", "pregnancy-maternity"),
    *("race", "religion-belief", "sex", "sexual-orientation"),
]


@pytest.fixture(scope="module")
def tools() -> dict[str, Tool]:
    return {path.stem: parse(path.read_text(encoding="utf-8"), name=path.name) for path in own_files()}


def test_every_file_is_sound_and_named_by_its_key(tools: dict[str, Tool]) -> None:
    assert TOOLS.mistakes(own_files()) == []
    assert {key: tool.key for key, tool in tools.items()} == {key: key for key in tools}
    assert set(tools) == {*LISTS, *CONSIDERATIONS, "equality-screening", "equality-full"}


def test_lists_of_the_seeds_are_whole_and_in_order(tools: dict[str, Tool]) -> None:
    for key, (seed, sections) in LISTS.items():
        assert [(c.source.seed, c.source.section) for c in tools[key].criteria] == [(seed, each) for each in sections]


def test_considerations_of_the_seeds_are_all_taken_up(tools: dict[str, Tool]) -> None:
    for key, (section, subjects, count) in CONSIDERATIONS.items():
        sections = [criterion.source.section for criterion in tools[key].criteria]
        assert len(sections) == count, key
        assert [each for each in subjects if not any(section in at and each in at for at in sections)] == [], key
    delivery, route = tools["norwich-delivery-matrix"], tools["norwich-external-route-matrix"]
    assert [option.title for option in delivery.options] == [
        "Self-delivery",
        "Partnership delivery",
        "External delivery",
    ]
    assert [option.title for option in route.options] == ["Procurement", "Grant", "Grant in kind"]


def test_equality_covers_each_protected_characteristic(tools: dict[str, Tool]) -> None:
    assert [criterion.key for criterion in tools["equality-screening"].criteria] == CHARACTERISTICS
    full = tools["equality-full"]
    assert [c.key for group in full.groups if group.key == "characteristics" for c in group.criteria] == CHARACTERISTICS
    assert sum("section 149(1)" in criterion.source.section for criterion in full.criteria) == 3


def test_every_criterion_leads_to_its_seed(tools: dict[str, Tool]) -> None:
    for tool in tools.values():
        for criterion in tool.criteria:
            assert criterion.source.document == DOCUMENTS[criterion.source.seed], (tool.key, criterion.key)


def test_scales_are_those_of_the_sources(tools: dict[str, Tool]) -> None:
    weighted = {key for key, tool in tools.items() if tool.scale is ScaleType.WEIGHTED}
    matrix = {key for key, tool in tools.items() if tool.scale is ScaleType.MATRIX}
    assert weighted == {"lancaster-core-criteria", "cheltenham-review-criteria"}
    assert matrix == {"norwich-delivery-matrix", "norwich-external-route-matrix", "shared-service-options"}
    assert {key: tool.appraisers for key, tool in tools.items() if tool.appraisers > 1} == {
        "lancaster-core-criteria": 2
    }
    assert [c.key for tool in tools.values() for c in tool.criteria if c.own] == ["service-specific"]
    assert "not-now" in {outcome.key for outcome in tools["cheltenham-review-criteria"].outcomes}


def test_only_what_the_seed_makes_conditional_may_not_apply(tools: dict[str, Tool]) -> None:
    halton, norwich = tools["halton-criteria"], tools["norwich-organisation-criteria"]
    assert [c.key for c in halton.criteria if c.not_applicable_when] == ["forward-strategy"]
    told = [c.key for c in halton.criteria if "has no part in it" in c.text or "have no part in it" in c.text]
    assert told == ["beneficiaries-engaged", "most-disadvantaged"]  # the rest of these two rows always applies
    assert [c.key for c in halton.criteria if c.mitigation] == ["proven-provider"]
    assert all(criterion.stops for criterion in norwich.criteria)
    assert {c.key: c.threshold.above_pence for c in norwich.criteria if c.threshold} == {"financial-systems": 5_000_00}


def test_dated_law_is_shown_as_published_and_as_current(tools: dict[str, Tool]) -> None:
    laws = {(tool.key, c.key): c.law for tool in tools.values() for c in tool.criteria if c.law}
    dated = {
        ("norwich-organisation-criteria", "data-protection"): ("Act 1998", "Data Protection Act 2018"),
        ("norwich-organisation-criteria", "financial-systems"): ("£5,000", "£40,000"),
        ("norwich-organisation-criteria", "disclosure-barring"): ("all employees", "Protection of Freedoms Act 2012"),
        ("norwich-organisation-criteria", "safeguarding-policies"): ("names no guidance", "safeguard children 2026"),
        ("norwich-organisation-criteria", "equality"): ("current legislation", "26 October 2024"),
        ("norwich-external-route-matrix", "legally-binding"): ("Regulations 2006", "Procurement Act 2023"),
        ("norwich-decommissioning", "best-value"): ("Guidance of 2011", "8 May 2024"),
        ("norwich-decommissioning", "compact"): ("National Compact", "17 July 2025"),
        ("norwich-decommissioning", "equality"): ("Equality Act 2010", "section 149"),
    }
    assert set(laws) == set(dated)
    for place, (published, current) in dated.items():
        assert published in laws[place].as_published
        assert current in laws[place].current
        assert laws[place].checked_on >= dt.date(2026, 11, 21)


def test_each_stage_and_kind_of_case_is_offered_tools(tools: dict[str, Tool]) -> None:
    for kind in CaseKind:
        offered = {stage for tool in tools.values() if kind in tool.kinds for stage in tool.stages}
        assert offered == set(Stage), kind
