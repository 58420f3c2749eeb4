"""The gate before each request: who is asking, may they, and whose record is it. Rules themselves: policy.py."""

from collections.abc import Callable

from flask import Flask, Response, abort, redirect, request, session, url_for
from flask_login import LoginManager
from werkzeug import Response as BaseResponse

from app.security.cookies import Sessions
from app.security.identity import Identity, current_identity
from app.security.roles import Permission
from app.security.room import PERMISSION_TABLE

LoadIdentity = Callable[[str, str | None], Identity | None]


class UnknownEndpointError(RuntimeError):
    """A route was added past the rooms, so nobody said who may use it."""


def install_gate(app: Flask, load_identity: LoadIdentity, *, sign_in_endpoint: str) -> None:
    """Put the gate before every request; `load_identity` takes a session token and an engagement's reference."""
    app.session_interface = Sessions()
    manager = LoginManager()
    manager.init_app(app, add_context_processor=False)  # templates know `identity`
    manager.session_protection = None  # council laptops change address all day; sessions end on the server instead

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(token: str) -> Identity | None:
        return load_identity(token, (request.view_args or {}).get("engagement_ref"))

    @app.before_request
    def gate() -> BaseResponse | None:
        if request.routing_exception is not None:
            return None  # 404 and 405 answer for themselves
        return _pass(app, sign_in_endpoint)


def _pass(app: Flask, sign_in_endpoint: str) -> BaseResponse | None:
    permission = app.extensions[PERMISSION_TABLE].get(request.endpoint)
    if permission is None:
        raise UnknownEndpointError(f"{request.endpoint} is not in the permission table")
    if permission is Permission.PUBLIC:
        return None
    identity = current_identity()
    if identity is None:
        return _to_sign_in(sign_in_endpoint)
    if "engagement_ref" in (request.view_args or {}) and not identity.scope_roles:
        abort(404)  # another authority's record: not even its existence is told
    if permission is not Permission.SIGNED_IN and not identity.may(permission):
        abort(403)
    return None


def _to_sign_in(endpoint: str) -> BaseResponse:
    if request.method == "GET" and _asks_for_a_page():
        session["next"] = request.full_path if request.query_string else request.path
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": url_for(endpoint)})
    return redirect(url_for(endpoint), 303)


def _asks_for_a_page() -> bool:
    """Tell a page from what a page loads, a part of it or an image: after signing in, nobody wants to land there."""
    kinds = ("image/svg+xml", "text/html")  # the first where both are as welcome, as an image's "*/*" says
    return "HX-Request" not in request.headers and request.accept_mimetypes.best_match(kinds, "text/html") == kinds[1]
