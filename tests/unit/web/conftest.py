"""A small application around the shared pages: every endpoint that the layout links to, no database, no rooms."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Blueprint, Flask

from app import web
from app.web import pages
from app.web.addresses import Application
from app.web.tasks import Task

ENDPOINTS = {
    "accounts": ("sign_in", "sign_out", "account", "choose_authority", "admin"),
    "progress": ("home", "portfolio"),
    "engagements": ("listing",),
    "learning": ("training", "verify_code"),
    "demo": ("mail",),
}
BUILT = ("site.css", "govuk-frontend.min.js", "htmx.min.js")


def make_app(assets: Path, *, demo: bool = False) -> Flask:
    app = Application("app", root_path=str(Path(web.__file__).parents[1]), static_folder=None)
    app.config.update(
        ASSETS_FOLDER=assets,
        CONTACT_EMAIL="help@example.test",
        DEMO=demo,
        RETENTION_AUDIT_DAYS=2557,
        RETENTION_UNSUBMITTED_DAYS=90,
        SECRET_KEY="only for tests",
        SERVICE_NAME="Commissioning support",
    )
    web.register(app)
    app.register_blueprint(pages.room)
    for name, endpoints in ENDPOINTS.items():
        blueprint = Blueprint(name, __name__)
        for endpoint in endpoints:
            methods = ["POST"] if endpoint == "sign_out" else ["GET"]
            blueprint.add_url_rule(f"/{name}/{endpoint}", endpoint, lambda: "", methods=methods)
        app.register_blueprint(blueprint)
    app.identity = None
    app.context_processor(lambda: {"identity": app.identity, "csrf_token": lambda: "a-token"})
    return app


def person(**changes: object) -> SimpleNamespace:
    facts = {
        "is_manager": False,
        "name": "Ann Example",
        "authority_name": "Harbour District Council",
        "is_administrator": False,
        "has_several_authorities": False,
    }
    return SimpleNamespace(**(facts | changes))


@pytest.fixture(scope="session")
def assets_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("assets")
    for name in BUILT:
        (folder / name).write_text(f"/* {name} */ " + "x" * 200)
    return folder


@pytest.fixture
def small_app(assets_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    app = make_app(assets_folder)
    monkeypatch.setattr(pages, "current_identity", lambda: app.identity)
    return app


@pytest.fixture
def render(small_app: Flask):
    """Render a piece of template in which `ui` is our components."""

    small_app.jinja_env.globals["task"] = Task

    def rendered(source: str, **context: object) -> str:
        template = small_app.jinja_env.from_string('{% import "components.html" as ui %}' + source)
        with small_app.test_request_context():
            return template.render(context)

    return rendered
