"""A write is one transaction, also on a connection that served reads before, and a read is in none."""

from sqlalchemy import select

from app.accounts.models import Person
from app.db import db, reading, reading_engine
from tests.factories import unsaved_person


def names() -> list[str]:
    """What another connection sees."""
    with reading_engine().connect() as connection:
        return list(connection.scalars(select(Person.name).order_by(Person.name)))


def test_a_write_is_undone_whole_or_kept_whole_between_reads(app):
    for name, end, seen in (("Ada", "rollback", []), ("Bea", "commit", ["Bea"])):
        with app.app_context(), reading():
            assert db.session.scalars(select(Person.name)).all() == []
        with app.app_context():
            db.session.add(unsaved_person(name=name))
            db.session.flush()
            assert names() == [], "nobody sees it before it is committed"
            getattr(db.session, end)()
        with app.app_context():
            assert names() == seen
