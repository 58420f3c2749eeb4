"""Tools as a kind of published text. Their tables, texts and rules: the other modules of this room."""

from functools import partial
from operator import attrgetter

from app.instruments.document import digest
from app.publishing.kinds import Kind
from app.publishing.reading import text_at
from app.tools.checking import own_files
from app.tools.models import ToolVersion
from app.tools.reading import parse
from app.tools.tool import Tool

TOOLS: Kind[ToolVersion, Tool] = Kind(
    name="tool",
    table=ToolVersion,
    column="text",
    check=partial(parse, name=""),
    read=partial(parse, name=""),
    label=attrgetter("version"),
    digest=digest,
    source_at=partial(text_at, name=""),
    own=own_files,
    kept=100,
)
