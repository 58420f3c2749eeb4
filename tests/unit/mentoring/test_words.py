"""How long mentoring took, as people say it."""

import pytest

from app.mentoring.words import time_text


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "no time yet"),
        (1, "1 minute"),
        (45, "45 minutes"),
        (60, "1 hour"),
        (61, "1 hour 1 minute"),
        (150, "2 hours 30 minutes"),
    ],
)
def test_minutes_are_told_in_hours(minutes, text):
    assert time_text(minutes) == text
