"""The form base and what all forms share. The fields for dates, pounds and days: fields.py; looks: components.html."""

import secrets
from collections.abc import Iterator
from functools import cache
from typing import Any

import wtforms
from wtforms import validators
from wtforms.fields import choices
from wtforms.meta import DefaultMeta

from app.web.fields import DateField, DaysField, PoundsField

__all__ = ["DateField", "DaysField", "Form", "OnceMixin", "PoundsField", "field_kind", "once_key", "option"]

WORDS = {
    "Not a valid choice.": "Choose one of the options",
    "Not a valid choice": "Choose one of the options",
    "Not a valid integer value.": "Enter a whole number",
    "Not a valid decimal value.": "Enter a number",
    "This field is required.": "Enter an answer",
    "Invalid email address.": "Enter an email address in the correct format, like name@example.gov.uk",
    "Invalid URL.": "Enter a full web address, like https://www.example.gov.uk",
}

# The first class that a field is an instance of decides, so subclasses stand before their bases.
KINDS: tuple[tuple[type[wtforms.Field], str], ...] = (
    (DateField, "date"),
    (PoundsField, "decimal"),
    (DaysField, "decimal"),
    (wtforms.RadioField, "radios"),
    (wtforms.SelectMultipleField, "checkboxes"),
    (wtforms.SelectField, "select"),
    (wtforms.BooleanField, "checkbox"),
    (wtforms.FileField, "file"),
    (wtforms.HiddenField, "hidden"),
    (wtforms.PasswordField, "password"),
    (wtforms.TextAreaField, "textarea"),
    (wtforms.EmailField, "email"),
    (wtforms.TelField, "tel"),
    (wtforms.URLField, "url"),
    (wtforms.IntegerField, "whole"),
    (wtforms.DecimalField, "decimal"),
)


class Words:
    """WTForms' own messages in the words of this service; a room's own message is better, as it names the thing."""

    def gettext(self, string: str) -> str:
        """Our words for a message, or the message."""
        return WORDS.get(string, string)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The library's own plural rule."""
        return singular if n == 1 else plural


class Form(wtforms.Form):
    """Base of all forms. CSRF is checked for every POST by the application, not here."""

    class Meta(DefaultMeta):
        """Strips text and answers in our own words."""

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            """Tidy what is typed, except a password."""
            kind = unbound_field.field_class
            if issubclass(kind, wtforms.StringField) and not issubclass(kind, wtforms.PasswordField):
                options = {**options, "filters": (tidy, *unbound_field.kwargs.get("filters", ()))}
            return unbound_field.bind(form=form, **options)

        def get_translations(self, _form: Any) -> Any:
            """Messages of the library, reworded."""
            return Words()

    on_the_page: tuple[str, ...] = ()
    """Names of the fields that stand first on the page, where that is not the order of the classes."""

    @property
    def error_list(self) -> list[tuple[str, str]]:
        """(message, "#id of the control") in the order of the page, one for each field, for the error summary."""
        order = {name: place for place, name in enumerate(self.on_the_page)}
        fields = sorted(self, key=lambda field: order.get(field.name, len(order)))
        found = [entry for field in fields for entry in _errors_of(field)]
        return found + [(message, "") for message in self.form_errors]


def once_key() -> str:
    """A key by which the service recognises a second press of the same button."""
    return secrets.token_urlsafe(16)


class OnceMixin:
    """For a form that creates: carries its key."""

    once = wtforms.HiddenField(
        default=once_key,
        validators=[validators.Length(min=8, max=64, message="Open the page again and send it from there")],
    )


def option(value: str, label: str, *, hint: str = "", divider: str = "") -> Any:
    """One choice of a select, radios or checkboxes, with a hint under it or a divider ("or") before it."""
    make: Any = vars(choices)["SelectChoice"]  # newer than the library's type stubs
    return make(value, label, {name: text for name, text in (("hint", hint), ("divider", divider)) if text})


def tidy(text: Any) -> Any:
    """Text without space around it, with plain line ends and without the NUL that PostgreSQL refuses."""
    if not isinstance(text, str):
        return text
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


@cache
def _kind_of(field_class: Any) -> str:
    return next((kind for base, kind in KINDS if issubclass(field_class, base)), "text")


def field_kind(field: wtforms.Field) -> str:
    """Which part of the design system shows this field; unknown fields are text."""
    field_class: Any = type(field)
    return _kind_of(field_class)


def _errors_of(field: wtforms.Field) -> Iterator[tuple[str, str]]:
    """First error of a field; of a list or a form inside a form, those of its fields."""
    if isinstance(field, wtforms.FormField):
        for inner in field.form:
            yield from _errors_of(inner)
        return
    own = [message for message in field.errors if isinstance(message, str)]
    if own:
        yield own[0], "#" + str(getattr(field, "error_id", field.id))
    if isinstance(field, wtforms.FieldList):
        for inner in field.entries:
            yield from _errors_of(inner)
