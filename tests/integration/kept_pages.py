"""Pages that are kept as they were printed: whether what they are made of changes them at once."""

from collections.abc import Callable, Iterable

from flask import Flask
from sqlalchemy import Delete, Insert, Update

from app.db import db
from tests.clients import LintingClient, page

Change = Insert | Update | Delete | Callable[[], object]


def shown(client: LintingClient, address: str) -> tuple[str, list[str]]:
    """Give what a page says, without the keys of its forms; and the keys that are not to be used twice."""
    main = page(client.get(address)).main
    keys = [each.extract()["value"] for each in main.select("input[name=once]")]
    for each in main.select("input[name=csrf_token]"):
        assert each.extract()["value"]
    return str(main), keys


def follows(app: Flask, client: LintingClient, changes: Iterable[tuple[Change, str]]) -> None:
    """Demand that each change, a statement or what is done in an app context, is on the page of its address at once.

    It has to be the page that a worker prints which has kept nothing.
    """
    for change, address in changes:
        before = shown(client, address)
        with app.app_context():
            if callable(change):
                change()
            else:
                db.session.execute(change)
            db.session.commit()
        after = shown(client, address)[0]
        app.extensions["kept"].clear()
        assert before[0] != after == shown(client, address)[0], (str(change), address)
