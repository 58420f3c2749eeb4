"""What is measured besides the pages' ratios: flatness, many connections, memory, start, bytes. Goals: design.md, 6."""

import gzip
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.bench.load import drive, fetch
from tests.bench.measure import Pace, Stopwatch
from tests.bench.pages import PAGES, charts
from tests.bench.site import Site

MEGABYTE = 1024 * 1024
FLAT = 1.2
MANY = 32
HOLDS = 0.9
GROWTH = 5 * MEGABYTE
FOOTPRINT = 260 * MEGABYTE
READY = 3.0
BYTES, PACKED_BYTES = 30 * 1024, 4 * 1024
_FILLING = 640  # charts until each worker's cache is full: growth is what comes after


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report."""

    what: str
    figure: str
    goal: str
    met: bool


def flatness(stopwatch: Stopwatch, sites: Sequence[tuple[Site, Site]]) -> Iterator[Line]:
    """Compare pages of the same rows in a database of one authority with those among all of them."""
    targets = {
        f"{full.name}: {page.name}": {"full": full.target(page), "one": one.target(page)}
        for full, one in sites
        for page in PAGES
        if page.flat
    }
    ratios = stopwatch.ratios(targets)
    for name in targets:
        ratio = ratios.get(name, {"full": math.nan, "one": math.nan})
        times = ratio["full"] / ratio["one"]
        yield Line(f"{name}, all authorities ÷ one", f"{times:.2f}", f"≤ {FLAT}", times <= FLAT)


def many_connections(stopwatch: Stopwatch, site: Site) -> Iterator[Line]:
    """Compare the rate of 32 connections with that of 8; no answer may fail."""
    target = site.target(next(page for page in PAGES if page.name == "task list"))
    shares, failed = [], 0
    for _ in range(stopwatch.pace.repetitions):
        usual = target.slice(stopwatch.pace.seconds)
        crowd = drive(target.server.port, target.requests, connections=MANY, seconds=stopwatch.pace.seconds)
        shares.append(crowd.rate / usual.rate)
        failed += sum(number for status, number in crowd.statuses.items() if status != target.status)
    share = sorted(shares)[len(shares) // 2]
    figure = f"{share:.0%}, {failed} failed"
    yield Line(
        f"{site.name}: {MANY} connections ÷ 8", figure, f"≥ {HOLDS:.0%}, 0 failed", share >= HOLDS and not failed
    )


def memory(site: Site, pace: Pace) -> Iterator[Line]:
    """Watch the workers grow over many requests and charts, after they have drawn; then what they take in all."""
    port = site.server.port
    mixed = [request for page in PAGES if page.status != 304 for request in site.target(page).requests]
    drawn = [each.raw for each in charts(site.visits, 300)]
    drive(port, drawn, count=_FILLING, seconds=240)
    drive(port, mixed, count=2 * len(mixed), seconds=240)  # until each worker keeps what it keeps
    workers, before = site.server.workers, site.server.resident()
    requests = drive(port, mixed, count=pace.growth_requests, seconds=240).requests
    pictures = drive(port, drawn, count=pace.growth_charts, seconds=240).requests
    growth = site.server.resident() - before
    steady = workers == site.server.workers  # a worker that was replaced would hide its growth
    yield Line(
        f"{site.name}: growth of both workers (RSS) over {requests:,} requests and {pictures:,} charts",
        f"{growth / MEGABYTE:.1f} MB" + ("" if steady else ", a worker was replaced"),
        f"< {GROWTH // MEGABYTE} MB",
        growth < GROWTH and steady,
    )
    taken, how = site.server.proportional()
    yield Line(
        f"{site.name}: two workers with matplotlib and their master ({how})",
        f"{taken / MEGABYTE:.0f} MB",
        f"< {FOOTPRINT // MEGABYTE} MB",
        taken < FOOTPRINT,
    )


def ready(site: Site) -> Line:
    """Say how long the start took."""
    took = site.server.ready_after
    return Line(f"{site.name}: ready to answer", f"{took:.1f} s", f"≤ {READY:.0f} s", took <= READY)


def size_of_scoring_page(site: Site) -> Line:
    """Weigh the largest scoring page, as it is and compressed."""
    target = site.target(next(page for page in PAGES if page.name == "one standard"))
    bodies = [fetch(site.server.port, request)[2] for request in target.requests[:12]]
    plain, packed = max(map(len, bodies)), max(len(gzip.compress(body, 6)) for body in bodies)
    return Line(
        "scoring page, largest of twelve (gzip)",
        f"{plain / 1024:.1f} KB ({packed / 1024:.1f} KB)",
        "< 30 KB (4 KB)",
        plain < BYTES and packed < PACKED_BYTES,
    )
