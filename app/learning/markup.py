"""Rows of the register and of lists of cohorts. Made here and not by macros: they are the longest part of a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from app.learning.models import Mark

_MARKS = tuple((each.value, each.words) for each in Mark)


@dataclass(frozen=True, slots=True)
class Asked:
    """A delegate's row of the register as it is shown: what is kept or was typed, and what is wrong with it."""

    ref: str
    name: str
    authority: str
    most: int
    seen: str
    mark: str
    minutes: str
    mark_error: str = ""
    minutes_error: str = ""


def register_rows(rows: Iterable[Asked]) -> Markup:
    """Give four buttons for each delegate, and the minutes of who was late or left early."""
    return Markup("".join(map(_register_row, rows)))


def _register_row(row: Asked) -> str:
    at = f"d-{escape(row.ref)}-"
    wrong, error, described = _error(f"{at}mark", row.mark_error, hinted=True)
    return (
        f'<div class="app-register__row">\n<input type="hidden" id="{at}seen" name="{at}seen"'
        f' value="{escape(row.seen)}">\n<div class="govuk-form-group{wrong}">\n'
        f'<fieldset class="govuk-fieldset"{described}>\n'
        f'<legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{escape(row.name)}</legend>\n'
        f'<div id="{at}mark-hint" class="govuk-hint">{escape(row.authority)}</div>\n{error}'
        f'<div class="govuk-radios" data-module="govuk-radios">\n{_marks(at, row.mark)}</div>\n</fieldset>\n</div>\n'
        f"{_minutes(at, row)}</div>\n"
    )


def _marks(at: str, chosen: str) -> str:
    parts = []
    for place, (value, words) in enumerate(_MARKS, start=1):
        key = f"{at}mark" if place == 1 else f"{at}mark-{place}"
        checked = " checked" if value == chosen else ""
        parts.append(
            f'<div class="govuk-radios__item"><input class="govuk-radios__input" id="{key}" name="{at}mark"'
            f' type="radio" value="{value}"{checked}>'
            f'<label class="govuk-label govuk-radios__label" for="{key}">{words}</label>\n</div>\n'
        )
    return "".join(parts)


def _minutes(at: str, row: Asked) -> str:
    wrong, error, described = _error(f"{at}minutes", row.minutes_error, hinted=False)
    red = " govuk-input--error" if error else ""
    value = f' value="{escape(row.minutes)}"' if row.minutes else ""
    return (
        f'<div class="govuk-form-group{wrong}">\n'
        f'<label class="govuk-label" for="{at}minutes">Minutes here, of {row.most}</label>\n{error}'
        f'<input class="govuk-input govuk-input--width-4{red}" id="{at}minutes" name="{at}minutes" type="text"{value}'
        f'{described} inputmode="numeric">\n</div>\n'
    )


def _error(key: str, message: str, *, hinted: bool) -> tuple[str, str, str]:
    """Give the class of a group that is wrong, its message, and what describes its control."""
    ids = [*([f"{key}-hint"] if hinted else []), *([f"{key}-error"] if message else [])]
    described = f' aria-describedby="{" ".join(ids)}"' if ids else ""
    if not message:
        return "", "", described
    hidden = '<span class="govuk-visually-hidden">Error:</span>'
    said = f'<p id="{key}-error" class="govuk-error-message">{hidden} {escape(message)}</p>\n'
    return " govuk-form-group--error", said, described


def linked(text: str, href: str, hint: str) -> Markup:
    """Give the first cell of a list of cohorts: its name, and what it belongs to below it."""
    return Markup(
        f'<a class="govuk-link" href="{escape(href)}">{escape(text)}</a><br>'
        f'<span class="govuk-hint govuk-!-margin-bottom-0">{escape(hint)}</span>'
    )


def items(texts: Sequence[str]) -> Markup:
    """Give what people wrote as a list that keeps their lines."""
    inner = "".join(f'<li class="app-keep-lines">{escape(text)}</li>' for text in texts)
    return Markup(f'<ul class="govuk-list govuk-list--bullet">{inner}</ul>')
