"""The rows of a sheet, made here and not by macros: they are nearly all of its page. What they hold: rows.py."""

from collections.abc import Sequence
from functools import lru_cache

from flask import render_template
from markupsafe import Markup

from app.appraising.answering import answer_word, apart_words, choices
from app.appraising.content import Said
from app.appraising.rows import TypedRow
from app.appraising.words import source_words
from app.tools.tool import Criterion, ScaleType, Tool
from app.web.escaping import escaped

_LEGEND = '<legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Answer'


def sheet_row(
    criterion: Criterion, row: TypedRow, said: Said, tool: Tool, *, lack: str, address: str, is_alone: bool
) -> Markup:
    """Give one row; `address`: the criterion's own page, `lack`: what the row still needs, a value of Lack."""
    key, about = escaped(criterion.key), f"{criterion.number}. {criterion.title}"
    parts = [
        f'<section class="app-appraising-row" aria-labelledby="{key}_title">\n',
        _head(criterion, tool.scale),
        "" if is_alone else _alone(said, tool),
        f'<input type="hidden" id="{key}_seen" name="{key}_seen" value="{escaped(row.mark)}">\n',
    ]
    if tool.scale is ScaleType.MATRIX:
        parts.append(_text(f"{key}_reason", "What do you say, and why?", about, row.reason, _error_of(row, "Reason")))
    else:
        if lack == "amount":
            parts.append(f'<div class="govuk-inset-text">Enter the {escaped(tool.amount_name)} first.</div>\n')
        parts.append(_radios(f"{key}_answer", about, choices(tool, criterion), row.chosen, _error_of(row, "Choose")))
        hint = "Needed before this can be concluded" if lack == "reason" else ""
        parts.append(_text(f"{key}_reason", "Reason", about, row.reason, _error_of(row, "Reason"), hint))
    if criterion.mitigation and not is_alone:
        hint = "Needed, as it is not met" if lack == "mitigation" else "Only if it is not met"
        wrong = _error_of(row, "Mitigation")
        parts.append(_text(f"{key}_mitigation", "Mitigation", about, row.mitigation, wrong, hint))
    if not is_alone:
        some = " (there is some)" if said.is_evidenced else ""
        link = f'<a class="govuk-link" href="{escaped(address)}">Evidence{_for(about)}</a>'
        parts.append(f'<p class="govuk-body">{link}{some}</p>\n')
    return Markup("".join(parts) + "</section>\n")


@lru_cache(maxsize=512)
def _head(criterion: Criterion, scale: ScaleType) -> str:
    return render_template("appraising/row_head.html", criterion=criterion, scale=scale, source=source_words)


def _for(about: str) -> str:
    return f'<span class="govuk-visually-hidden"> for {escaped(about)}</span>'


def _error_of(row: TypedRow, begins: str) -> str:
    return row.error if row.error.startswith(begins) else ""


def _wrong(name: str, error: str) -> str:
    if not error:
        return ""
    hidden = '<span class="govuk-visually-hidden">Error:</span>'
    return f'<p id="{name}-error" class="govuk-error-message">{hidden} {escaped(error)}</p>\n'


def _alone(said: Said, tool: Tool) -> str:
    if not said.alone:
        return ""
    lines = "".join(
        f"<li>{escaped(answer_word(tool, each))}{escaped(f': {each.reason}' if each.reason else '')}</li>"
        for each in said.alone
    )
    return (
        '<p class="govuk-body govuk-!-margin-bottom-1"><strong>Scored alone</strong>, without names. '
        f'{escaped(apart_words(said.alone))}.</p>\n<ul class="govuk-list govuk-list--bullet">{lines}</ul>\n'
    )


def _radios(name: str, about: str, offered: Sequence[tuple[str, str, str]], chosen: str, error: str) -> str:
    items = []
    for place, (value, title, text) in enumerate(offered, 1):
        identifier = name if place == 1 else f"{name}-{place}"
        checked = " checked" if value == chosen else ""
        described = f' aria-describedby="{identifier}-item-hint"' if text else ""
        hint = ""
        if text:
            hint = f'<div id="{identifier}-item-hint" class="govuk-hint govuk-radios__hint">{escaped(text)}</div>'
        items.append(
            f'<div class="govuk-radios__item"><input class="govuk-radios__input" id="{identifier}" name="{name}"'
            f' type="radio" value="{escaped(value)}"{checked}{described}>'
            f'<label class="govuk-label govuk-radios__label" for="{identifier}">{escaped(title)}</label>{hint}</div>\n'
        )
    kind, by = (" govuk-form-group--error", f' aria-describedby="{name}-error"') if error else ("", "")
    return (
        f'<div class="govuk-form-group{kind}">\n<fieldset class="govuk-fieldset"{by}>\n'
        f"{_LEGEND}{_for(about)}</legend>\n"
        f'{_wrong(name, error)}<div class="govuk-radios govuk-radios--small" data-module="govuk-radios">\n'
        f"{''.join(items)}</div>\n</fieldset>\n</div>\n"
    )


def _text(name: str, label: str, about: str, value: str, error: str, hint: str = "") -> str:
    ids = " ".join(f"{name}-{part}" for part, text in (("hint", hint), ("error", error)) if text)
    by = f' aria-describedby="{ids}"' if ids else ""
    kind, red = (" govuk-form-group--error", " govuk-textarea--error") if error else ("", "")
    hinted = f'<div id="{name}-hint" class="govuk-hint">{escaped(hint)}</div>\n' if hint else ""
    return (
        f'<div class="govuk-form-group{kind}">\n<label class="govuk-label" for="{name}">{label}{_for(about)}</label>\n'
        f'{hinted}{_wrong(name, error)}<textarea class="govuk-textarea{red}" id="{name}" name="{name}" rows="3"{by}>\n'
        f"{escaped(value)}</textarea>\n</div>\n"
    )
