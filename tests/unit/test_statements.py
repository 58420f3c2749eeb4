"""What is compiled once is found by its statement, and never for another one."""

from collections.abc import Iterator

import pytest
from psycopg import _queries
from psycopg.adapt import Transformer
from sqlalchemy import Connection, Integer, bindparam, create_engine, literal_column, select

from app.db.statements import MOST, Statements, read_long_ones_once

_ONE = select(bindparam("given", type_=Integer) + 1)


@pytest.fixture
def connection() -> Iterator[tuple[Connection, Statements]]:
    kept = Statements()
    engine = create_engine("sqlite://", execution_options={"compiled_cache": kept})
    with engine.connect() as connection:
        yield connection, kept
    engine.dispose()


def test_a_statement_is_compiled_once_and_answers_with_the_values_of_each_time(
    connection: tuple[Connection, Statements],
) -> None:
    asked, kept = connection
    assert [asked.scalar(_ONE, {"given": number}) for number in (1, 2, 3)] == [2, 3, 4]
    assert len(kept) == 1


def test_statements_that_come_and_go_are_never_taken_for_one_another(
    connection: tuple[Connection, Statements],
) -> None:
    asked, _ = connection
    for number in range(MOST + 200):
        column = literal_column(str(number % 150), Integer)
        assert asked.scalar(select(column)) == number % 150


def test_psycopg_reads_a_long_statement_once() -> None:
    """It is told so by two names of its own: with a psycopg that has others, this fails and pages are only slower."""
    read_long_ones_once()
    long = f"SELECT {' + '.join(['%s'] * 60)}, '{'x' * 5_000}'"
    before = _queries._query2pg.cache_info()
    for _ in range(3):
        _queries.PostgresQuery(Transformer()).convert(long, [1] * 60)
    after = _queries._query2pg.cache_info()
    assert (after.misses - before.misses, after.hits - before.hits) == (1, 2)
