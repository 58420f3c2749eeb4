"""Requests as a signed-in person's browser sends them, with a real session and a real CSRF token. Sends none."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import SignIn
from app.appraising.models import Appraisal, Subject
from app.assessments.models import Round
from app.cases.models import ServiceCase
from app.db import db, new_token, token_digest
from app.engagements.models import Engagement
from app.instruments.document import parse
from app.learning.models import CheckAttempt, Cohort
from app.library.models import LibraryItem
from app.plans.models import Goal, Milestone
from tests.bench.data import SAP, Size
from tests.bench.plans import GOALS, STEPS
from tests.bench.tools import CASES, FINISHED, SUBJECTS
from tests.bench.training import DELEGATES

HOST = "bench.example"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `form` is what a POST sends."""

    path: str
    cookie: str = ""
    form: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def method(self) -> str:
        return "POST" if self.form else "GET"

    @property
    def body(self) -> bytes:
        return urlencode(self.form).encode()

    @property
    def _all_headers(self) -> dict[str, str]:
        wanted = {"Host": HOST, "Accept": "text/html", "Accept-Encoding": "gzip", **self.headers}
        if self.cookie:
            wanted["Cookie"] = f"session={self.cookie}"
        if self.form:
            wanted |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(self.body))}
        return wanted | {"Connection": "close"}

    @property
    def raw(self) -> bytes:
        """The bytes to send."""
        lines = "".join(f"{name}: {value}\r\n" for name, value in self._all_headers.items())
        return f"{self.method} {self.path} HTTP/1.1\r\n{lines}\r\n".encode() + self.body

    def environ(self) -> dict[str, Any]:
        """The same for a WSGI application in this process."""
        path, _, query = self.path.partition("?")
        given = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in self._all_headers.items()}
        return {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": HOST,
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": given.pop("HTTP_CONTENT_TYPE", ""),
            "CONTENT_LENGTH": given.pop("HTTP_CONTENT_LENGTH", ""),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(self.body),
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            **given,
        }


@dataclass(slots=True)
class Visits:
    """A filled database, its application in this process, and the addresses in it."""

    app: Flask
    size: Size
    standards: tuple[str, ...] = ()
    engagements: dict[int, str] = field(default_factory=dict)
    rounds: dict[int, str] = field(default_factory=dict)
    goals: dict[int, str] = field(default_factory=dict)
    milestones: dict[int, str] = field(default_factory=dict)
    cohorts: dict[int, str] = field(default_factory=dict)
    attempts: dict[int, str] = field(default_factory=dict)
    appraisals: dict[int, str] = field(default_factory=dict)
    subjects: dict[int, str] = field(default_factory=dict)
    cases: dict[int, str] = field(default_factory=dict)
    items: dict[int, str] = field(default_factory=dict)
    sessions: dict[int, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.standards = tuple(standard.key for standard in parse(SAP.read_text(), name="sap.yaml").standards)
        with self.app.app_context():
            self.engagements = dict(db.session.execute(select(Engagement.id, Engagement.ref)).all())
            self.rounds = dict(db.session.execute(select(Round.id, Round.ref)).all())
            self.goals = dict(db.session.execute(select(Goal.id, Goal.ref)).all())
            self.milestones = dict(db.session.execute(select(Milestone.id, Milestone.ref)).all())
            self.cohorts = dict(db.session.execute(select(Cohort.id, Cohort.ref)).all())
            self.attempts = dict(db.session.execute(select(CheckAttempt.id, CheckAttempt.ref)).all())
            self.appraisals = dict(db.session.execute(select(Appraisal.id, Appraisal.ref)).all())
            self.subjects = dict(db.session.execute(select(Subject.id, Subject.ref)).all())
            self.cases = dict(db.session.execute(select(ServiceCase.id, ServiceCase.ref)).all())
            self.items = dict(db.session.execute(select(LibraryItem.id, LibraryItem.ref)).all())

    def some(self, number: int) -> list[int]:
        """Give pairs of engagements that have answers, spread over the authorities."""
        return [place * self.size.authorities // number for place in range(number)]

    def engagement_path(self, pair: int, half: int) -> str:
        return f"/engagements/{self.engagements[self.size.engagement(pair, half)]}/"

    def round_path(self, pair: int, half: int, place: int, rest: str) -> str:
        return f"{self.engagement_path(pair, half)}rounds/{self.rounds[self.size.round(pair, place)]}/{rest}"

    def plan_path(self, pair: int, rest: str = "") -> str:
        """Give a page of the plan; `{goal}` and `{milestone}` are of its first goal."""
        goal = 1 + pair * GOALS
        filled = rest.format(goal=self.goals[goal], milestone=self.milestones[1 + (goal - 1) * STEPS])
        return f"{self.engagement_path(pair, 0)}plan{filled}"

    def cohort_path(self, pair: int, rest: str = "") -> str:
        """Give a page of the cohort; `{attempt}` is the check that its first delegate took at the end."""
        filled = rest.format(attempt=self.attempts[2 + 2 * DELEGATES * pair])
        return f"/cohorts/{self.cohorts[1 + pair]}{filled}"

    def tools_path(self, pair: int, rest: str) -> str:
        """Give a page of the first engagement; `{subject}` is of the appraisal that is `{running}`."""
        filled = rest.format(
            running=self.appraisals[1 + pair],
            subject=self.subjects[1 + pair * SUBJECTS],
            finished=self.appraisals[1 + self.size.pairs + pair * FINISHED],
            case=self.cases[1 + pair * CASES],
            item=self.items[1],
        )
        return f"{self.engagement_path(pair, 0)}{filled}"

    def request(self, person: int, path: str, **more: Any) -> Request:
        """Give a GET as `person` sends it."""
        return Request(path, self._session(person)[0], **more)

    def post(self, person: int, path: str, form: dict[str, str]) -> Request:
        """Give a POST as `person` sends it, with the token of the person's session."""
        cookie, token = self._session(person)
        return Request(path, cookie, {"csrf_token": token, **form})

    def answer(self, request: Request) -> str:
        """Give the page that the application in this process answers with."""
        return b"".join(self.app.wsgi_app(request.environ(), _ignore)).decode()

    def _session(self, person: int) -> tuple[str, str]:
        """Sign in once, look at a page, and keep cookie and CSRF token as a browser does."""
        if person not in self.sessions:
            client = self._signed_in(person)
            page = client.get("/account/name", base_url=f"https://{HOST}").text
            cookie, token = client.get_cookie("session", domain=HOST), _TOKEN.search(page)
            if cookie is None or token is None:
                raise RuntimeError(f"person {person} could not be signed in")
            self.sessions[person] = cookie.value, token[1]
        return self.sessions[person]

    def _signed_in(self, person: int) -> FlaskClient:
        token, now = new_token(), dt.datetime.now(dt.UTC)
        with self.app.app_context():
            db.session.add(
                SignIn(
                    token_digest=token_digest(token),
                    person_id=person,
                    authority_id=None,
                    started_at=now,
                    expires_at=now + dt.timedelta(days=1),
                    device="bench",
                )
            )
            db.session.commit()
        client = self.app.test_client()
        with client.session_transaction(base_url=f"https://{HOST}") as session:
            session["_user_id"], session["_fresh"], session.permanent = token, True, True
        return client


def _ignore(_status: str, _headers: list[tuple[str, str]], _failure: Any = None) -> Callable[[bytes], object]:
    return lambda _: None
