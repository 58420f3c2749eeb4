"""Logs: each failure is a line of JSON with a request id, and none tells a secret link or what was typed."""

import json
import logging
import re

import pytest

from app.web.logs import JsonFormatter, install_logs
from tests.conftest import MovableClock, application


@pytest.fixture
def logged(tmp_path):
    """An application of this test's own that logs to a list."""
    app = application(f"sqlite:///{tmp_path / 'logs.sqlite3'}", tmp_path, MovableClock())
    before = logging.getLogger().handlers[:]
    install_logs(app)
    lines = []

    class ToList(logging.Handler):
        def emit(self, record):
            lines.append(self.format(record))

    handler = ToList()
    handler.setFormatter(JsonFormatter())
    app.logger.addHandler(handler)
    yield app, lines
    app.logger.removeHandler(handler)
    logging.getLogger().handlers[:] = before


def test_a_failure_is_one_line_with_the_id_that_the_answer_carries(logged):
    app, lines = logged
    response = app.test_client().get("/nowhere")
    line = json.loads(lines[-1])
    assert (line["message"], line["request_id"]) == ("answered 404", response.headers["X-Request-ID"])


def test_a_secret_link_and_what_was_typed_are_not_written(logged):
    app, lines = logged
    app.test_client().post("/invitations/the-secret-token", data={"name": "Typed Name", "password": "typed password"})
    assert lines
    assert not re.search("the-secret-token|Typed Name|typed password", "".join(lines))


def test_reading_a_page_is_not_logged(logged):
    app, lines = logged
    app.test_client().get("/accessibility")
    assert lines == []
