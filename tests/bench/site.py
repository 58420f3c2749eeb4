"""The product on one database: its server, and the requests that suit its data."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from app.db import db
from tests.bench.data import Size
from tests.bench.measure import Target
from tests.bench.pages import Page
from tests.bench.servers import Server, application, product
from tests.bench.visits import Visits
from tests.clients import counted_queries


@dataclass(frozen=True, slots=True)
class Site:
    """A running product; `name` is the database's, as the table heads its column."""

    name: str
    server: Server
    visits: Visits

    def target(self, page: Page) -> Target:
        return Target(self.server, [each.raw for each in page.requests(self.visits)], page.status)

    def queries(self, page: Page) -> int:
        """Count the statements of one request, once the process knows the instrument and has drawn the chart."""
        request = page.requests(self.visits)[0]
        self.visits.answer(request)
        with counted_queries() as statements:
            self.visits.answer(request)
        return len(statements)


@contextlib.contextmanager
def running(name: str, database_url: str, size: Size) -> Iterator[Site]:
    """Start the product on a filled database."""
    app = application(database_url)
    with product(f"{name.lower()}-{size.authorities}", database_url) as server:
        yield Site(name, server, Visits(app, size))
    with app.app_context():
        db.engine.dispose()
