"""Turns the settings into Flask's own configuration. Reads no environment: that is config.py."""

import datetime as dt
from typing import Any

from config import Settings

IDLE_TIME = dt.timedelta(hours=4)
LARGEST_FORM = 1024 * 1024  # bytes


def flask_configuration(settings: Settings) -> dict[str, Any]:
    """Give the configuration of the application and of its extensions."""
    engine: dict[str, Any] = {"hide_parameters": True}  # an error in the log must not tell what somebody typed
    if settings.database_url.startswith("postgresql"):
        engine |= {"pool_size": 5, "max_overflow": 10, "pool_recycle": 1800}
        engine["skip_autocommit_rollback"] = True  # of reads, which are in no transaction
    return {
        "SETTINGS": settings,
        "CLOCK": settings.clock,
        "SECRET_KEY": settings.secret_key,
        "TESTING": settings.environment == "test",
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine,
        "SESSION_COOKIE_NAME": "session",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": IDLE_TIME,
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session: a form left open over lunch still counts
        "WTF_CSRF_SSL_STRICT": settings.secure_cookies,
        "MAX_CONTENT_LENGTH": LARGEST_FORM,
        "MAX_FORM_PARTS": 500,
        "FILES_MAX_MB": settings.files_max_mb,
        "SERVICE_NAME": settings.service_name,
        "CONTACT_EMAIL": settings.contact_email,
        "BASE_URL": settings.base_url,
        "DEMO": settings.demo,
        "RETENTION_AUDIT_DAYS": settings.retention_audit_days,
        "RETENTION_UNSUBMITTED_DAYS": settings.retention_unsubmitted_days,
        "LIMITS_URL": settings.limits_url,
        "TEMPLATES_AUTO_RELOAD": False,
    }
