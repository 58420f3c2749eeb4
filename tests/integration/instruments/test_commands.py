"""The commands `flask instruments check` and `load`, as they are run on every start and by other councils."""

import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.audit.models import AuditEntry
from app.db import db
from app.instruments import checking
from app.instruments.kind import QUESTIONNAIRES
from app.instruments.models import InstrumentVersion
from app.instruments.queries import published_versions
from app.publishing.cli import check_alone
from app.publishing.models import VersionState
from tests import factories
from tests.integration.instruments.texts import version
from tests.world import SAP


def run(app: Flask, *words: str):
    return app.test_cli_runner().invoke(args=["instruments", *words])


def count(app: Flask, model) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A questionnaires folder of the test's own."""
    monkeypatch.setattr(checking, "FOLDER", tmp_path)
    return tmp_path


def test_check_without_files_checks_those_of_the_product(app: Flask) -> None:
    result = run(app, "check")
    assert (result.exit_code, result.output) == (0, "No mistakes in sap.yaml.\n")


def test_check_names_file_line_and_mistake(app: Flask, tmp_path: Path) -> None:
    bad, good = tmp_path / "ours.yaml", tmp_path / "good.yaml"
    bad.write_text(SAP.replace("    number: 5\n", "    number: 6\n"))
    good.write_text(SAP)
    result = run(app, "check", str(good), str(bad))
    line = SAP.count("\n", 0, SAP.index("    number: 5\n")) + 1
    assert result.exit_code == 1
    assert result.output == f"{bad}:{line}: areas[1].standards[0].number: the number is 6 where 5 is expected\n"


def test_check_names_a_file_that_is_not_there(app: Flask, tmp_path: Path) -> None:
    result = run(app, "check", str(tmp_path / "absent.yaml"))
    assert result.exit_code == 1
    assert "absent.yaml:1: the file cannot be read" in result.output


def test_load_publishes_once_however_often_it_runs(app: Flask) -> None:
    first = run(app, "load")
    assert (first.exit_code, first.output) == (0, "sap.yaml: published 2026-11\n")
    again = run(app, "load")
    assert (again.exit_code, again.output) == (0, "sap.yaml: already stored\n")
    assert count(app, InstrumentVersion) == 1
    with app.app_context():
        (stored,) = published_versions()
        assert (stored.key, stored.label, stored.uploaded_by_id) == ("sap", "2026-11", None)
        (entry,) = db.session.scalars(select(AuditEntry))
        assert (entry.action, entry.actor_id) == ("questionnaire published", None)
        assert entry.became == {"key": "sap", "version": "2026-11", "digest": stored.digest}


def test_load_leaves_a_draft_of_the_same_text_a_draft(app: Flask) -> None:
    with app.app_context():
        factories.instrument_version(SAP, state=VersionState.DRAFT, published_at=None)
        db.session.commit()
    assert run(app, "load").output == "sap.yaml: already stored\n"
    with app.app_context():
        assert published_versions() == []


def test_load_refuses_other_text_under_a_stored_name_and_loads_the_rest(app: Flask, folder: Path) -> None:
    with app.app_context():
        frozen = factories.instrument_version(SAP).digest
        db.session.commit()
    (folder / "a.yaml").write_text(version("2026-11", title="Something else"))
    (folder / "b.yaml").write_text(version("2026-12", key="ours"))
    result = run(app, "load")
    assert result.exit_code == 1
    assert (
        f"{folder / 'a.yaml'}: Version 2026-11 of “sap” is published with other text, which never changes"
        in result.output
    )
    assert "Give this text a new “version”" in result.output
    assert "b.yaml: published 2026-12" in result.output
    with app.app_context():
        stored = {each.key: each for each in published_versions()}
        assert set(stored) == {"sap", "ours"}
        assert stored["sap"].digest == frozen


def test_load_stores_nothing_while_one_file_has_a_mistake(app: Flask, folder: Path) -> None:
    (folder / "a.yaml").write_text(SAP)
    (folder / "b.yaml").write_text("key: ours\n")
    result = run(app, "load")
    assert result.exit_code == 1
    assert f"{folder / 'b.yaml'}:1: “title” is missing" in result.output
    assert count(app, InstrumentVersion) == 0


def test_check_runs_without_settings_or_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = [sys.executable, "-m", "app.instruments"]
    good = subprocess.run(command, capture_output=True, text=True, check=False)  # in a process: nothing is set up
    assert (good.returncode, good.stdout, good.stderr) == (0, "", "")
    bad = tmp_path / "ours.yaml"
    bad.write_text("key: ours\n")
    monkeypatch.setattr(sys, "argv", ["app.instruments", str(bad)])
    with pytest.raises(SystemExit, match=f"{bad}:1: “title” is missing"):
        check_alone(QUESTIONNAIRES)
