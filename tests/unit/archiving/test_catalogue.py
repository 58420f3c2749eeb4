"""Every table of the database is in the archive or left out for a reason; nothing secret is named; CSV and schema."""

import datetime as dt
from decimal import Decimal

from app.archiving.catalogue import LEFT_OUT, TABLES
from app.archiving.queries.tables import sheet_of
from app.archiving.sheets import Column, Sheet, as_json, cell, schema
from app.archiving.views import room
from app.db import Base
from app.documents.csv import csv_bytes, csv_parts

SECRET = ("password", "token", "digest", "hash", "storage_key", "email", "seal")
FINE = {"instrument_digest", "tool_digest"}  # of a questionnaire's or tool's text


def test_every_table_is_in_the_archive_or_left_out_and_says_why():
    assert room.name == "archiving"
    there, left_out = {table.source for table in TABLES}, set(LEFT_OUT)
    assert not there & left_out
    assert there | left_out == set(Base.metadata.tables)
    assert all(LEFT_OUT.values())


def test_no_key_of_a_row_and_nothing_secret_is_named():
    for table in TABLES:
        for name in table.columns.split():
            assert name in FINE or not any(word in name for word in SECRET), (table.source, name)
            assert name not in {"id", "level", "version"}, (table.source, name)
        for column in sheet_of(table).columns:
            assert not column.name.endswith("_id"), (table.source, column.name)


def test_a_row_reads_the_same_in_csv_and_json():
    moment = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
    values = ("=1+1", Decimal(-1250), True, moment, None, {"b": 1, "a": "é"})
    sheet = Sheet("t", "T", "", tuple(map(Column, "abcdef")))
    assert as_json(sheet, values) == (
        '{"a": "=1+1", "b": "-1250.00", "c": true, "d": "2026-11-20T12:00:00+00:00", "e": null,'
        ' "f": {"a": "é", "b": 1}}'
    )
    assert csv_bytes(sheet.head, [[cell(value) for value in values]]).decode("utf-8-sig").splitlines()[1] == (
        '\'=1+1,-1250.00,true,2026-11-20T12:00:00+00:00,,"{""a"": ""é"", ""b"": 1}"'
    )


def test_a_table_written_in_parts_is_the_table_written_whole():
    rows = [(number, f"@{number}") for number in range(450)]
    assert b"".join(csv_parts(("n", "text"), iter(rows))) == csv_bytes(("n", "text"), rows)


def test_the_schema_knows_every_column_and_takes_no_other():
    found = schema([sheet_of(table) for table in TABLES])["properties"]["tables"]["properties"]
    days = found["support-entry"]["items"]
    assert days["additionalProperties"] is False
    assert days["properties"]["day_rate"]["pattern"]
    assert days["properties"]["person"]["description"] == "The ref of a row of people"
    assert days["properties"]["approved_at"]["type"] == ["string", "null"]
    assert "submitted" in days["properties"]["state"]["enum"]
