"""Rules of a programme: each break is named with its file and its line, and a correct one has none."""

import re

import pytest

from app.learning.bespoke import free_label, key_of, package
from app.learning.checking import RESERVED, checked
from app.learning.difference import Kind, compare
from app.learning.forms.learned import RatingForm
from app.learning.reading import read
from app.publishing.reading import MistakesError
from tests.learning_factories import files, four_days

PROGRAMME, SESSION, CASE, QUESTIONS = "programme.md", "sessions/2.3.md", "cases/data-pack.md", "questions/2.3.yaml"


def mistakes(found: dict[str, str]) -> list[str]:
    with pytest.raises(MistakesError) as error:
        checked(found)
    return [f"{each.file}:{each.line} {each.path} {each.message}" for each in error.value.mistakes]


def with_change(path: str, old: str, new: str) -> dict[str, str]:
    text = files()[path]
    assert old in text
    return files() | {path: text.replace(old, new, 1)}


def line(path: str, text: str) -> int:
    """The line of the unchanged file that begins so."""
    return next(at for at, each in enumerate(files()[path].split("\n"), 1) if each.startswith(text))


@pytest.mark.parametrize(
    ("path", "old", "new", "place", "message"),
    [
        (PROGRAMME, "hours: 22", "hours: 21", "hours:", "the sessions last 1320 minutes: 22 whole hours"),
        (PROGRAMME, "days: [3, 4]", "days: [4]", "pattern:", "must name each day once"),
        (PROGRAMME, '"11:00", minutes: 90', '"10:45", minutes: 90', "day_parts:", "is 90, but lasts 75 minutes"),
        (PROGRAMME, 'after: "2.4"', 'after: "9.9"', "between_halves:", "there is no session 9.9"),
        (PROGRAMME, "key: engagement,", "key: decommissioning,", "topics:", "decommissioning is there more than once"),
        (PROGRAMME, "key: engagement,", "key: data,", "topics:", "data is a word that the service needs itself"),
        (SESSION, "minutes: 75", "minutes: 80", "minutes:", "but the part of the day in which it lies lasts 75"),
        (SESSION, "minutes: 75", "minutes: 80", "timetable:", "its steps last 75 minutes, but the session lasts 80"),
        (SESSION, "day: 2", "day: 3", "day:", "is 3, but programme.md lists the session on day 2"),
        (SESSION, "topics: [engagement]", "topics: [weather]", "topics:", "weather is not in programme.md"),
        (SESSION, 'key: "2.3"', 'key: "2.2"', "key:", "is “2.2”, but the file is named 2.3"),
        (SESSION, "day: 2", "day: 2\nday: 2", "day: 2", "the key “day” is already used on line"),
        (SESSION, "day: 2", "day: *x", "day: 2", "aliases"),
        (SESSION, "## Handout", "## Handouts", "## Activity", "must have the headings “## Activity”"),
        (QUESTIONS, '"2.3-b"', '"2.3-a"', '- id: "2.3-a"', "is there more than once"),
        (QUESTIONS, '"2.3-b"', '"2.4-b"', '- id: "2.3-b"', "must begin with 2.3-"),
    ],
)
def test_each_break_of_a_rule_is_named_where_it_is(path: str, old: str, new: str, place: str, message: str):
    found = mistakes(with_change(path, old, new))
    at = {f"{path}:{line(path, place) + shift} " for shift in (0, 1)}  # a key that is there twice: the second one
    assert any(each.startswith(tuple(at)) and message in each for each in found), found


def test_a_half_day_is_no_longer_than_the_register_can_keep():
    text = files()["sessions/4.2.md"].replace('key: "4.2"', 'key: "1.1"').replace("day: 4", "day: 1")
    minutes = four_days().session("4.2").minutes
    assert f"minutes: {minutes}" in text
    longer = re.sub(r"minutes: (\d+)", lambda found: f"minutes: {int(found[1]) * 7}", text)
    found = mistakes(package(longer, month="2026-11", taken=(), titles={}))
    assert any("a half-day of the register has 480 at most" in each for each in found), found


def test_every_name_that_the_form_of_ratings_uses_itself_is_reserved():
    assert {name for name in dir(RatingForm) if re.fullmatch("[a-z0-9-]+", name)} <= RESERVED


def test_files_that_belong_to_nothing_and_sessions_that_are_not_there_are_named():
    found = mistakes(files() | {"notes.txt": "x", "questions/5.1.yaml": files()[QUESTIONS]})
    assert "notes.txt:1  is no file of a programme" in found
    assert "questions/5.1.yaml:1  there is no session 5.1" in found
    without = {path: text for path, text in files().items() if path != SESSION}
    assert any("must list each session of the folder sessions once; look at 2.3" in each for each in mistakes(without))
    assert mistakes({}) == ["programme.md:1  is missing"]


@pytest.mark.parametrize("heading", ["## Trainer's key", "### Trainer’s key", "**Trainers key**", "# TRAINER’S KEY"])
def test_a_trainers_key_that_would_be_shown_to_delegates_is_refused(heading: str):
    found = mistakes(files() | {CASE: files()[CASE] + f"\n\n{heading}\n\nThe answer.\n"})
    assert any("or delegates see what follows" in each for each in found)


def test_a_stored_version_is_read_even_where_a_rule_of_today_would_refuse_it():
    assert read(with_change(PROGRAMME, "hours: 22", "hours: 21")).hours == 21


def test_one_session_becomes_a_programme_that_keeps_every_rule():
    text = files()[SESSION].replace('key: "2.3"', 'key: "1.1"').replace("day: 2", "day: 1")
    made = checked(package(text, month="2026-11", taken={"2026-11"}, titles={"engagement": "Service user engagement"}))
    assert (made.label, made.hours, made.lasts) == ("2026-11.2", 1, "1 hour 15 minutes")
    assert [each.title for each in made.topics] == ["Service user engagement"]
    assert made.key == key_of(made.sessions[0].title)
    assert [(half.half, half.minutes) for half in made.half_days] == [("morning", 75)]
    with pytest.raises(MistakesError, match=r"is “2\.3”, but the file is named 1\.1"):
        package(files()[SESSION], month="2026-11", taken=(), titles={})


def test_names_of_versions_and_keys():
    assert free_label("2026-11", {"2026-11", "2026-11.2"}) == "2026-11.3"
    assert key_of("Planning a *safe* exit: 2nd part!") == "planning-a-safe-exit-2nd-part"
    assert key_of("???") == "session"


def test_the_difference_names_what_changed_and_nothing_else():
    old = four_days()
    assert compare(old, old).in_words == "No text changed"
    new = read(with_change(SESSION, "## Handout", "## Handout\n\nMore."))
    found = compare(old, new)
    assert found.in_words == "1 session changed"
    assert [(each.kind, each.key, [part.part for part in each.parts]) for each in found.changed] == [
        (Kind.CHANGED, "2.3", ["handout"])
    ]
    fewer = read({path: text for path, text in files().items() if path != CASE})
    assert compare(old, fewer).in_words == "1 case removed"
    assert compare(fewer, old).in_words == "1 case new"
