"""What an archive holds besides plain tables: signed results in rows, training, the audit trail, people.

Of scores only what the result's own exports tell: its rows, which are unnamed and hold small groups back.
"""

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from app.accounts.models import Authority, Person
from app.accounts.queries import names_of
from app.appraising.models import Appraisal, AppraisalState
from app.archiving.queries.library import items_of, versions_of
from app.archiving.queries.tables import AT_ONCE, Asked, Whole
from app.archiving.sheets import Column, Sheet
from app.assessments.models import Round, SignedResult
from app.assessments.queries.signed import signed_content
from app.assessments.result import HEAD, Result, result_rows
from app.audit.queries import entries_until
from app.db import db
from app.engagements.trail import line, people_in
from app.instruments.models import InstrumentVersion
from app.learning.queries.thread import places_of_partner
from app.library.models import Sharing
from app.reviewing.queries.training import attendances
from app.tools.models import ToolVersion

OF_A_VERSION = ("Round", "Version")
Pages = Iterator[list[Whole]]


@dataclass(frozen=True, slots=True)
class Record:
    """A table made of other records; `stays`: the lead side keeps it after the end."""

    sheet: Sheet
    pages: Callable[[Asked], Pages]
    stays: bool = False


@dataclass(frozen=True, slots=True)
class SignedVersion:
    """A signed version of a round's result."""

    round_ref: str
    kind: str
    number: int
    result: Result


def signed_versions(asked: Asked) -> Iterator[SignedVersion]:
    """Give every signed version of the engagement, one at a time, by round and number."""
    found = db.session.connection().execute(
        select(SignedResult.id, Round.ref, Round.kind, SignedResult.number)
        .join(Round, Round.id == SignedResult.round_id)
        .where(Round.engagement_id == asked.scope.id)
        .order_by(Round.id, SignedResult.number)
    )
    for key, ref, kind, number in found.all():
        yield SignedVersion(ref, kind.label, number, signed_content(SignedResult(id=key)))


def people(refs: Collection[str]) -> Pages:
    """Give names for the references that the other tables hold."""
    rest = iter(sorted(refs))
    while some := list(itertools.islice(rest, AT_ONCE)):
        rows = db.session.connection().execute(
            select(Person.ref, Person.name).where(Person.ref.in_(some)).order_by(Person.ref)
        )
        yield [tuple(row) for row in rows]


def _of_versions(rows: Callable[[Result], Iterable[Whole]]) -> Callable[[Asked], Pages]:
    def pages(asked: Asked) -> Pages:
        for signed in signed_versions(asked):
            yield [(signed.kind, signed.number, *row) for row in rows(signed.result)]

    return pages


def _areas(result: Result) -> Iterator[Whole]:
    yield from ((area.title, area.median, area.challenges, area.capacity) for area in result.areas)


def _dissents(result: Result) -> Iterator[Whole]:
    yield from ((one.number, one.title, each.text, each.name) for one in result.standards for each in one.dissents)


def _evidence(result: Result) -> Iterator[Whole]:
    for one in result.standards:
        for each in one.evidence:
            told = (each.owner, each.agency, each.note, each.link, each.file_name, each.added_on, each.review_on)
            yield (one.number, one.title, *told, each.carried_from, each.counts)


def _authorities(asked: Asked) -> Pages:
    columns = (Authority.ref, Authority.code, Authority.official_name, Authority.name, Authority.gss_code,
               Authority.region, Authority.type)  # fmt: skip
    both = (asked.scope.lead_authority_id, asked.scope.partner_authority_id)
    yield [
        tuple(row)
        for row in db.session.connection().execute(
            select(*columns).where(Authority.id.in_(both)).order_by(Authority.id)
        )
    ]


def _questionnaires(asked: Asked) -> Pages:
    used = select(Round.instrument_digest).where(Round.engagement_id == asked.scope.id)
    yield _texts(InstrumentVersion, used)


def _tools(asked: Asked) -> Pages:
    concluded = Appraisal.state == AppraisalState.FINISHED
    yield _texts(ToolVersion, select(Appraisal.tool_digest).where(Appraisal.engagement_id == asked.scope.id, concluded))


def _texts(of: type[InstrumentVersion | ToolVersion], used: Select[Any]) -> list[Whole]:
    query = select(of.digest, of.key, of.label, of.title, of.text).where(of.digest.in_(used)).order_by(of.id)
    return [tuple(row) for row in db.session.connection().execute(query)]


def _half_days(asked: Asked) -> Pages:
    yield [
        (each.on, each.half, each.cohort, each.delegates, each.attended, each.minutes)
        for each in attendances(engagement_id=asked.scope.id).half_days
    ]


def _delegates(asked: Asked) -> Pages:
    yield [
        (each.name, each.cohort_ref, each.cohort_title, each.state.value, each.first_on, each.last_on, each.minutes)
        for each in places_of_partner(engagement_id=asked.scope.id)
    ]


def _trail(asked: Asked) -> Pages:
    """Give the trail up to the asking, the oldest first, in the words of its page."""
    authorities = {
        asked.scope.lead_authority_id: asked.scope.lead_name,
        asked.scope.partner_authority_id: asked.scope.partner_name,
    }
    after = 0
    while found := entries_until(asked.at, engagement_id=asked.scope.id, after=after, most=AT_ONCE):
        after = found[-1][0]
        some = [entry for _, entry in found]
        names = names_of(people_in(some))
        lines = [line(each, people=names, authorities=authorities) for each in some]
        yield [
            (each.at, each.who, each.what, each.subject, "\n".join(each.was), "\n".join(each.became)) for each in lines
        ]


def _columns(*names: str, **kinds: Any) -> tuple[Column, ...]:
    return tuple(Column(name, kinds.get(name.lower().replace(" ", "_"), "text")) for name in names)


_VERSION = _columns(*OF_A_VERSION, version="whole")
RECORDS = (
    Record(
        Sheet("authorities", "Authorities", "The two authorities of the engagement.",
              _columns("ref", "code", "official_name", "name", "gss_code", "region", "type")),
        _authorities, stays=True,
    ),
    Record(
        Sheet("questionnaires", "Questionnaires", "The text that was scored.",
              _columns("digest", "key", "label", "title", "text")),
        _questionnaires, stays=True,
    ),
    Record(
        Sheet("signed-standards", "Signed results by standard",
              "Agreed levels, and how the unnamed scores lay. Of a vote with fewer than five scores nothing is told.",
              (*_VERSION, *_columns(*HEAD))),
        _of_versions(result_rows), stays=True,
    ),
    Record(
        Sheet("signed-areas", "Signed results by area", "Challenges and capacity for improvement.",
              (*_VERSION, *_columns("Area", "Median level", "Challenges", "Capacity"))),
        _of_versions(_areas), stays=True,
    ),
    Record(
        Sheet("signed-dissents", "Dissent", "Named only where the person confirmed it.",
              (*_VERSION, *_columns("Number", "Standard", "Dissent", "Name", number="whole"))),
        _of_versions(_dissents), stays=True,
    ),
    Record(
        Sheet("signed-evidence", "Evidence", "Notes, links and files in signed results. The files: folder files.",
              (*_VERSION, *_columns("Number", "Standard", "Owner", "Agency", "Note", "Link", "File", "Added on",
               "Review on", "Carried over from", "Stands", number="whole", stands="yes"))),
        _of_versions(_evidence), stays=True,
    ),
    Record(
        Sheet("training-half-days", "Training by half-day", "Places and attendance of the partner’s delegates.",
              _columns("on", "half", "cohort", "delegates", "attended", "minutes", on="date", delegates="whole",
                       attended="whole", minutes="whole")),
        _half_days,
    ),
    Record(
        Sheet("delegates", "Delegates", "The partner’s delegates by cohort, with minutes attended.",
              _columns("name", "cohort", "title", "state", "first_on", "last_on", "minutes", first_on="date",
                       last_on="date", minutes="whole")),
        _delegates,
    ),
    Record(
        Sheet("tools", "Texts of tools", "The exact text of each tool that was concluded.",
              _columns("digest", "key", "label", "title", "text")),
        _tools,
    ),
    Record(
        Sheet("library-item", "Library", "Items that were shared with this engagement or used in it, and the partner’s"
              " own.",
              (Column("ref"), Column("authority", to="authorities"), *_columns("title", "about"),
               Column("standards", "content"), Column("stages", "content"), Column("from_level", "whole", empty=True),
               Column("to_level", "whole", empty=True), Column("owner", to="people"), Column("review_on", "date"),
               Column("sharing", empty=True, words=tuple(Sharing)), Column("added_at", "moment"),
               Column("withdrawn_at", "moment", empty=True), Column("withdrawn_reason"))),
        items_of,
    ),
    Record(
        Sheet("library-version", "Versions of library items", "What an item held: a link, a file or a tool.",
              (Column("ref"), Column("item", to="library-item"), Column("number", "whole"), Column("link"),
               Column("file", empty=True, to="files"), *_columns("tool_key", "change"), Column("added_by", to="people"),
               Column("added_at", "moment"))),
        versions_of,
    ),
    Record(
        Sheet("audit-trail", "Audit trail", "Who changed what, the oldest first, up to the moment of asking.",
              _columns("at", "who", "what", "record", "was", "is", at="moment")),
        _trail,
    ),
)  # fmt: skip
PEOPLE = Sheet("people", "People", "Names for the references in the other tables.", _columns("ref", "name"))


def records_for(asked: Asked) -> tuple[Record, ...]:
    """Give those that the asker's side may have."""
    return tuple(record for record in RECORDS if record.stays or not asked.is_after_the_end)
