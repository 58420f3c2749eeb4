"""Programmes as a kind of published text: the texts of a folder by path. Their rules: checking; their form: reading."""

from operator import attrgetter

from app.learning.checking import checked
from app.learning.content import Programme
from app.learning.models import TrainingVersion
from app.learning.reading import digest_of, files_of, own_folders, read
from app.publishing.kinds import Kind

PROGRAMMES: Kind[TrainingVersion, Programme] = Kind(
    name="training programme",
    table=TrainingVersion,
    column="files",
    check=checked,
    read=read,
    label=attrgetter("label"),
    digest=digest_of,
    source_at=files_of,
    own=own_folders,
    kept=8,
)
