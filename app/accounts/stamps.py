"""Stamps that say whether what an authority's sums are made of has changed since. Who keeps such sums: their rooms.

A page that adds up everything of an authority keeps what it worked out for as long as the stamp stays (db/keeping.py).
Triggers set the stamps, so no change goes past them: not one by another process, by a bulk statement or by hand. A
stamp is committed together with what changed. It is an identity, not a number that counts up: PostgreSQL commits in
another order than numbers are drawn in, and a database that was restored would draw the same ones again.

On PostgreSQL the triggers wait for the end of the transaction, when it holds all its other locks: two that change
things of one authority wait for each other's commit at most, and never for a lock that the other waits for.
"""

from collections.abc import Iterable, Iterator, Mapping
from string import Template
from typing import Any

from sqlalchemy import Connection, Table, event
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base

SUPPORT, PLACES, LEARNED = "support", "places", "learned"  # of an authority
COHORT = "cohort"  # of one cohort


class SumStamp(Base):
    """The stamp of what is summed, under the key of the authority or cohort; without a row nothing was written yet."""

    __tablename__ = "sum_stamp"

    kind: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    stamp: Mapped[str]


_SUPPORT_BY = {
    "engagement": "SELECT lead_authority_id FROM engagement WHERE id = $row.engagement_id",
    "agreement": "SELECT e.lead_authority_id FROM agreement_version v JOIN engagement e ON e.id = v.engagement_id "
    "WHERE v.id = $row.agreement_version_id",
    "plan": "SELECT e.lead_authority_id FROM plan p JOIN engagement e ON e.id = p.engagement_id "
    "WHERE p.id = $row.plan_id",
    "goal": "SELECT e.lead_authority_id FROM goal g JOIN plan p ON p.id = g.plan_id "
    "JOIN engagement e ON e.id = p.engagement_id WHERE g.id = $row.goal_id",
    "milestone": "SELECT e.lead_authority_id FROM milestone m JOIN goal g ON g.id = m.goal_id "
    "JOIN plan p ON p.id = g.plan_id JOIN engagement e ON e.id = p.engagement_id WHERE m.id = $row.milestone_id",
    "round": "SELECT e.lead_authority_id FROM round r JOIN engagement e ON e.id = r.engagement_id "
    "WHERE r.id = $row.round_id",
}
_BY_COHORT = {PLACES: "SELECT authority_id FROM cohort WHERE id = $row.cohort_id", COHORT: "$row.cohort_id"}
_BY_SEAT = {
    LEARNED: "SELECT c.authority_id FROM enrolment e JOIN cohort c ON c.id = e.cohort_id "
    "WHERE e.id = $row.enrolment_id",
    COHORT: "SELECT cohort_id FROM enrolment WHERE id = $row.enrolment_id",
}
SOURCES: Mapping[str, Mapping[str, str]] = {
    "engagement": {SUPPORT: "$row.lead_authority_id"},
    "support_entry": {SUPPORT: _SUPPORT_BY["engagement"]},
    "agreed_rate": {SUPPORT: _SUPPORT_BY["engagement"]},
    "agreement_version": {SUPPORT: _SUPPORT_BY["engagement"]},
    "agreement_signature": {SUPPORT: _SUPPORT_BY["agreement"]},
    "plan": {SUPPORT: _SUPPORT_BY["engagement"]},
    "plan_version": {SUPPORT: _SUPPORT_BY["plan"]},
    "goal": {SUPPORT: _SUPPORT_BY["plan"]},
    "milestone": {SUPPORT: _SUPPORT_BY["goal"]},
    "milestone_standing": {SUPPORT: _SUPPORT_BY["milestone"]},
    "round": {SUPPORT: _SUPPORT_BY["engagement"]},
    "signed_result": {SUPPORT: _SUPPORT_BY["round"]},
    "monthly_review": {SUPPORT: _SUPPORT_BY["engagement"]},
    "cohort": {PLACES: "$row.authority_id", COHORT: "$row.id"},
    "cohort_day": _BY_COHORT,
    "enrolment": _BY_COHORT,
    "attendance": _BY_SEAT,
    "certificate": _BY_SEAT,
    "pledge": _BY_SEAT,
    "confidence_rating": _BY_SEAT,
    "check_attempt": _BY_SEAT,
}
"""By table what a changed row stamps: the kind, and the SQL that finds its key. An authority's name stamps all."""
NAMES = "authority"


def triggers_of(table: str, dialect: str) -> Iterator[str]:
    """Give the statements that have a table set its stamps; none for other tables."""
    if table == SumStamp.__tablename__ and dialect == "postgresql":
        yield _FUNCTION
    if table in SOURCES or table == NAMES:
        yield from _on_sqlite(table) if dialect == "sqlite" else _on_postgres(table)


_FUNCTION = """
CREATE OR REPLACE FUNCTION stamp_sum(what varchar, subject integer) RETURNS void LANGUAGE plpgsql AS $$ DECLARE
    moment varchar := txid_current() || '@' || extract(epoch FROM now());  -- one for all that a transaction changes
BEGIN
    INSERT INTO sum_stamp (kind, subject_id, stamp) SELECT what, subject, moment WHERE subject IS NOT NULL
    ON CONFLICT (kind, subject_id) DO UPDATE SET stamp = excluded.stamp WHERE sum_stamp.stamp <> excluded.stamp;
END $$"""
_STAMP = {
    "sqlite": Template(
        "INSERT INTO sum_stamp (kind, subject_id, stamp) SELECT '$kind', k.id, lower(hex(randomblob(16))) "
        "FROM (SELECT ($key) AS id) AS k WHERE k.id IS NOT NULL "
        "ON CONFLICT (kind, subject_id) DO UPDATE SET stamp = excluded.stamp;"
    ),
    "postgresql": Template("IF TG_OP <> '$absent' THEN PERFORM stamp_sum('$kind', ($key)); END IF;"),
}
_STAMP_ALL = {
    "sqlite": "UPDATE sum_stamp SET stamp = lower(hex(randomblob(16)));",
    "postgresql": "PERFORM stamp_sum(kind, subject_id) FROM sum_stamp ORDER BY kind, subject_id;",
}
_ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def _stamps(table: str, dialect: str, rows: Iterable[str]) -> str:
    """Give what is done when a row of the table has changed."""
    return " ".join(
        _STAMP[dialect].substitute(
            kind=kind, key=Template(key).substitute(row=row), absent={"OLD": "INSERT", "NEW": "DELETE"}[row]
        )
        for row in rows
        for kind, key in SOURCES[table].items()
    )


def _on_sqlite(table: str) -> Iterator[str]:
    if table == NAMES:
        done = _STAMP_ALL["sqlite"]
        yield f"CREATE TRIGGER stamp_{table} AFTER UPDATE OF name, region ON {table} BEGIN {done} END"
        return
    for verb, rows in _ROWS.items():
        done = _stamps(table, "sqlite", rows)
        yield f"CREATE TRIGGER stamp_{table}_{verb.lower()} AFTER {verb} ON {table} BEGIN {done} END"


def _on_postgres(table: str) -> Iterator[str]:
    if table == NAMES:
        verbs, done = "UPDATE OF name, region", _STAMP_ALL["postgresql"]
    else:
        verbs, done = " OR ".join(_ROWS), _stamps(table, "postgresql", ("OLD", "NEW"))
    yield (
        f"CREATE OR REPLACE FUNCTION stamp_{table}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {done} RETURN NULL; END $$"
    )
    yield (
        f"CREATE CONSTRAINT TRIGGER stamp_{table} AFTER {verbs} ON {table} "
        f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION stamp_{table}()"
    )


@event.listens_for(Table, "after_create")
def _make_triggers(target: Table, connection: Connection, **_: Any) -> None:
    """Where tables are made from the models, make their triggers, too; migrations write out their own."""
    if target.metadata is Base.metadata:
        for statement in triggers_of(target.name, connection.dialect.name):
            connection.exec_driver_sql(statement)
