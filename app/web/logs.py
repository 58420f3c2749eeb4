"""Structured logs: a line of JSON for each failure and each error, with a request id; no score, free text or token."""

import json
import logging
import secrets
import time
from logging.config import dictConfig

from flask import Flask, Response, g, has_request_context, request

FAILED = 400


class JsonFormatter(logging.Formatter):
    """Writes a record as one JSON object; the route is the pattern, so that no secret link is written down."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        line: dict[str, object] = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if has_request_context():
            line |= {
                "request_id": request_id(),
                "method": request.method,
                "route": request.url_rule.rule if request.url_rule else None,
            }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line)


def request_id() -> str:
    """Give this request's id, made on first use; error pages and the answer's header carry it."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(8)
    identifier: str = g.request_id
    return identifier


def install_logs(app: Flask) -> None:
    """Write logs as JSON to standard error, and a line for each answer that refuses or fails."""
    dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": {"()": JsonFormatter}},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"level": "INFO", "handlers": ["stderr"]},
            "loggers": {"alembic": {"level": "WARNING"}, "matplotlib": {"level": "WARNING"}},
        }
    )

    @app.after_request
    def note(response: Response) -> Response:
        if response.status_code < FAILED:
            return response  # what was done is in the audit trail
        response.headers["X-Request-ID"] = request_id()
        app.logger.info("answered %s", response.status_code)
        return response
