"""Settings: frozen, read once from the environment; a missing secret stops the start. Nothing else reads it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent
MINIMUM_SECRET_LENGTH = 32
LONGEST_RETENTION = 36_525  # days: a hundred years
LARGEST_FILE = 100  # MB
_NOTIFY_KEY = re.compile(r".+(-[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}){2}").fullmatch


class SettingsError(RuntimeError):
    """The environment does not describe a safe installation; the message says which setting and why."""


def system_clock() -> dt.datetime:
    """Return the present moment in UTC."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between installations. Names of the environment are in the README."""

    environment: str
    secret_key: str = field(repr=False)
    database_url: str = field(repr=False)
    demo: bool
    demo_password: str = field(repr=False)
    base_url: str
    service_name: str
    contact_email: str
    mail_transport: str  # "smtp", "notify" or "files"
    mail_folder: Path
    mail_from: str
    files_folder: Path  # where uploaded files lie; another storage would be chosen here, too
    files_max_mb: int  # the largest upload
    smtp_host: str
    smtp_port: int
    smtp_user: str
    smtp_password: str = field(repr=False)
    smtp_security: str  # "starttls", "tls" or "none"
    notify_api_key: str = field(repr=False)
    notify_template_id: str  # its subject is ((subject)), its body ((body))
    notify_url: str
    limits_url: str = field(repr=False)  # "memory://" or a Redis address
    trusted_proxies: int
    retention_unsubmitted_days: int  # scores never submitted, counted from the end of scoring
    retention_audit_days: int
    clock: Callable[[], dt.datetime] = system_clock

    @property
    def secure_cookies(self) -> bool:
        """Say whether cookies travel over HTTPS only: always, except in development and tests."""
        return self.environment == "production"


def _flag(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "").strip().lower()
    if value in {"", "0", "no", "false", "off"}:
        return False
    if value in {"1", "yes", "true", "on"}:
        return True
    raise SettingsError(f"{name} must be 1 or 0, not {value!r}.")


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    try:
        return int(environ.get(name, "") or default)
    except ValueError:
        raise SettingsError(f"{name} must be a whole number.") from None


def _retention(environ: Mapping[str, str], name: str, default: int) -> int:
    days = _number(environ, name, default)
    if not 1 <= days <= LONGEST_RETENTION:
        raise SettingsError(f"{name} must be days from 1 to {LONGEST_RETENTION}, not {days}.")
    return days


def _between(environ: Mapping[str, str], name: str, *, default: int, least: int, most: int) -> int:
    number = _number(environ, name, default)
    if not least <= number <= most:
        raise SettingsError(f"{name} must be from {least} to {most}, not {number}.")
    return number


def _choice(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = environ.get(name, "").strip() or choices[0]
    if value not in choices:
        raise SettingsError(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def _database_url(environ: Mapping[str, str]) -> str:
    url = environ.get("DATABASE_URL", "").strip() or f"sqlite:///{ROOT / 'var' / 'data.sqlite3'}"
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _refuse_unsafe(settings: Settings) -> None:
    if len(settings.secret_key) < MINIMUM_SECRET_LENGTH:
        raise SettingsError(f"SECRET_KEY is missing or shorter than {MINIMUM_SECRET_LENGTH} characters.")
    if settings.demo and settings.environment == "production":
        raise SettingsError("DEMO_MODE is on: production never starts with one-press sign-in.")
    if settings.demo and not settings.demo_password:
        raise SettingsError("DEMO_PASSWORD is missing: the demonstration's people need one.")
    if settings.environment == "production" and not settings.base_url.startswith("https://"):
        raise SettingsError("BASE_URL must be the service's https:// address: links in e-mail are made from it.")
    if settings.mail_transport == "smtp" and not settings.smtp_host:
        raise SettingsError("SMTP_HOST is missing, and MAIL_TRANSPORT is smtp.")
    if settings.mail_transport == "files" and settings.environment == "production":
        raise SettingsError(
            "MAIL_TRANSPORT is files: in production nobody would receive an invitation. Set it to smtp or notify."
        )
    if settings.mail_transport == "notify":
        _refuse_half_notify(settings)


def _refuse_half_notify(settings: Settings) -> None:
    if not _NOTIFY_KEY(settings.notify_api_key):
        raise SettingsError("NOTIFY_API_KEY is not a key of GOV.UK Notify: a name and two identifiers, with dashes.")
    if not settings.notify_template_id:
        raise SettingsError("NOTIFY_TEMPLATE_ID is missing, and MAIL_TRANSPORT is notify.")
    if settings.environment == "production" and not settings.notify_url.startswith("https://"):
        raise SettingsError("NOTIFY_URL must be an https:// address.")


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Read settings from `environ`, production unless it says otherwise. Raises SettingsError, naming the setting."""
    settings = Settings(
        environment=_choice(environ, "APP_ENV", ("production", "development", "test")),
        secret_key=environ.get("SECRET_KEY", ""),
        database_url=_database_url(environ),
        demo=_flag(environ, "DEMO_MODE"),
        demo_password=environ.get("DEMO_PASSWORD", ""),
        base_url=environ.get("BASE_URL", "").rstrip("/"),
        service_name=environ.get("SERVICE_NAME", "").strip() or "Commissioning support",
        contact_email=environ.get("CONTACT_EMAIL", "").strip() or "commissioning-support@example.test",
        mail_transport=_choice(environ, "MAIL_TRANSPORT", ("smtp", "notify", "files")),
        mail_folder=Path(environ.get("MAIL_FOLDER", "") or ROOT / "var" / "mail"),
        mail_from=environ.get("MAIL_FROM", "").strip() or "no-reply@example.test",
        files_folder=Path(environ.get("FILES_FOLDER", "") or ROOT / "var" / "files"),
        files_max_mb=_between(environ, "FILES_MAX_MB", default=10, least=1, most=LARGEST_FILE),
        smtp_host=environ.get("SMTP_HOST", "").strip(),
        smtp_port=_number(environ, "SMTP_PORT", 587),
        smtp_user=environ.get("SMTP_USER", ""),
        smtp_password=environ.get("SMTP_PASSWORD", ""),
        smtp_security=_choice(environ, "SMTP_SECURITY", ("starttls", "tls", "none")),
        notify_api_key=environ.get("NOTIFY_API_KEY", "").strip(),
        notify_template_id=environ.get("NOTIFY_TEMPLATE_ID", "").strip(),
        notify_url=environ.get("NOTIFY_URL", "").strip().rstrip("/") or "https://api.notifications.service.gov.uk",
        limits_url=environ.get("LIMITS_URL", "").strip() or "memory://",
        trusted_proxies=_number(environ, "TRUSTED_PROXIES", 0),
        retention_unsubmitted_days=_retention(environ, "RETENTION_UNSUBMITTED_DAYS", 365),
        retention_audit_days=_retention(environ, "RETENTION_AUDIT_DAYS", 2557),
    )
    _refuse_unsafe(settings)
    return settings
