"""How text gets into pages: escaping where it is joined at once, by us and by templates; what all templates know."""

from collections.abc import Callable, MutableMapping
from typing import Any

import markupsafe
from flask.templating import Environment
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

_in_c: Callable[[str], str] = vars(markupsafe)["_escape_inner"]


def escaped(value: object) -> str:
    """Give what `markupsafe.escape` gives, as text that is only to be joined.

    The library makes a Markup of each text, which takes twenty times as long as its escaping; a page escapes hundreds.
    """
    kind = type(value)
    if kind is str:
        return _in_c(value)  # type: ignore[arg-type]
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is int:
        return str(value)
    return escape(value)


class _Code(CodeGenerator):
    def _output_child_pre(self, node: Any, frame: Frame, finalize: Any) -> None:
        """Open the call round each value that a template prints; its end is as the library writes it."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class TemplateEnvironment(Environment):
    """Flask's, whose templates escape what they print by `escaped`, and all know the same names."""

    code_generator_class = _Code
    escaped = staticmethod(escaped)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give the application's own names where a template has none: each page and import copies and compares them."""
        return super().make_globals(d) if d else self.globals
