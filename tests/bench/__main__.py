"""`make bench`: measures the main pages as ratios to bare Flask, beside their goals. Ends with 1 if one is missed."""

import argparse
import contextlib
import signal
import sys
from collections.abc import Iterable, Sequence

from tests.bench.checks import Line, flatness, many_connections, memory, ready, size_of_scoring_page
from tests.bench.data import Size
from tests.bench.measure import QUICK, Pace, Stopwatch
from tests.bench.pages import PAGES, Page
from tests.bench.profiling import profile
from tests.bench.servers import application, bare_flask, commit_takes, filled_postgres, filled_sqlite, postgres
from tests.bench.site import Site, running
from tests.bench.visits import Visits

SQLITE, POSTGRES = "SQLite", "PostgreSQL"
ONE = Size(authorities=1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for; 0 when every goal is met."""
    names = [page.name for page in PAGES]
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # servers stop with us, however we are stopped
    parser.add_argument("--quick", action="store_true", help="shorter and rougher")
    parser.add_argument("--only", choices=names, action="append", help="these pages only, and nothing but their ratio")
    parser.add_argument("--profile", choices=names, help="where the time of a page goes, and no figures")
    wanted = parser.parse_args(arguments)
    if wanted.profile:
        profile(_page(wanted.profile), Visits(application(filled_sqlite(Size())), Size()))
        return 0
    pages = [_page(name) for name in wanted.only or names]
    return 0 if _measure(pages, QUICK if wanted.quick else Pace(), everything=not wanted.only) else 1


def _page(name: str) -> Page:
    return next(page for page in PAGES if page.name == name)


def _measure(pages: Sequence[Page], pace: Pace, *, everything: bool) -> bool:
    with contextlib.ExitStack() as stack:
        start = stack.enter_context
        server = start(postgres())
        _say("Filling the databases (the SQLite one is kept in var/bench for the next run).")
        sites = [
            start(running(SQLITE, filled_sqlite(Size()), Size())),
            start(running(POSTGRES, filled_postgres(server, Size()), Size())),
        ]
        stopwatch = Stopwatch(start(bare_flask()), pace)
        _say(f"{Size().answers:,} answers. Ratio: requests a second of bare Flask ÷ those of the page.")
        _say(f"An fsync takes {commit_takes():.2f} ms on the disk of the databases; a save waits for at least one.")
        met = _pages(pages, sites, stopwatch)
        if everything:
            small = [
                start(running(SQLITE, filled_sqlite(ONE), ONE)),
                start(running(POSTGRES, filled_postgres(server, ONE), ONE)),
            ]
            met = _lines(_besides(sites, small, stopwatch)) and met
        rates = sorted(stopwatch.rates)
        _say(
            f"\nBare Flask: {rates[0]:,.0f} to {rates[-1]:,.0f} a second; "
            f"{stopwatch.discarded} repetitions discarded because it was not steady."
        )
    _say("Every goal is met." if met else "A goal is missed.")
    return met


def _pages(pages: Sequence[Page], sites: Sequence[Site], stopwatch: Stopwatch) -> bool:
    targets = {page.name: {site.name: site.target(page) for site in sites} for page in pages}
    ratios = stopwatch.ratios(targets)
    _say(f"\n{'page':<26}{SQLITE:>9}{'goal':>6}{POSTGRES:>13}{'goal':>6}{'queries':>9}{'goal':>6}")
    all_met = True
    for page in pages:
        found, queries = ratios.get(page.name, {}), max(site.queries(page) for site in sites)
        on_sqlite, on_postgres = (found.get(site.name, float("nan")) for site in sites)
        met = on_sqlite <= page.sqlite and on_postgres <= page.postgres and queries <= page.queries
        all_met = all_met and met
        _say(
            f"{page.name:<26}{on_sqlite:>9.2f}{page.sqlite:>6g}{on_postgres:>13.2f}{page.postgres:>6g}"
            f"{queries:>9}{page.queries:>6}  {'met' if met else 'MISSED'}"
        )
    return all_met


def _besides(sites: Sequence[Site], small: Sequence[Site], stopwatch: Stopwatch) -> Iterable[Line]:
    yield from map(ready, sites)
    yield size_of_scoring_page(sites[0])
    yield from flatness(stopwatch, list(zip(sites, small, strict=True)))
    for site in sites:
        yield from many_connections(stopwatch, site)
    for site in sites:
        yield from memory(site, stopwatch.pace)


def _lines(lines: Iterable[Line]) -> bool:
    all_met = True
    _say("")
    for line in lines:
        _say(f"{line.what:<84}{line.figure:>24}  goal {line.goal:<18}{'met' if line.met else 'MISSED'}")
        all_met = all_met and line.met
    return all_met


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
