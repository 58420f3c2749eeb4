"""Fixtures of the browser tests: one Chromium and one live service for each worker, a fresh context for each person."""

import fcntl
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.site import Site, listening, make_app
from tests.browser.tour.demo import walk_demo
from tests.browser.tour.scenes import GROUPS
from tests.browser.tour.walk import Walk, walk_group
from tests.browser.watching import Watch
from tests.conftest import MovableClock
from tests.making import put_on_no_paper
from tests.world import World, build_world

FEATURES_OFF = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),  # each profile loads two pages for them
    *("AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose"),
    *("HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying"),
    *("OptimizationHints", "PaintHolding", "PreconnectToSearch", "AimEnabled", "ThirdPartyStoragePartitioning"),
    "RenderDocument",  # closing a page while another comes would wait for good (microsoft/playwright, issue 42068)
)
"""Of Chromium's own; Playwright's list, which this replaces, and before it what no test ever sees."""

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={','.join(FEATURES_OFF)}",
    "--js-flags=--no-turbofan,--no-maglev",  # no page lives long enough to earn what making its script faster takes
)
BROWSERS = ("chromium-headless-shell", "chromium")
"""The first is the same engine without windows, tabs and profiles of its own: it takes half as long."""
PATIENCE = 20_000  # milliseconds: generous, as nothing waits longer than it has to
DESKTOP = {"width": 1200, "height": 800}

OpenContext = Callable[..., BrowserContext]
OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Where it is missing the tests fail: a skipped test would promise what nobody saw."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not path:
        pytest.fail("Chromium is missing: run `make chromium`, or set CHROMIUM to its path.")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def live_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder, clock = tmp_path_factory.mktemp("live"), MovableClock()
    app = make_app(folder, clock)
    with listening(app, folder / "mail", clock) as site:
        yield site


@pytest.fixture(scope="session")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """The walk through every page. Each worker that needs it walks a group that no other has taken; all read all."""
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    shared = tmp_path_factory.getbasetemp() if alone else tmp_path_factory.getbasetemp().parent
    folder = tmp_path_factory.mktemp("walk")
    app = make_app(folder, MovableClock())
    makers: list[Callable[[], Walk]] = [partial(walk_group, group, app, folder) for group in GROUPS]
    makers.append(partial(_walk_demo, tmp_path_factory.mktemp("demo")))
    places = [(shared / f"walk-{place}", make) for place, make in enumerate(makers)]
    for path, make in places:
        _make_once(path, make, fcntl.LOCK_EX | fcntl.LOCK_NB)
    whole = Walk()
    for path, make in places:
        _make_once(path, make, fcntl.LOCK_EX)
        whole.join(pickle.loads(path.read_bytes()))
    return whole


def _make_once(path: Path, make: Callable[[], Walk], lock: int) -> None:
    """Make a part of the walk, unless it is there; without LOCK_NB wait for another worker that makes it."""
    with path.with_suffix(".lock").open("w") as held:
        try:
            fcntl.flock(held, lock)
        except BlockingIOError:
            return
        if not path.exists():
            with put_on_no_paper():  # the walk keeps pages only
                path.write_bytes(pickle.dumps(make()))


def _walk_demo(folder: Path) -> Walk:
    walk = Walk()
    demo = make_app(folder, MovableClock(), DEMO_MODE="1", DEMO_PASSWORD="a password for the demonstration")
    walk.expect_all_of(demo)
    walk_demo(demo, folder / "mail", walk)
    return walk


@pytest.fixture
def site(live_site: Site) -> Site:
    """The live service without any record, at noon on 20 November 2026."""
    live_site.empty()
    return live_site


@pytest.fixture
def world(site: Site) -> World:
    return build_world(site.app)


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Everything that goes wrong unasked, in every context of the test."""
    watch = Watch()
    yield watch
    assert watch.troubles == []


@pytest.fixture
def open_context(browser: Browser, site: Site, watch: Watch) -> Iterator[OpenContext]:
    """Open a fresh, watched browser profile; options are Playwright's."""
    opened: list[BrowserContext] = []

    def open_one(**options: Any) -> BrowserContext:
        context = browser.new_context(**{"base_url": site.origin, "viewport": DESKTOP, **options})
        context.set_default_timeout(PATIENCE)
        watch.over(context)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def open_page(open_context: OpenContext, site: Site, request: pytest.FixtureRequest) -> OpenPage:
    """Open a page, signed in as somebody of the world (None: nobody)."""

    def open_one(who: str | None = None, **options: Any) -> Page:
        context = open_context(**options)
        if who:
            world: World = request.getfixturevalue("world")
            sign_in(context, world, who, site.origin)
        return context.new_page()

    return open_one


def sign_in(context: BrowserContext, world: World, who: str, origin: str) -> None:
    """Put the cookie of a session of `who` into the context."""
    cookie = world.client(who).get_cookie("session", domain="localhost")
    assert cookie is not None
    context.add_cookies([{"name": "session", "value": cookie.value, "url": origin}])
