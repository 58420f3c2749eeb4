"""The four-day programme as data: its schema, its minutes, its links among each other, its questions, its words."""

import datetime as dt
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.world import STANDARDS

TRAINING = Path(__file__).parents[3] / "training"
PROGRAMME = TRAINING / "four-day-programme"
SCHEMA = json.loads((TRAINING / "schema.json").read_text())
SESSIONS = [f"{day}.{part}" for day in range(1, 5) for part in range(1, 5)]
DAY = 330  # learning minutes, breaks left out
SECTIONS = ["Activity", "Facilitator’s notes", "Handout"]
HARDEST = 10  # Flesch–Kincaid grade: about the age of 15
_FRONT = re.compile(r"---\n(.*?)\n---\n(.*)", re.DOTALL)


def front_and_body(path):
    """The front matter of a file as values, and the Markdown below it."""
    found = _FRONT.fullmatch(path.read_text())
    assert found, f"{path.name} has no front matter"
    return yaml.safe_load(found[1]), found[2]


def faults(kind, value):
    """What the schema says of a value of this kind."""
    validator = Draft202012Validator(SCHEMA | {"$ref": f"#/$defs/{kind}"})
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def session(key):
    return front_and_body(PROGRAMME / "sessions" / f"{key}.md")


def cases():
    return {path.stem: front_and_body(path) for path in sorted((PROGRAMME / "cases").glob("*.md"))}


def questions(key):
    return yaml.safe_load((PROGRAMME / "questions" / f"{key}.yaml").read_text())


PROGRAMME_FACTS = front_and_body(PROGRAMME / "programme.md")[0]


def test_the_programme_keeps_its_schema():
    assert faults("programme", PROGRAMME_FACTS) == []
    assert [path.stem for path in sorted((PROGRAMME / "sessions").glob("*.md"))] == SESSIONS
    assert [key for each in PROGRAMME_FACTS["days"] for key in each["sessions"]] == SESSIONS


@pytest.mark.parametrize("key", SESSIONS)
def test_a_session_can_be_delivered_from_its_file(key):
    facts, body = session(key)
    assert faults("session", facts) == []
    assert facts["key"] == key
    assert sum(step["minutes"] for step in facts["timetable"]) == facts["minutes"]
    assert set(facts["standards"]) <= set(STANDARDS)
    assert set(facts["topics"]) <= {each["key"] for each in PROGRAMME_FACTS["topics"]}
    assert set(facts["attributes"]) <= {each["key"] for each in PROGRAMME_FACTS["attributes"]}
    assert [line[3:] for line in body.splitlines() if line.startswith("## ")] == SECTIONS
    assert len(body.split()) > 500


def test_minutes_add_up_by_session_by_day_and_by_the_clock():
    parts = PROGRAMME_FACTS["day_parts"]
    for part in parts:
        start, end = (dt.datetime.strptime(part[name], "%H:%M").replace(tzinfo=dt.UTC) for name in ("start", "end"))
        assert (end - start).seconds == part["minutes"] * 60
    assert all(before["end"] < after["start"] for before, after in pairwise(parts))
    for day in PROGRAMME_FACTS["days"]:
        minutes = [session(key)[0]["minutes"] for key in day["sessions"]]
        assert minutes == [part["minutes"] for part in parts]
        assert sum(minutes) == DAY == day["minutes"]
    assert PROGRAMME_FACTS["hours"] * 60 == DAY * 4


def test_every_topic_every_attribute_and_every_standard_has_a_session():
    facts = [session(key)[0] for key in SESSIONS]
    for name, known in (("topics", PROGRAMME_FACTS["topics"]), ("attributes", PROGRAMME_FACTS["attributes"])):
        assert {key for each in facts for key in each[name]} == {each["key"] for each in known}
    assert len(PROGRAMME_FACTS["topics"]) == 8
    assert len(PROGRAMME_FACTS["attributes"]) == 3
    assert {key for each in facts for key in each["standards"]} == set(STANDARDS)


def test_cases_keep_their_schema_and_lead_to_sessions():
    for name, (facts, body) in cases().items():
        assert faults("case", facts) == []
        assert facts["key"] == name
        assert set(facts["sessions"]) <= set(SESSIONS)
        assert len(body.split()) > 150


def test_there_are_forty_questions_at_least_each_with_an_explanation_and_its_session():
    every = {key: questions(key) for key in SESSIONS}
    assert [fault for each in every.values() for fault in faults("questions", each)] == []
    flat = [(key, question) for key, each in every.items() for question in each]
    assert len(flat) >= 40
    assert all(question["id"].startswith(f"{key}-") for key, question in flat)
    assert len({question["id"] for _, question in flat}) == len(flat)
    assert all(question["answer"] <= len(question["options"]) for _, question in flat)
    assert all(len(set(question["options"])) == len(question["options"]) for _, question in flat)
    places = Counter(question["answer"] for _, question in flat)
    assert max(places.values()) <= len(flat) / 2


def test_nothing_links_out_and_nothing_is_a_picture_or_raw_html():
    texts = {path: path.read_text() for path in TRAINING.rglob("*.md") if path.name != "README.md"}
    assert len(texts) > 30
    wrong = re.compile(r"https?://|!\[|<[a-z]+[ >/]")
    assert {path.name: found[0] for path, text in texts.items() if (found := wrong.search(text))} == {}


def reading_grade(markdown):
    """Flesch–Kincaid grade of the sentences in paragraphs and lists; tables and headings have none.

    0.39 × words per sentence + 11.8 × syllables per word − 15.59; a syllable is a run of vowels, a final e is silent.
    """
    lines = [line for line in markdown.splitlines() if line.strip() and not line.lstrip().startswith(("#", "|", "---"))]
    text = re.sub(r"[*_`“”]", "", "\n".join(lines))
    sentences = [words for each in re.split(r"[.!?](?:\s|$)", text) if (words := re.findall(r"[A-Za-z’]+", each))]
    words = [word for sentence in sentences for word in sentence]
    syllables = sum(max(len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower()))), 1) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


@pytest.mark.parametrize("key", SESSIONS)
def test_a_session_reads_in_plain_english(key):
    assert reading_grade(session(key)[1]) <= HARDEST


def test_the_measure_of_reading_bites():
    hard = (
        "Notwithstanding considerable organisational complexity, commissioning authorities should systematically "
        "operationalise transformational interdependencies throughout multidisciplinary partnerships."
    )
    assert reading_grade(hard) > HARDEST + 5
    assert reading_grade("We ask people what they need. Then we look at the facts.") < 4
