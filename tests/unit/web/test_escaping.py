"""What templates and our own markup escape with: as the library does, on whatever a page prints."""

import pytest
from flask import Flask, render_template_string
from markupsafe import Markup, escape

from app.web.addresses import Application
from app.web.escaping import escaped

PRINTED = ["plain", "<script>&\"'</script>", "", Markup("<b>&amp;</b>"), 7, True, None, 1.5]


@pytest.mark.parametrize("value", PRINTED, ids=repr)
def test_text_is_escaped_as_the_library_does(value):
    assert str(escaped(value)) == str(escape(value))


def test_templates_print_everything_as_those_of_flask_do():
    text = (
        "{% macro bold(x) %}<b>{{ x }}</b>{% endmacro %}{% set made %}<i>{{ values[1] }}</i>{% endset %}"
        "{% for x in values %}{{ x }}, {{ bold(x) }}, {{ bold(bold(x)) }}{% endfor %}{{ made }}{{ made ~ values[1] }}"
        "{% call(x) bold2() %}{{ x }}{% endcall %}{{ values[1]|upper }}{{ values[1]|safe }}"
        "{% autoescape false %}{{ values[1] }}{% endautoescape %}{{ values|join('<') }}"
    )
    text = "{% macro bold2() %}{{ caller('<') }}{% endmacro %}" + text
    printed = []
    for kind in (Flask, Application):
        app = kind("plain", static_folder=None)
        with app.test_request_context():
            printed.append(render_template_string(text, values=PRINTED))
    assert printed[0] == printed[1]
    assert "&lt;script&gt;" in printed[1]
