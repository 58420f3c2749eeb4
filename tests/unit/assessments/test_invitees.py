"""A pasted list of people, however it was typed or wherever it was copied from."""

import pytest

from app.assessments.invitees import LONGEST_ENTRY, MOST, ListedPerson, read_list

ASHA = ListedPerson("Asha Patel", "asha.patel@council.example", "Health")


@pytest.mark.parametrize(
    "line",
    [
        "Asha Patel, asha.patel@council.example, Health",
        "Asha Patel\tasha.patel@council.example\tHealth",
        "Asha Patel <asha.patel@council.example>, Health",
        '"Asha Patel" <ASHA.PATEL@council.example>, Health',
        "  Asha Patel ,  asha.patel@council.example ,  Health  ",
    ],
)
def test_a_person_is_read_however_the_line_is_written(line):
    assert read_list(line) == ([ASHA], [])


def test_a_bare_address_gives_a_name_to_begin_with():
    assert read_list("asha.patel@council.example") == ([ListedPerson("Asha Patel", ASHA.email, "")], [])


def test_outlooks_semicolons_separate_people():
    people, mistakes = read_list("Asha Patel <a@b.example>; Ben Ode <c@d.example>;")
    assert [person.email for person in people] == ["a@b.example", "c@d.example"]
    assert mistakes == []


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a@b.example\nnobody here", 2, "has no email address"),
        ("a@b.example, c@d.example", 1, "more than one email address"),
        ("a@b.example\n\nA@B.example", 3, "on the list twice"),
        ("x" * (LONGEST_ENTRY + 1), 1, "too long for one person"),
        ("\n".join(f"p{n}@b.example" for n in range(MOST + 1)), MOST + 1, "add them in several goes"),
    ],
)
def test_a_mistake_names_its_line(text, line, message):
    _, mistakes = read_list(text)
    assert [(mistake.number, message in mistake.message) for mistake in mistakes] == [(line, True)]
