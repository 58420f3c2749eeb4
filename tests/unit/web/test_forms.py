"""What the form base and its fields accept, refuse and say. How they look: test_fields_shown.py."""

import datetime as dt
from decimal import Decimal

import pytest
import wtforms
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import validators

from app.web.forms import DateField, DaysField, Form, OnceMixin, PoundsField, field_kind, option


class Terms(Form):
    start = DateField("Start date")
    review = DateField("When is the review?", called="review date", required=False)
    rate = PoundsField("Day rate", maximum=Decimal(2000))
    estimate = DaysField("Estimate", minimum=4, maximum=400)


def posted(form: type[Form], **data: str) -> Form:
    made = form(MultiDict({name.replace("__", "-"): value for name, value in data.items()}))
    made.validate()
    return made


def dated(day: str, month: str, year: str) -> Form:
    return posted(Terms, start__day=day, start__month=month, start__year=year)


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        (("1", "2", "2027"), dt.date(2027, 2, 1)),
        (("29", "02", "2028"), dt.date(2028, 2, 29)),
        ((" 5 ", "November", "2026"), dt.date(2026, 11, 5)),
        (("5", "sept", "2026"), dt.date(2026, 9, 5)),
    ],
)
def test_dates(typed, date):
    form = dated(*typed)
    assert form.start.data == date
    assert form.start.errors == []


@pytest.mark.parametrize(
    ("typed", "message", "anchor"),
    [
        (("", "", ""), "Enter the start date", "#start-day"),
        (("1", "", "2027"), "Start date must include a month", "#start-month"),
        (("1", "", ""), "Start date must include a month and year", "#start-month"),
        (("29", "2", "2027"), "Start date must be a real date", "#start-day"),
        (("1", "13", "2027"), "Start date must be a real date", "#start-day"),
        (("x", "1", "2027"), "Start date must be a real date", "#start-day"),
        (("²", "1", "2027"), "Start date must be a real date", "#start-day"),
        (("1", "1", "0000"), "Year must be between 2000 and 2100", "#start-year"),
        (("31", "12", "1999"), "Year must be between 2000 and 2100", "#start-year"),
        (("1", "1", "2101"), "Year must be between 2000 and 2100", "#start-year"),
        (("1", "1", "9999"), "Year must be between 2000 and 2100", "#start-year"),
        (("1", "1", "27"), "Year must include 4 numbers", "#start-year"),
    ],
)
def test_dates_refused(typed, message, anchor):
    form = dated(*typed)
    assert form.start.data is None
    assert (message, anchor) in form.error_list
    assert list(form.start.typed.values()) == [part.strip() for part in typed]


def test_a_date_that_may_be_missing_is_named_by_what_it_is_called():
    assert posted(Terms).review.errors == []
    assert posted(Terms, review__day="1").review.errors == ["Review date must include a month and year"]


def test_a_stored_date_shows_in_its_parts():
    assert Terms(data={"start": dt.date(2026, 4, 1)}).start.typed == {"day": "1", "month": "4", "year": "2026"}


def test_an_emptied_date_does_not_come_back_from_the_store():
    form = Terms(MultiDict({"start-day": "", "rate": "5"}), data={"start": dt.date(2026, 4, 1)})
    assert set(form.start.typed.values()) == {""}


def test_further_validators_see_only_real_dates():
    seen = []

    class Strict(Form):
        start = DateField("Start date", [lambda _form, field: seen.append(field.data)])

    posted(Strict, start__day="99", start__month="1", start__year="2026")
    posted(Strict, start__day="9", start__month="1", start__year="2026")
    assert seen == [dt.date(2026, 1, 9)]


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("£1,250.50", "1250.50"), ("500", "500"), (" 0.1 ", "0.1"), (".5", "0.5"), ("5.", "5"), ("£ 2 000", "2000")],
)
def test_pounds(typed, amount):
    form = posted(Terms, rate=typed)
    assert form.rate.data == Decimal(amount)
    assert isinstance(form.rate.data, Decimal)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Enter the day rate"),
        ("1.005", "Day rate must have no more than 2 decimal places, like 1,250.50"),
        ("five", "Day rate must be an amount in pounds, like 500 or 1,250.50"),
        ("1e3", "Day rate must be an amount in pounds, like 500 or 1,250.50"),
        ("NaN", "Day rate must be an amount in pounds, like 500 or 1,250.50"),
        ("\N{ARABIC-INDIC DIGIT FIVE}", "Day rate must be an amount in pounds, like 500 or 1,250.50"),
        ("-1", "Day rate must be £0 or more"),
        ("2000.01", "Day rate must be £2,000 or less"),
    ],
)
def test_pounds_refused(typed, message):
    form = posted(Terms, rate=typed)
    assert form.rate.errors == [message]
    assert form.rate._value() == typed


def test_stored_pounds_and_days_show_without_needless_noughts():
    form = Terms(data={"rate": Decimal("1250.50"), "estimate": 82})
    assert (form.rate._value(), form.estimate._value()) == ("1,250.50", "20.5")
    assert Terms(data={"rate": Decimal(500), "estimate": 80}).estimate._value() == "20"


@pytest.mark.parametrize(("typed", "quarters"), [("20", 80), ("20.25", 81), ("20.5", 82), ("20.50 days", 82), ("1", 4)])
def test_days(typed, quarters):
    assert posted(Terms, estimate=typed).estimate.data == quarters


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Enter the estimate"),
        ("20.1", "Estimate must be in quarters of a day, like 20, 20.25 or 20.5"),
        ("many", "Estimate must be a number of days, like 20, 20.25 or 20.5"),
        ("0.75", "Estimate must be 1 or more"),
        ("100.25", "Estimate must be 100 or less"),
    ],
)
def test_days_refused(typed, message):
    assert posted(Terms, estimate=typed).estimate.errors == [message]


@given(st.integers(4, 400))
def test_days_come_back_as_they_were_shown(quarters):
    shown = Terms(data={"estimate": quarters}).estimate._value()
    assert posted(Terms, estimate=shown).estimate.data == quarters


@given(st.text(max_size=20))
def test_no_text_breaks_a_field(text):
    form = posted(Terms, rate=text, estimate=text, start__day=text, start__month=text, start__year=text)
    for field in (form.rate, form.estimate, form.start):
        assert (field.data is None) == bool(field.errors)


class Person(Form):
    name = wtforms.StringField("Name", [validators.InputRequired("Enter a name")])
    note = wtforms.TextAreaField("Note")
    password = wtforms.PasswordField("Password")


class Team(OnceMixin, Form):
    lead = wtforms.FormField(Person)
    people = wtforms.FieldList(wtforms.FormField(Person), min_entries=2)
    until = DateField("End date")
    size = wtforms.RadioField("Size", choices=[option("s", "Small")])


def test_error_list_follows_the_fields_into_lists_and_parts():
    form = posted(Team, people__0__name="Ann", size="huge", until__day="1")
    form.form_errors.append("The team is closed")
    assert form.error_list == [
        ("Enter a name", "#lead-name"),
        ("Enter a name", "#people-1-name"),
        ("End date must include a month and year", "#until-month"),
        ("Choose one of the options", "#size"),
        ("The team is closed", ""),
    ]


def test_text_is_tidied_but_a_password_is_not():
    form = posted(Person, name="  Ann\x00 ", note="One\r\nTwo\r\n", password=" secret ")
    assert (form.name.data, form.note.data, form.password.data) == ("Ann", "One\nTwo", " secret ")


def test_only_space_is_not_an_answer():
    class Strict(Form):
        name = wtforms.StringField("Name", [validators.DataRequired("Enter a name")])

    assert posted(Strict, name="   ").error_list == [("Enter a name", "#name")]


def test_once_is_new_for_each_page_and_kept_when_sent():
    assert Team().once.data != Team().once.data
    assert posted(Team, once="a-key-of-mine").once.data == "a-key-of-mine"
    assert posted(Team, once="short").once.errors


def test_kinds_follow_the_class_and_its_bases():
    class Coloured(wtforms.SelectField):
        """A room's own select."""

    class Some(Form):
        colour = Coloured("Colour", choices=[option("r", "Red")])
        text = wtforms.StringField("Text")

    form = Some()
    assert (field_kind(form.colour), field_kind(form.text), field_kind(Terms().start)) == ("select", "text", "date")
