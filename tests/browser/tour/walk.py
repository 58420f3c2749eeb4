"""The walk itself: each role opens what it may open and sends what it may send; pages that look new are kept.

A form is sent again only from a page that looks like none that it was sent from before in its group of scenes.
"""

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.db import Base, db
from app.security.policy import ROLE_PERMISSIONS
from app.security.roles import Permission, Role
from app.security.room import PERMISSION_TABLE
from tests.browser.tour.addresses import Way, rules, ways
from tests.browser.tour.posts import POSTS
from tests.browser.tour.scenes import Scene, Stage, set_stage
from tests.browser.tour.skeleton import sent_to, skeleton
from tests.world import build_world

ROLES: dict[str | None, frozenset[Role]] = {
    None: frozenset(),
    "newcomer": frozenset(),
    "double": frozenset({Role.TRAINER}),
    "manager": frozenset({Role.MANAGER}),
    "finance_officer": frozenset({Role.FINANCE_OFFICER}),
    "consultant": frozenset({Role.CONSULTANT}),
    "lead_officer": frozenset({Role.LEAD_OFFICER}),
    "director": frozenset({Role.DIRECTOR}),
    "participant1": frozenset({Role.PARTICIPANT}),
    "participant12": frozenset({Role.PARTICIPANT}),
    "administrator": frozenset({Role.ADMINISTRATOR}),
    "delegate1": frozenset({Role.DELEGATE}),
    "waiting": frozenset({Role.DELEGATE}),
}
SENDERS = {Permission.PUBLIC: (None, "newcomer"), Permission.SIGNED_IN: ("newcomer", "double")}
"""Who sends what anybody may send, and opens what everybody may open: one is enough, and one who is somebody else."""
IN_A_COHORT = ("newcomer", "double", "delegate1", "waiting")
"""Who sends what is open to all who are something in a cohort: "double" is its trainer."""

Sending = tuple[str, str, str]  # an endpoint, what it was sent, and how the page looked that offered it

ALWAYS = frozenset({"progress.home", "engagements.listing", "engagements.home"})
LANDING = "where a form led"
_BANNER = re.compile(r"<div class=govuk-notification-banner.*?</p></div></div>")
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True)
class Shown:
    """A page as it was answered, to be opened in a browser later."""

    about: str  # who asked for what, in which scene
    url: str
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Walk:
    """What was found: pages by how they look, and which endpoints have answered well at all."""

    pages: dict[str, Shown] = field(default_factory=dict)
    banners: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    sent: set[str] = field(default_factory=set)
    to_open: set[str] = field(default_factory=set)  # by the route table
    to_send: set[str] = field(default_factory=set)

    def expect_all_of(self, app: Flask) -> None:
        """Every route of `app` that answers with a page is to be opened or sent."""
        for rule in rules(app):
            methods = rule.methods or set()
            self.to_open |= {rule.endpoint} if "GET" in methods else set()
            self.to_send |= {rule.endpoint} if "POST" in methods else set()

    def keep(self, response: TestResponse, way: Way, about: str) -> str:
        """Keep the page unless one that looks the same is kept already; gives how it looks."""
        if response.mimetype != "text/html" or 300 <= response.status_code < 400:
            return ""
        place = way.endpoint if response.status_code < 300 or response.status_code in {409, 410, 422} else "error"
        look = f"{place} {response.status_code} {skeleton(response.text)}"
        if look in self.pages or (place == LANDING and self._is_known(look)):
            return look
        headers = {name: response.headers[name] for name in ("Content-Type", "Content-Security-Policy")}
        about = f"{about}: {way.method} {way.url} ({way.endpoint}) → {response.status_code}"
        self.pages[look] = Shown(about, way.url, response.status_code, headers, response.data)
        return look

    def join(self, other: "Walk") -> None:
        """Add what another walk found, without pages that look like those that are here."""
        for look, shown in other.pages.items():
            if look not in self.pages and not (look.startswith(LANDING) and self._is_known(look)):
                self.pages[look] = shown
        self.opened |= other.opened
        self.sent |= other.sent
        self.to_open |= other.to_open
        self.to_send |= other.to_send

    def _is_known(self, look: str) -> bool:
        """Whether the page looks like one that is kept already, and so does the message on top of it."""
        banner = _BANNER.search(look)
        bare = look.removeprefix(f"{LANDING} 200 ").replace(banner[0], "") if banner else ""
        new = banner is not None and banner[0] not in self.banners
        if banner:
            self.banners.add(banner[0])
        return not new and any(each.endswith(bare) for each in self.pages)


def walk_group(group: Iterable[Scene], app: Flask, folder: Path) -> Walk:
    """Walk through scenes one after the other, on the database file in `folder`, whatever stands in it."""
    walk, done = Walk(), set()
    walk.expect_all_of(app)
    for scene in group:
        _walk_scene(scene, app, folder, walk, done)
    return walk


def _walk_scene(scene: Scene, app: Flask, folder: Path, walk: Walk, done: set[Sending]) -> None:
    file = folder / "live.sqlite3"
    _empty(app)
    stage = set_stage(scene, build_world(app))
    visitors = [_Visitor(app, walk, done, stage, scene, who) for who in ROLES]
    _close_database(app)
    shutil.copy(file, folder / "before.sqlite3")
    for visitor in visitors:
        visitor.open_everything()
    for visitor in visitors:
        for _ in visitor.send_everything():
            _close_database(app)
            for kept in folder.glob("live.sqlite3-*"):
                kept.unlink()
            shutil.copy(folder / "before.sqlite3", file)
    _close_database(app)


def _empty(app: Flask) -> None:
    with app.app_context():
        for table in reversed(Base.metadata.sorted_tables):
            db.session.execute(table.delete())
        db.session.commit()


def _close_database(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def visitor(app: Flask) -> FlaskClient:
    """A client that fetches pages without looking at them: the browser does."""
    return FlaskClient(app, app.response_class)


def token_of(client: FlaskClient, page: str) -> str:
    """The token that the forms of a page carry."""
    found = _TOKEN.search(client.get(page).text)
    return found[1] if found else ""


def press(client: FlaskClient, page: str, action: str) -> TestResponse:
    """Press a button of a page that sends nothing else."""
    return client.post(action, data={"csrf_token": token_of(client, page)})


class _Visitor:
    """Somebody in a scene."""

    def __init__(self, app: Flask, walk: Walk, done: set[Sending], stage: Stage, scene: Scene, who: str | None) -> None:
        self.app, self.walk, self.done, self.scene, self.who = app, walk, done, scene, who
        self.about = f"{who or 'nobody'}, {scene.name}"
        self.client = visitor(app)
        self.cookie = self.token = ""
        self.looks: dict[str, set[str]] = {}  # of the pages that show a form or a button, by where it is sent
        if who in stage.world.people:
            cookie = stage.world.client(who).get_cookie("session", domain="localhost")
            self.cookie = cookie.value if cookie else ""
        absent = who is not None and not self.cookie
        self.ways = [] if absent else [way for way in ways(app, stage.values) if self._may(way)]
        self._sign_in()

    def _may(self, way: Way) -> bool:
        """Whether this person gets more than a refusal there, and whether it differs from other scenes."""
        of_the_scene = any(place in way.url for place in ("/engagements/", *self.scene.beyond))
        if not (self.scene.whole or of_the_scene or way.endpoint in ALWAYS):
            return False
        if self.scene.rooms and way.endpoint not in ALWAYS and way.endpoint.split(".")[0] not in self.scene.rooms:
            return False
        permission = self.app.extensions[PERMISSION_TABLE][way.endpoint]
        if permission is Permission.PUBLIC:
            return self.who in SENDERS[permission]
        if permission is Permission.SIGNED_IN:
            return self.who is not None
        return any(permission in ROLE_PERMISSIONS[role] for role in ROLES[self.who])

    def _sign_in(self) -> None:
        self.app.extensions["limiter_storage"].reset()
        self.client.delete_cookie("session", domain="localhost")
        if self.cookie:
            self.client.set_cookie("session", self.cookie, domain="localhost")
        if not self.token:
            self.token = token_of(self.client, "/account" if self.who else "/sign-in")
            kept = self.client.get_cookie("session", domain="localhost")
            self.cookie = kept.value if kept else ""

    def open_everything(self) -> None:
        self.app.extensions["limiter_storage"].reset()  # everybody comes from one network here
        for way in self.ways:
            if way.method == "GET":
                self._open(way)

    def _open(self, way: Way) -> None:
        response = self.client.get(way.url)
        if response.status_code == 200:
            self.walk.opened.add(way.endpoint)
        look = self.walk.keep(response, way, self.about)
        for address in sent_to(response.text, way.url) if response.status_code == 200 and look else ():
            self.looks.setdefault(address, set()).add(look)

    def send_everything(self) -> Iterator[None]:
        """Send every form; stops after each that changed something, so that it can be undone."""
        table = self.app.extensions[PERMISSION_TABLE]
        for way in self.ways:
            senders = IN_A_COHORT if "/cohorts/" in way.url else SENDERS.get(table[way.endpoint], (self.who,))
            sends = way.method == "POST" and self.who in senders
            for form in ({}, *POSTS.get(way.endpoint, ())) if sends else ():
                sendings = self._sendings(way, str(form))
                if sendings <= self.done:
                    continue
                response = self.client.post(way.url, data={"csrf_token": self.token, **form})
                if response.status_code not in {403, 404}:
                    self.walk.sent.add(way.endpoint)
                if way.endpoint in self.walk.sent:
                    self.done |= sendings
                self.walk.keep(response, way, f"{self.about}, sending {form}")
                if response.status_code < 400:
                    self._follow(response, way)
                    yield
                    self._sign_in()

    def _sendings(self, way: Way, form: str) -> set[Sending]:
        """From where the form is sent now; what no page offers is sent once by each, and in each scene by one."""
        if way.url in self.looks:
            return {(way.endpoint, form, look) for look in self.looks[way.url]}
        return {(way.endpoint, form, str(self.who)), (way.endpoint, "", self.scene.name)}

    def _follow(self, response: TestResponse, way: Way) -> None:
        """Open where a form led, as its page now says what was done."""
        if response.location:
            landed = self.client.get(response.location)
            where = Way(LANDING, "GET", response.location)
            self.walk.keep(landed, where, f"{self.about}, after {way.url}")
