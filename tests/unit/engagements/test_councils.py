"""What an officer types finds the council meant, on the real register."""

import csv
from pathlib import Path

import pytest

from app.engagements.councils import MOST_OFFERED, Council, exactly, near

REGISTER = next((Path(__file__).parents[3] / "app" / "accounts").rglob("local_authorities.csv"))
with REGISTER.open(encoding="utf-8") as _file:
    ROWS = list(csv.DictReader(_file))
COUNCILS = [
    Council(number, f"ref{number}", row["name"], row["official_name"], row["region"], row["type"])
    for number, row in enumerate(ROWS)
]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Cheshire West and Chester", "Cheshire West and Chester"),
        ("  cheshire west & chester ", "Cheshire West and Chester"),
        ("Halton Borough Council", "Halton"),
        ("st helens", "St. Helens"),
    ],
)
def test_exact_whatever_the_case_and_punctuation(typed, name):
    found = exactly(typed, COUNCILS)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("typed", ["Cheshire", "Chester", "", "Nowhere", "and", "HAL"])
def test_never_a_guess(typed):
    assert exactly(typed, COUNCILS) is None


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("cheshire", "Cheshire West and Chester"),
        ("chester", "Cheshire West and Chester"),
        ("Chesire West and Chestor", "Cheshire West and Chester"),
        ("west cheshire council", "Cheshire West and Chester"),
        ("Haltn", "Halton"),
        ("Birmingam", "Birmingham"),
        ("telford", "Telford and Wrekin"),
    ],
)
def test_near_names_are_offered(typed, name):
    offered = [each.name for each in near(typed, COUNCILS)]
    assert name in offered
    assert len(offered) <= MOST_OFFERED


@pytest.mark.parametrize("typed", ["", "   ", "Xyzzyplugh", "...", "="])
def test_nothing_near_is_nothing(typed):
    assert near(typed, COUNCILS) == []


def test_every_council_is_found_by_its_own_name():
    assert [each.name for each in COUNCILS if exactly(each.name, COUNCILS) is not each] == []
    assert [each.name for each in COUNCILS if exactly(each.official_name, COUNCILS) is not each] == []
