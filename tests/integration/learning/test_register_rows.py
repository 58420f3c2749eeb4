"""The register's rows are made without macros: they are what the macros would make of the same form."""

import re

from flask import render_template_string
from werkzeug.datastructures import MultiDict

from app.learning.content import HalfDay
from app.learning.forms.register import RegisterForm, unsent
from app.learning.markup import items, linked, register_rows
from app.learning.models import Mark
from app.learning.queries.register import RegisterRow

HALF = HalfDay(1, "morning", 180, "09:30", "12:45")
MACROS = """{% import "components.html" as ui %}{% for row in form.rows %}<div class="app-register__row">
{{ ui.field(row.seen) }}
{{ ui.field(row.mark, hint=row.row.authority, label_class="govuk-fieldset__legend--s") }}
{{ ui.field(row.minutes, width="4", attrs={"inputmode": "numeric"}) }}
</div>{% endfor %}"""


def _row(place: int, mark: Mark | None, minutes: int = 0) -> RegisterRow:
    return RegisterRow(place, f"ref{place}", f"<b>Ann & {place}</b>", 'Town "&" Hall', mark, minutes, "", None)


def _bare(markup: str) -> str:
    """Space between two tags says nothing, nor the order of what describes and how it is typed."""
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", markup)


def test_rows_are_equal_to_the_macros_and_escaped(app):
    rows = [_row(1, None), _row(2, Mark.PRESENT, 180), _row(3, Mark.LATE, 150), _row(4, Mark.ABSENT)]
    sent = MultiDict(
        {
            "d-ref1-mark": "late",
            "d-ref1-minutes": '<i>"',
            "d-ref1-seen": "",
            "d-ref2-mark": "asleep",
            "d-ref3-mark": "late",
        }
    )
    with app.test_request_context():
        kept, typed = RegisterForm(None, rows, HALF), RegisterForm(sent, rows, HALF)
        assert not typed.validate()
        for asked, form in ((unsent(rows, HALF), kept), (typed.asked, typed)):
            assert _bare(str(register_rows(asked))) == _bare(render_template_string(MACROS, form=form))


def test_what_people_wrote_in_lists_is_escaped():
    assert "<script" not in linked("<script>", '"><script>', "<script>") + items(["<script>"])
