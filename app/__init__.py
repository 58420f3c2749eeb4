"""The application: create_app wires settings, gate and rooms. Nothing is decided here."""

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app import web
from app.accounts.views import room as accounts
from app.agreements.views import room as agreements
from app.appraising.views import room as appraising
from app.archiving.views import room as archiving
from app.assessments.views import room as assessments
from app.audit.cli import audit_commands
from app.cases.views import room as cases
from app.charging.views import room as charging
from app.comparing.views import room as comparing
from app.configuration import flask_configuration
from app.db import REF_PATTERN, init_database
from app.db.migrating import install_migrations, on_the_command_line
from app.demo.commands import demo_commands
from app.demo.views import room as demo
from app.engagements.identity import load_identity
from app.engagements.views import room as engagements
from app.files.receiving import install_uploads
from app.instruments.views import room as instruments
from app.learning.views import room as learning
from app.library.views import room as library
from app.mail.views import room as mail
from app.mentoring.views import room as mentoring
from app.plans.views import room as plans
from app.progress.views import room as progress
from app.publishing.room import room as publishing
from app.reviewing.views import room as reviewing
from app.security import current_identity, install_gate
from app.security.converters import KEY_PATTERN, MonthConverter, SessionConverter, pattern_converter
from app.security.headers import install_headers
from app.tools.views import room as tools
from app.web.addresses import Application
from app.web.assets import INLINE_SCRIPT_HASH
from app.web.chrome import csrf_token
from app.web.health import room as health
from app.web.logs import install_logs
from app.web.pages import room as pages
from app.work import work
from config import Settings

ROOMS = (
    health,
    pages,
    accounts,
    mail,
    publishing,
    instruments,
    tools,
    engagements,
    assessments,
    plans,
    agreements,
    charging,
    mentoring,
    learning,
    library,
    appraising,
    cases,
    reviewing,
    comparing,
    progress,
    archiving,
)


def create_app(settings: Settings) -> Flask:
    """Make the application that `settings` describe."""
    app = Application(__name__, static_folder=None)
    app.config.from_mapping(flask_configuration(settings))
    app.url_map.converters.update(
        ref=pattern_converter(REF_PATTERN),
        key=pattern_converter(KEY_PATTERN),
        month=MonthConverter,
        session=SessionConverter,
    )
    if settings.trusted_proxies:
        proxies = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    init_database(app)
    if on_the_command_line():
        install_migrations(app)
    install_gate(app, load_identity, sign_in_endpoint="accounts.sign_in")
    install_uploads(app)  # before CSRF, which reads the form
    CSRFProtect(app)
    if settings.environment != "test":
        install_logs(app)
    install_headers(app, inline_script_hash=INLINE_SCRIPT_HASH)
    web.register(app)
    for room in (*ROOMS, demo) if settings.demo else ROOMS:
        app.register_blueprint(room)
    app.context_processor(_for_every_page)
    app.cli.add_command(work)
    app.cli.add_command(audit_commands)
    app.cli.add_command(demo_commands)
    return app


def _for_every_page() -> dict[str, object]:
    return {"identity": current_identity(), "csrf_token": csrf_token}
