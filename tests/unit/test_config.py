"""Settings: an unsafe environment stops the start, and the message names the setting."""

import pytest

from config import SettingsError, read_settings

SAFE = {
    "SECRET_KEY": "x" * 40,
    "BASE_URL": "https://commissioning.example.gov.uk",
    "SMTP_HOST": "mail.example.gov.uk",
}
NOTIFY_KEY = "support-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0"
NOTIFY = {"MAIL_TRANSPORT": "notify", "NOTIFY_API_KEY": NOTIFY_KEY, "NOTIFY_TEMPLATE_ID": "a-template"}


def test_production_is_the_default_and_starts_with_what_it_needs():
    settings = read_settings(SAFE)
    assert settings.environment == "production"
    assert settings.secure_cookies
    assert not settings.demo


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"DEMO_MODE": "1", "DEMO_PASSWORD": "something"}, "DEMO_MODE"),
        ({"DEMO_MODE": "perhaps"}, "DEMO_MODE"),
        ({"BASE_URL": "http://commissioning.example.gov.uk"}, "BASE_URL"),
        ({"SMTP_HOST": ""}, "SMTP_HOST"),
        ({"MAIL_TRANSPORT": "files"}, "MAIL_TRANSPORT"),
        ({"MAIL_TRANSPORT": "pigeon"}, "MAIL_TRANSPORT"),
        ({"MAIL_TRANSPORT": "notify", "NOTIFY_API_KEY": "a-key"}, "NOTIFY_API_KEY"),
        ({"MAIL_TRANSPORT": "notify", "NOTIFY_API_KEY": NOTIFY_KEY}, "NOTIFY_TEMPLATE_ID"),
        (NOTIFY | {"NOTIFY_URL": "http://127.0.0.1"}, "NOTIFY_URL"),
        ({"SMTP_PORT": "submission"}, "SMTP_PORT"),
        ({"RETENTION_AUDIT_DAYS": "0"}, "RETENTION_AUDIT_DAYS"),
        ({"RETENTION_UNSUBMITTED_DAYS": "-1"}, "RETENTION_UNSUBMITTED_DAYS"),
        ({"RETENTION_UNSUBMITTED_DAYS": "9999999999"}, "RETENTION_UNSUBMITTED_DAYS"),
        ({"APP_ENV": "live"}, "APP_ENV"),
    ],
)
def test_an_unsafe_environment_is_refused_by_name(change, named):
    with pytest.raises(SettingsError, match=named):
        read_settings(SAFE | change)


def test_a_demonstration_needs_its_password():
    with pytest.raises(SettingsError, match="DEMO_PASSWORD"):
        read_settings({"APP_ENV": "development", "SECRET_KEY": "x" * 40, "DEMO_MODE": "1", "MAIL_TRANSPORT": "files"})


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_hosted_postgresql_address_is_understood(scheme):
    settings = read_settings(SAFE | {"DATABASE_URL": f"{scheme}://user:word@host/name"})
    assert settings.database_url == "postgresql+psycopg://user:word@host/name"


def test_secrets_are_not_in_the_representation():
    shown = repr(read_settings(SAFE | NOTIFY))
    assert "x" * 40 not in shown
    assert NOTIFY_KEY not in shown
