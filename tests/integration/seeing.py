"""All that everybody can see of an engagement, fetched before and after a change: what the attacks on privacy share."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from html import unescape

from sqlalchemy import Engine, event

from app.db import Base
from app.security.policy import ROLE_PERMISSIONS
from app.security.roles import Permission, Role
from app.security.room import PERMISSION_TABLE
from tests.integration.test_tenancy import OWN
from tests.making import stood_for
from tests.routes import addresses
from tests.world import STANDARDS

WATCHERS = (*OWN[:-1], "participant3", "administrator")
CHANGING = re.compile(r'name="(csrf_token|once)" value="[^"]*"')
_WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')
_CHART = re.compile(r'src="(/engagements/[^"]+\.svg[^"]*)"')


@dataclass(frozen=True)
class Answer:
    """What an address answered, without what changes anyway; and the tables that its statements named."""

    said: object
    tables: frozenset[str] = field(compare=False)


def signed_in(world, watchers=WATCHERS):
    """A browser for each watcher, kept through both passes: a second sign-in would itself show on the account page."""
    clients = {who: world.client(who) for who in watchers}
    for client in clients.values():
        client.linting = False  # thousands of pages, each of which its own test lints
    return clients


def everything_seen(world, values, clients):
    """Fetch every page, export and chart of the engagement as each watcher; the answers by watcher and address.

    What the policy refuses is left out, half of all: test_tenancy.py sees that the gate refuses exactly that, and it
    does so before any score is read. Pictures and documents are what goes into them (tests/making.py).
    """
    seen = {}
    every = [
        each
        for each in addresses(world.app, values)
        if each.method == "GET" and "token" not in each.parts and not each.url.startswith("/assets")
    ]
    with stood_for():
        for who, client in clients.items():
            for address in every:
                if not _refused(world.app, who, address):
                    for url in _with_every_key(address, values):
                        seen.update({(who, at): answer for at, answer in fetch(client, url)})
    return seen


def seen_again(clients, before, written):
    """What `before` would be now: an answer is fetched anew where it came from a table in `written` (of changed).

    An answer follows from what its statements read, and from nothing that these changes touch beside; that it does is
    seen in test_privacy.py, which once fetches everything anew.
    """
    seen = {}
    with stood_for():
        for (who, url), answer in before.items():
            if answer.tables & written:
                seen.update({(who, at): anew for at, anew in fetch(clients[who], url)})
            else:
                seen.setdefault((who, url), answer)
    return seen


@contextmanager
def changed() -> Iterator[set[str]]:
    """Collect the tables that anything is written to inside the block."""
    written: set[str] = set()

    def note(_connection, _cursor, statement, *_):
        written.update(_WRITES.findall(statement))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield written
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def differing(before, after):
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def fetch(client, url):
    """What the address answers, with the message it leaves for the next page, and each chart of the page."""
    response = client.get(url)
    text, tables = _content(response), _named(client.queries)
    said = response.status_code, text, response.headers.get("ETag"), _left(client) if response.location else None
    yield url, Answer(said, tables)
    for chart in _CHART.findall(text):
        yield unescape(chart), Answer(client.get(unescape(chart)).text, _named(client.queries))


def _left(client):
    """Take away what the next page would say, so that it says the same whatever was fetched before it."""
    with client.session_transaction() as session:
        return session.pop("_flashes", None)


def _named(statements):
    return frozenset().union(*map(_tables, statements))


@cache
def _tables(statement):
    return Base.metadata.tables.keys() & set(re.findall(r"\w+", statement))


def _refused(app, who, address):
    """Whether the policy refuses the address to this member of the engagement (see OWN in test_tenancy.py)."""
    permission = app.extensions[PERMISSION_TABLE][address.endpoint]
    if who == "administrator":
        return "engagement_ref" in address.parts
    if "engagement_ref" not in address.parts and permission is not Permission.ADMINISTER:
        return False
    role = Role(who.removeprefix("partner_").rstrip("0123456789"))
    return permission not in ROLE_PERMISSIONS[role]


def _content(response):
    """A page or table as text without what changes anyway; a document to the byte."""
    if response.mimetype.startswith(("text/", "image/svg", "application/json")):
        return CHANGING.sub("", response.text)
    return response.data.hex()


def _with_every_key(address, values):
    """The addresses of three standards, where the address names one."""
    if "standard_key" not in address.parts:
        return [address.url]
    return [address.url.replace(values["standard_key"], key) for key in STANDARDS[:3]]
