"""The four-day programme as it comes with the product: complete, sound, and in plain English. Rules: test_checking."""

import re
from collections import Counter

import pytest

from app.learning.checking import checked
from app.learning.reading import own_folders
from tests.learning_factories import files, four_days
from tests.world import STANDARDS

SESSIONS = [f"{day}.{part}" for day in range(1, 5) for part in range(1, 5)]
DAY = 330  # learning minutes, breaks left out
HARDEST = 10  # Flesch–Kincaid grade: about the age of 15


def session(key):
    found = four_days().session(key)
    assert found is not None
    return found


def body(key):
    return f"{session(key).activity}\n\n{session(key).notes}\n\n{session(key).handout}"


def test_what_comes_with_the_product_keeps_every_rule():
    assert [folder.name for folder in own_folders()] == ["four-day-programme"]
    assert checked(files()) == four_days()


def test_the_days_are_as_they_are_advertised():
    programme = four_days()
    assert [each.key for each in programme.sessions] == SESSIONS
    assert [key for day in programme.days for key in day.sessions] == SESSIONS
    assert [day.minutes for day in programme.days] == [DAY] * 4
    assert [(half.half, half.minutes) for half in programme.half_days] == [("morning", 180), ("afternoon", 150)] * 4
    assert (programme.hours, programme.lasts, programme.places) == (22, "22 hours", 24)


@pytest.mark.parametrize("key", SESSIONS)
def test_a_session_can_be_delivered_from_its_file_and_reads_in_plain_english(key):
    assert len(body(key).split()) > 500
    assert set(session(key).standards) <= set(STANDARDS)
    assert reading_grade(body(key)) <= HARDEST


def test_every_topic_every_attribute_and_every_standard_has_a_session():
    programme = four_days()
    assert len(programme.topics) == 8
    assert len(programme.attributes) == 3
    assert {key for each in programme.sessions for key in each.standards} == set(STANDARDS)


def test_cases_are_long_enough_to_work_with():
    assert all(len((case.text + case.trainers_key).split()) > 150 for case in four_days().cases)


def test_there_are_forty_questions_at_least_and_the_answer_cannot_be_guessed_from_its_place():
    asked = four_days().questions
    assert len(asked) >= 40
    assert {question.id.split("-")[0] for question in asked} == set(SESSIONS)
    places = Counter(question.answer for question in asked)
    assert max(places.values()) <= len(asked) / 2


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


def test_the_measure_of_reading_bites():
    hard = (
        "Notwithstanding considerable organisational complexity, commissioning authorities should systematically "
        "operationalise transformational interdependencies throughout multidisciplinary partnerships."
    )
    assert reading_grade(hard) > HARDEST + 5
    assert reading_grade("We ask people what they need. Then we look at the facts.") < 4
