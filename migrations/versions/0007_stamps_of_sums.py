"""Stamps of what an authority's sums are made of, and the triggers that set them."""

from string import Template

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

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
_BY_COHORT = {"places": "SELECT authority_id FROM cohort WHERE id = $row.cohort_id", "cohort": "$row.cohort_id"}
_BY_SEAT = {
    "learned": "SELECT c.authority_id FROM enrolment e JOIN cohort c ON c.id = e.cohort_id "
    "WHERE e.id = $row.enrolment_id",
    "cohort": "SELECT cohort_id FROM enrolment WHERE id = $row.enrolment_id",
}
SOURCES = {
    "engagement": {"support": "$row.lead_authority_id"},
    "support_entry": {"support": _SUPPORT_BY["engagement"]},
    "agreed_rate": {"support": _SUPPORT_BY["engagement"]},
    "agreement_version": {"support": _SUPPORT_BY["engagement"]},
    "agreement_signature": {"support": _SUPPORT_BY["agreement"]},
    "plan": {"support": _SUPPORT_BY["engagement"]},
    "plan_version": {"support": _SUPPORT_BY["plan"]},
    "goal": {"support": _SUPPORT_BY["plan"]},
    "milestone": {"support": _SUPPORT_BY["goal"]},
    "milestone_standing": {"support": _SUPPORT_BY["milestone"]},
    "round": {"support": _SUPPORT_BY["engagement"]},
    "signed_result": {"support": _SUPPORT_BY["round"]},
    "monthly_review": {"support": _SUPPORT_BY["engagement"]},
    "cohort": {"places": "$row.authority_id", "cohort": "$row.id"},
    "cohort_day": _BY_COHORT,
    "enrolment": _BY_COHORT,
    "attendance": _BY_SEAT,
    "certificate": _BY_SEAT,
    "pledge": _BY_SEAT,
    "confidence_rating": _BY_SEAT,
    "check_attempt": _BY_SEAT,
}


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


def _stamps(table, dialect, rows):
    return " ".join(
        _STAMP[dialect].substitute(
            kind=kind, key=Template(key).substitute(row=row), absent={"OLD": "INSERT", "NEW": "DELETE"}[row]
        )
        for row in rows
        for kind, key in SOURCES[table].items()
    )


def _on_sqlite(table):
    if table == "authority":
        done = _STAMP_ALL["sqlite"]
        yield f"CREATE TRIGGER stamp_{table} AFTER UPDATE OF name, region ON {table} BEGIN {done} END"
        return
    for verb, rows in _ROWS.items():
        done = _stamps(table, "sqlite", rows)
        yield f"CREATE TRIGGER stamp_{table}_{verb.lower()} AFTER {verb} ON {table} BEGIN {done} END"


def _on_postgres(table):
    if table == "authority":
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


FIRST = (
    "INSERT INTO sum_stamp SELECT DISTINCT 'support', lead_authority_id, 'first' FROM engagement",
    "INSERT INTO sum_stamp SELECT DISTINCT 'places', authority_id, 'first' FROM cohort",
    "INSERT INTO sum_stamp SELECT DISTINCT 'learned', authority_id, 'first' FROM cohort",
    "INSERT INTO sum_stamp SELECT 'cohort', id, 'first' FROM cohort",
)


def upgrade() -> None:
    op.create_table(
        "sum_stamp",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stamp", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject_id", name=op.f("pk_sum_stamp")),
    )
    for statement in FIRST:
        op.execute(statement)
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    if not on_sqlite:
        op.get_bind().exec_driver_sql(_FUNCTION)
    for table in (*SOURCES, "authority"):
        for statement in _on_sqlite(table) if on_sqlite else _on_postgres(table):
            op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in (*SOURCES, "authority"):
        if not on_sqlite:
            op.execute(f"DROP TRIGGER stamp_{table} ON {table}")
            op.execute(f"DROP FUNCTION stamp_{table}()")
            continue
        for ending in ("",) if table == "authority" else ("_insert", "_update", "_delete"):
            op.execute(f"DROP TRIGGER stamp_{table}{ending}")
    if not on_sqlite:
        op.execute("DROP FUNCTION stamp_sum(varchar, integer)")
    op.drop_table("sum_stamp")
