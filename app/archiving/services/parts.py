"""The parts of an archive in their order, each a step of its own: tables, files, documents, JSON, index page."""

import logging
from collections.abc import Callable, Iterator
from functools import partial

from flask import render_template

from app.agreements.models import Side
from app.archiving.catalogue import REASONS
from app.archiving.queries.belongings import Kept, Wanted, documents_of, files_of
from app.archiving.queries.records import PEOPLE, Record, people, records_for
from app.archiving.queries.tables import Asked, rows_of, sheet_of, tables_for
from app.archiving.services.asker import page_as, reading_as
from app.archiving.sheets import Column, Row, Sheet, schema
from app.archiving.writing import DATA, SCHEMA, Entry, Packing, parts
from app.files.errors import FileMissingError
from app.files.storage import Storage
from app.security import Identity

Step = Callable[[], None]
FILES = Sheet(
    "files",
    "Uploaded files",
    "Every file in the folder files: where it is, what it is, and its checksum.",
    (*map(Column, ("ref", "path", "name", "about", "media_type", "sha256")), Column("size", "whole")),
)
log = logging.getLogger(__name__)


def steps(asked: Asked, asker: Identity, packed: Packing, storage: Storage) -> list[Step]:
    """Give the steps; each writes one part."""
    tables, records = tables_for(asked), records_for(asked)
    files, documents = files_of(asked), documents_of(asked)
    sheets = (*map(sheet_of, tables), *(record.sheet for record in records), FILES, PEOPLE)
    return [
        *(partial(packed.put_table, sheet_of(table), rows_of(table, asked)) for table in tables),
        *(partial(_put_record, packed, record, asked) for record in records),
        *(partial(_put_file, packed, kept, storage) for kept in files),
        partial(_put_list, packed, files),
        partial(_put_people, packed),
        *(partial(_put_document, packed, wanted, asker) for wanted in documents),
        partial(packed.put_data, _about(asked), schema(sheets)),
        partial(_put_index, packed, asked, asker),
    ]


def _put_record(packed: Packing, record: Record, asked: Asked) -> None:
    packed.put_table(record.sheet, record.pages(asked))


def _put_people(packed: Packing) -> None:
    packed.put_table(PEOPLE, people(frozenset(packed.people)))


def _path(kept: Kept) -> str:
    return f"files/{kept.ref}/{kept.name}"


def _put_file(packed: Packing, kept: Kept, storage: Storage) -> None:
    """Copy the bytes; of a file whose bytes are lost the index says so."""
    path = _path(kept)
    try:
        with storage.open(kept.storage_key) as content:
            size = packed.put(path, parts(content))
    except FileMissingError:
        log.exception("the bytes of stored file %s are missing", kept.ref)
        packed.files.append(Entry(path, kept.name, kept.about, missing=True))
    else:
        packed.files.append(Entry(path, kept.name, kept.about, size=size))


def _put_list(packed: Packing, files: tuple[Kept, ...]) -> None:
    def rows() -> Iterator[list[Row]]:
        yield [
            (each.ref, _path(each), each.name, each.about, each.media_type, each.sha256, each.size) for each in files
        ]

    packed.put_table(FILES, rows())


def _put_document(packed: Packing, wanted: Wanted, asker: Identity) -> None:
    name, content = page_as(asker, wanted.endpoint, wanted.values, wanted.query)
    path = packed.free_name(f"documents/{name}")
    size = packed.put(path, [content])
    packed.documents.append(Entry(path, wanted.title, size=size))


def _about(asked: Asked) -> dict[str, str]:
    scope = asked.scope
    return {
        "authority": scope.lead_name if asked.side is Side.LEAD else scope.partner_name,
        "lead": scope.lead_name,
        "partner": scope.partner_name,
        "partnership": scope.partnership_name,
        "engagement": scope.ref,
        "asked_at": asked.at.isoformat(),
        "figures": "illustrative" if scope.illustrative else "real",
    }


def _put_index(packed: Packing, asked: Asked, asker: Identity) -> None:
    """Write the page that opens by itself: no script, no network, links within the zip."""
    with reading_as(asker):
        page = render_template(
            "archiving/everything.html",
            scope=asked.scope,
            authority=_about(asked)["authority"],
            asked_at=asked.at,
            packed=packed,
            data=DATA,
            schema=SCHEMA,
            ended=asked.is_after_the_end,
            left_out=REASONS,
        )
    packed.put("index.html", [page.encode()])
