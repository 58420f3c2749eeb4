"""GET /health: 200 with JSON only while the database answers. For load balancers; knows nobody."""

from flask import Response, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError

from app.db import reading_engine
from app.security import Permission, Room

room = Room("health", __name__)


@room.get("/health", permission=Permission.PUBLIC)
def health() -> tuple[Response, int]:
    """Ask the database for one number."""
    try:
        with reading_engine().connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    except SQLAlchemyError:
        current_app.logger.exception("the database does not answer")
        return jsonify(status="unavailable", database="no answer"), 503
    return jsonify(status="ok", database="answers"), 200
