"""Public pages that verify a certificate by its code, for whoever was given one. No account, nothing else shown."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import throttle
from app.learning.certificate import as_kept, facts, replaces_in_words, rules_in_words
from app.learning.forms.certificates import CodeForm
from app.learning.queries.certificates import public
from app.learning.room import room
from app.security import Permission

CERTIFICATES = "/certificates"
NOT_FOUND, UNPROCESSABLE = 404, 422
UNKNOWN = "No certificate has this number. Check it against the certificate, letter by letter"


@room.form(CERTIFICATES, permission=Permission.PUBLIC)
def verify_code() -> ResponseReturnValue:
    """Ask for the code."""
    form = CodeForm(request.form if request.method == "POST" else None)
    if request.method == "GET":
        return _ask(form)
    throttle.count(throttle.LINK)
    if not form.validate():
        return _ask(form), UNPROCESSABLE
    return redirect(url_for("learning.verify", code=form.kept), 303)


@room.get(f"{CERTIFICATES}/<code>", permission=Permission.PUBLIC)
def verify(code: str) -> ResponseReturnValue:
    """Show the certificate with this code: no more than it says itself, and less once it was withdrawn or replaced."""
    throttle.count(throttle.LINK)
    found = public(as_kept(code))
    if found is None:
        form = CodeForm(data={"code": code})
        form.code.errors = (UNKNOWN,)
        return _ask(form), NOT_FOUND
    return _unlisted(
        render_template(
            "learning/verify.html",
            found=found,
            facts=facts(found.content),
            rules=rules_in_words(found.content),
            replaces=replaces_in_words(found.content),
        )
    )


def _ask(form: CodeForm) -> Response:
    return _unlisted(render_template("learning/verify_code.html", form=form, errors=form.error_list))


def _unlisted(page: str) -> Response:
    """Keep it out of search engines and shared caches."""
    response = make_response(page)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "private, no-store"
    return response
