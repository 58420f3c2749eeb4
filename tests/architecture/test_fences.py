"""The fences that keep the house in order, each beside a twin that breaks the rule on purpose and expects red."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from app.db import Base, WriteInReadingRequestError, db
from app.security import Permission, Room
from app.security.gate import UnknownEndpointError
from app.security.room import PERMISSION_TABLE, MissingPermissionError
from tests import factories
from tests.conftest import MovableClock, application

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"
SOURCES = sorted(APP.rglob("*.py"))
LONGEST_FILE = 300
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def lint_imports(folder: Path) -> int:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=folder, capture_output=True, check=False
    ).returncode


def test_rooms_import_downward_only():
    assert lint_imports(ROOT) == 0


def test_the_import_contract_bites(tmp_path):
    shutil.copytree(ROOT / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__", "templates"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copy(ROOT / "config.py", tmp_path)
    with (tmp_path / "app" / "db" / "base.py").open("a") as source:
        source.write("\nfrom app.accounts import models\n")
    assert lint_imports(tmp_path) != 0


def test_every_endpoint_names_its_permission(sqlite_app):
    endpoints = {rule.endpoint for rule in sqlite_app.url_map.iter_rules()}
    assert endpoints == set(sqlite_app.extensions[PERMISSION_TABLE])


def test_a_route_without_a_permission_is_refused_when_it_is_written():
    with pytest.raises(MissingPermissionError, match="/open-to-all"):
        Room("careless", __name__).get("/open-to-all")


def test_a_route_added_past_the_rooms_is_refused_when_it_is_asked(fresh_app):
    fresh_app.add_url_rule("/back-door", view_func=lambda: "come in")
    with pytest.raises(UnknownEndpointError):
        fresh_app.test_client().get("/back-door")


def test_a_get_never_writes(fresh_app):
    room = Room("careless", __name__)

    @room.get("/writes", permission=Permission.PUBLIC)
    def writes() -> str:
        factories.authority()
        return "written"

    fresh_app.register_blueprint(room)
    with pytest.raises(WriteInReadingRequestError):
        fresh_app.test_client().get("/writes")


def test_a_failed_post_leaves_nothing(fresh_app):
    room = Room("careless", __name__)

    @room.post("/fails", permission=Permission.PUBLIC)
    def fails() -> tuple[str, int]:
        factories.authority(code="HALF")
        return "no", 422

    fresh_app.register_blueprint(room)
    with fresh_app.app_context():
        Base.metadata.create_all(db.engine)
    assert fresh_app.test_client().post("/fails").status_code == 422
    with fresh_app.app_context():
        assert db.session.scalar(db.select(factories.Authority)) is None


def test_asking_for_the_head_of_a_form_is_not_sending_it(sqlite_app):
    client = sqlite_app.test_client()
    response = client.head("/sign-in")
    assert response.status_code == 200
    assert response.data == b""


@pytest.fixture
def fresh_app(tmp_path) -> Flask:
    """An application of this test's own, to which a careless route can be added."""
    return application(f"sqlite:///{tmp_path / 'fence.sqlite3'}", tmp_path, MovableClock())


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_says_what_lives_there_and_stays_readable(path):
    lines = path.read_text().splitlines()
    assert lines[0].startswith('"""'), "the first line says what lives here"
    assert len(lines) <= LONGEST_FILE, "split it"
    assert not VAGUE & set(path.relative_to(ROOT).with_suffix("").parts), "name it for its subject"


MONEY_AND_DAYS = ("charging", "agreements", "plans", "mentoring", "engagements", "demo", "web")
GEOMETRY = {"plans/report/composing.py", "engagements/councils.py", "web/filters.py"}
"""Where a float is a place on paper, a likeness of names or the length of a period; no day of support and no pound."""


def floats_in(source: str) -> list[int]:
    """The lines of a source in which a binary float is written or named."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
    ]


def test_no_binary_float_touches_money_or_days():
    files = [path for path in SOURCES if path.relative_to(APP).parts[0] in MONEY_AND_DAYS]
    assert len(files) > 100
    names = {path: path.relative_to(APP).as_posix() for path in files}
    assert {names[path]: lines for path in files if (lines := floats_in(path.read_text()))}.keys() <= GEOMETRY


def test_the_fence_of_floats_bites():
    assert floats_in("rate = 500.0\ndays: float = 1\nquarters = 4\n") == [1, 2]


def test_no_column_holds_a_binary_float():
    columns = [
        (table.name, column.name, str(column.type)) for table in Base.metadata.sorted_tables for column in table.columns
    ]
    assert len(columns) > 100
    assert [
        column
        for column in columns
        if any(word in column[2].upper() for word in ("FLOAT", "REAL", "DOUBLE", "NUMERIC"))
    ] == []


def test_pins_carry_hashes_and_name_no_index_and_no_path():
    for name in ("run.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text()
        assert "--hash=sha256:" in text
        assert not [line for line in text.splitlines() if "://" in line or line.startswith(("-", "/"))], name
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
