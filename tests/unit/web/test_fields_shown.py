"""`ui.field` shows each kind of WTForms field as the GOV.UK library would. What fields accept: test_forms.py."""

import wtforms
from bs4 import BeautifulSoup
from werkzeug.datastructures import MultiDict
from wtforms import validators

from app.web.forms import DateField, DaysField, Form, OnceMixin, PoundsField, option

from .test_components import BAD, library, shapes

CHOICES = [option("a", "Alpha", hint="First"), option("b", "Beta", divider="or")]


class Everything(OnceMixin, Form):
    name = wtforms.StringField(
        "Full name", [validators.DataRequired("Enter a full name")], description="As on a letter"
    )
    email = wtforms.EmailField("Email address")
    phone = wtforms.TelField("Telephone")
    link = wtforms.URLField("Link")
    password = wtforms.PasswordField("Password", [validators.InputRequired("Enter a password")])
    note = wtforms.TextAreaField("Note")
    people = wtforms.IntegerField("People", [validators.NumberRange(min=1, message="People must be 1 or more")])
    rate = PoundsField("Day rate")
    estimate = DaysField("Estimate")
    kind = wtforms.SelectField("Kind", choices=[option("a", "Alpha"), option("b", "Beta")], default="b")
    choice = wtforms.RadioField("Choice", [validators.InputRequired("Choose one")], choices=CHOICES)
    several = wtforms.SelectMultipleField("Several", choices=CHOICES)
    agreed = wtforms.BooleanField("I agree", [validators.InputRequired("Confirm that you agree")])
    start = DateField("Start date")
    evidence = wtforms.FileField("Evidence")


def posted(**data: str | list[str]) -> Everything:
    form = Everything(MultiDict({name.replace("__", "-"): value for name, value in data.items()}))
    form.validate()
    return form


def equal(render, source: str, form: Form, component: str, params: dict) -> None:
    assert shapes(render(source, form=form)) == shapes(library(component, params))


def test_text_with_error_hint_and_kept_value(render):
    equal(
        render,
        "{{ ui.field(form.name, width=20, autocomplete='name') }}",
        posted(name="  "),
        "input",
        {
            "id": "name",
            "name": "name",
            "label": {"text": "Full name"},
            "hint": {"text": "As on a letter"},
            "errorMessage": {"text": "Enter a full name"},
            "classes": "govuk-input--width-20",
            "autocomplete": "name",
        },
    )


def test_text_as_heading_with_a_value(render):
    equal(
        render,
        "{{ ui.field(form.name, label_class='govuk-label--l', heading=True, width='two-thirds') }}",
        posted(name="Ann"),
        "input",
        {
            "id": "name",
            "name": "name",
            "value": "Ann",
            "label": {"text": "Full name", "classes": "govuk-label--l", "isPageHeading": True},
            "hint": {"text": "As on a letter"},
            "classes": "govuk-!-width-two-thirds",
        },
    )


def test_types_of_input(render):
    for name, label, extra in (
        ("email", "Email address", {"type": "email", "spellcheck": False, "autocomplete": "email"}),
        ("phone", "Telephone", {"type": "tel", "autocomplete": "email"}),
        ("link", "Link", {"type": "url", "autocomplete": "email"}),
    ):
        params = {"id": name, "name": name, "label": {"text": label}, **extra}
        equal(render, f"{{{{ ui.field(form.{name}, autocomplete='email') }}}}", Everything(), "input", params)


def test_password_equals_the_library_and_never_comes_back(render):
    params = {
        "id": "password",
        "name": "password",
        "label": {"text": "Password"},
        "hint": {"text": "Hint"},
        "autocomplete": "new-password",
    }
    source = "{{ ui.field(form.password, hint='Hint', autocomplete='new-password') }}"
    equal(render, source, posted(password="hunter2"), "password-input", params)


def test_textarea(render):
    equal(
        render,
        "{{ ui.field(form.note, rows=8, attrs={'data-x': 'y'}) }}",
        posted(note="One\nTwo"),
        "textarea",
        {
            "id": "note",
            "name": "note",
            "label": {"text": "Note"},
            "rows": 8,
            "value": "One\nTwo",
            "attributes": {"data-x": "y"},
        },
    )


def test_textarea_begins_with_the_line_end_that_browsers_drop(render):
    assert ">\nOne</textarea>" in render("{{ ui.field(form.note) }}", form=posted(note="One"))


def test_numbers_with_prefix_and_suffix(render):
    form = posted(people="none", rate="£1,250.505", estimate="20.1")
    equal(
        render,
        "{{ ui.field(form.people, width=3) }}",
        form,
        "input",
        {
            "id": "people",
            "name": "people",
            "value": "none",
            "inputmode": "numeric",
            "label": {"text": "People"},
            "classes": "govuk-input--width-3",
            "errorMessage": {"text": "Enter a whole number"},
        },
    )
    for name, label, value, error, affix in (
        ("rate", "Day rate", "£1,250.505", form.rate.errors[0], {"prefix": {"text": "£"}}),
        ("estimate", "Estimate", "20.1", form.estimate.errors[0], {"suffix": {"text": "days"}}),
    ):
        params = {
            "id": name,
            "name": name,
            "value": value,
            "inputmode": "decimal",
            "label": {"text": label},
            "errorMessage": {"text": error},
            **affix,
        }
        equal(render, f"{{{{ ui.field(form.{name}) }}}}", form, "input", params)


def test_select(render):
    items = [{"value": "a", "text": "Alpha"}, {"value": "b", "text": "Beta", "selected": True}]
    params = {"id": "kind", "name": "kind", "label": {"text": "Kind"}, "items": items}
    equal(render, "{{ ui.field(form.kind) }}", Everything(), "select", params)


def test_radios_with_hints_divider_and_error(render):
    equal(
        render,
        "{{ ui.field(form.choice, hint='Hint', inline=True, label_class='govuk-fieldset__legend--m') }}",
        posted(),
        "radios",
        {
            "name": "choice",
            "classes": "govuk-radios--inline",
            "fieldset": {"legend": {"text": "Choice", "classes": "govuk-fieldset__legend--m"}},
            "hint": {"text": "Hint"},
            "errorMessage": {"text": "Choose one"},
            "items": [
                {"value": "a", "text": "Alpha", "hint": {"text": "First"}},
                {"divider": "or"},
                {"value": "b", "text": "Beta", "id": "choice-2"},
            ],
        },
    )


def test_conditional_content_shows_under_the_chosen_radio(render):
    source = "{{ ui.field(form.choice, conditionals={'b': more}) }}"
    for data, hidden in (({"choice": "b"}, False), ({}, True)):
        html = BeautifulSoup(render(source, form=posted(**data), more="Why"), "html.parser")
        assert html.find(id="choice-2")["data-aria-controls"] == "conditional-choice-2"
        assert ("govuk-radios__conditional--hidden" in html.find(id="conditional-choice-2")["class"]) is hidden


def test_checkboxes_keep_what_was_ticked(render):
    equal(
        render,
        "{{ ui.field(form.several) }}",
        posted(several=["b"]),
        "checkboxes",
        {
            "name": "several",
            "fieldset": {"legend": {"text": "Several"}},
            "items": [
                {"value": "a", "text": "Alpha", "hint": {"text": "First"}},
                {"divider": "or"},
                {"value": "b", "text": "Beta", "id": "several-2", "checked": True},
            ],
        },
    )


def test_one_checkbox(render):
    equal(
        render,
        "{{ ui.field(form.agreed, hint='Why') }}",
        posted(),
        "checkboxes",
        {
            "name": "agreed",
            "errorMessage": {"text": "Confirm that you agree"},
            "items": [{"value": "y", "text": "I agree", "hint": {"text": "Why"}}],
        },
    )


def test_date_keeps_its_parts_and_marks_the_wrong_one(render):
    items = [
        {"name": "day", "classes": "govuk-input--width-2", "value": "31"},
        {"name": "month", "classes": "govuk-input--width-2 govuk-input--error"},
        {"name": "year", "classes": "govuk-input--width-4", "value": "2026"},
    ]
    equal(
        render,
        "{{ ui.field(form.start, hint='For example, 27 3 2027') }}",
        posted(start__day="31", start__year="2026"),
        "date-input",
        {
            "id": "start",
            "namePrefix": "start",
            "fieldset": {"legend": {"text": "Start date"}},
            "hint": {"text": "For example, 27 3 2027"},
            "errorMessage": {"text": "Start date must include a month"},
            "items": items,
        },
    )


def test_file_and_hidden(render):
    params = {"id": "evidence", "name": "evidence", "label": {"text": "Evidence"}}
    equal(render, "{{ ui.field(form.evidence) }}", Everything(), "file-upload", params)
    form = Everything()
    hidden = BeautifulSoup(render("{{ ui.field(form.once) }}", form=form), "html.parser").input
    assert (hidden["type"], hidden["name"], hidden["value"]) == ("hidden", "once", form.once.data)


def test_what_was_typed_is_escaped_everywhere(render):
    class Bad(Form):
        text = wtforms.StringField(BAD, description=BAD)
        area = wtforms.TextAreaField(BAD)
        choice = wtforms.RadioField(BAD, choices=[option(BAD, BAD, hint=BAD)])
        listed = wtforms.SelectField(BAD, choices=[option(BAD, BAD)])
        date = DateField(BAD)

    form = Bad(MultiDict({"text": BAD, "area": f"</textarea>{BAD}", "date-day": BAD}))
    form.validate()
    html = render("{% for f in form %}{{ ui.field(f) }}{% endfor %}", form=form)
    assert "<script" not in html
    assert html.count("</textarea>") == 1
