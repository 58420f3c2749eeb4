"""What every page shares: base page, components, forms, filters, error pages, assets. No room's own pages."""

from flask import Flask
from jinja2 import StrictUndefined

from app.web import assets, chrome, components, errors, filters, links, tasks
from app.web.forms import field_kind, once_key


def register(app: Flask) -> None:
    """Wire assets, filters, globals and error pages into `app`."""
    assets.register(app)
    filters.register(app)
    errors.register_error_handlers(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["kind"] = field_kind
    app.jinja_env.globals.update(
        chrome=chrome.chrome,
        components=components,
        task_list=tasks.task_list,
        inline_script=assets.INLINE_SCRIPT,
        once_key=once_key,
        page_url=links.page_url,
        retention_audit_days=app.config["RETENTION_AUDIT_DAYS"],
        retention_unsubmitted_days=app.config["RETENTION_UNSUBMITTED_DAYS"],
        service_name=app.config["SERVICE_NAME"],
        demo=app.config["DEMO"],
    )
