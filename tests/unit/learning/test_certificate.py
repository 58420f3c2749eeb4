"""What a certificate asks for and says, as values."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from app.learning.attendance import Registered, attended
from app.learning.certificate import (
    CertificateContent,
    Checked,
    as_kept,
    certificate_content,
    certificate_from,
    claim,
    dates_in_words,
    facts,
    is_over,
    replaces_in_words,
)
from app.learning.certificate_document import certificate_document
from tests.learning_factories import DATES, four_days

WHOLE = attended(
    four_days().half_days, [Registered(half.day, half.half, "present", half.minutes) for half in four_days().half_days]
)
CONTENT = CertificateContent(
    name="Ada Obi",
    authority="Elsewhere Council",
    issuer="Halton Borough Council",
    title="Four days",
    version="2026-11",
    dates=DATES,
    minutes=1319,
    booked=1320,
    hours=Decimal("21.9"),
    topics=("Needs",),
    attributes=("Leads",),
    correct=6,
    out_of=8,
    attendance_limit=80,
    check_limit=75,
    wording="Not accredited.",
    issued_on=dt.date(2026, 11, 26),
    illustrative=False,
)


@pytest.mark.parametrize(
    ("check", "passed"), [(Checked(6, 8), True), (Checked(5, 8), False), (Checked(3, 4), True), (Checked(0, 0), False)]
)
def test_three_quarters_of_the_check_are_needed(check, passed):
    assert check.passed is passed
    assert claim(four_days(), WHOLE, check, over=True).qualifies is passed


def test_everything_that_is_missing_is_said():
    nothing = claim(four_days(), attended(four_days().half_days, ()), None, over=False)
    assert nothing.missing == (
        "The last half-day is not over yet.",
        "1,056 more minutes of attendance.",
        "A passed knowledge check after the programme.",
    )
    silent = replace(four_days(), sessions=tuple(replace(each, questions=()) for each in four_days().sessions))
    assert not claim(silent, WHOLE, None, over=True).qualifies


def test_the_last_half_day_must_be_registered_even_if_the_minutes_suffice():
    rows = [Registered(half.day, half.half, "present", half.minutes) for half in four_days().half_days[:-1]]
    found = claim(four_days(), attended(four_days().half_days, rows), Checked(8, 8), over=True)
    assert found.attended.enough
    assert found.missing == ("The trainer has not registered the last half-day yet.",)


def test_the_programme_is_over_by_londons_clock():
    summer = dt.date(2026, 7, 1)
    assert not is_over(four_days(), summer, dt.datetime(2026, 7, 1, 15, 29, tzinfo=dt.UTC))
    assert is_over(four_days(), summer, dt.datetime(2026, 7, 1, 15, 30, tzinfo=dt.UTC))
    assert not is_over(four_days(), None, dt.datetime(2026, 7, 1, 15, 30, tzinfo=dt.UTC))


def test_a_frozen_copy_reads_back_as_the_same_value():
    assert certificate_from(certificate_content(CONTENT)) == CONTENT


def test_a_replacement_names_the_former_by_number_and_date():
    assert replaces_in_words(CONTENT) == ""
    fresh = replace(CONTENT, replaces_code="2345-6789-abcd-efgh", replaces_on=dt.date(2026, 11, 26))
    assert replaces_in_words(fresh) == "Replaces certificate no. 2345-6789-abcd-efgh of 26 November 2026."


def test_page_and_file_say_the_same_facts():
    document = certificate_document(CONTENT, "2345-6789-abcd-efgh", "https://learn.example/certificates/x")
    said = document.subtitle + str(document.blocks)
    assert all(text in said for _, text in facts(CONTENT))
    assert "Not accredited." in said
    assert "withdrawn" not in said
    assert "withdrawn on 1 December 2026" in str(
        certificate_document(CONTENT, "", "", withdrawn_on=dt.date(2026, 12, 1)).blocks
    )


@pytest.mark.parametrize("typed", ["2345-6789-ABCD-EFGH", "23456789abcdefgh", " 2345 6789 abcd efgh "])
def test_a_code_is_understood_however_it_is_typed(typed):
    assert as_kept(typed) == "2345-6789-abcd-efgh"


def test_dates_read_by_month():
    assert dates_in_words(DATES) == "3, 4, 24 and 25 November 2026"
    assert dates_in_words((dt.date(2026, 12, 31), dt.date(2027, 1, 1))) == "31 December 2026; 1 January 2027"
