"""Questionnaires as a kind of published text. Their tables, texts and rules: the other modules of this room."""

from functools import partial
from operator import attrgetter

from app.instruments.checking import own_files
from app.instruments.document import Instrument, digest, parse
from app.instruments.models import InstrumentVersion
from app.publishing.kinds import Kind
from app.publishing.reading import text_at

QUESTIONNAIRES: Kind[InstrumentVersion, Instrument] = Kind(
    name="questionnaire",
    table=InstrumentVersion,
    column="text",
    check=partial(parse, name=""),
    read=partial(parse, name=""),
    label=attrgetter("version"),
    digest=digest,
    source_at=partial(text_at, name=""),
    own=own_files,
    kept=100,
)
