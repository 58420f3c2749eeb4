"""Quick addresses are Flask's own, letter for letter, whatever the values are."""

import pytest
from flask import Flask

from app.web.addresses import Application

RULES = (
    ("home", "/engagements/<ref>/"),
    ("chart", "/charts/<any(bars, areas):name>-<digest>.svg"),
    ("page", "/pages/<int:number>"),
    ("plain", "/plain"),
)
CASES = (
    ("home", {"ref": "abc234"}),
    ("home", {"ref": "abc234", "page": "2"}),
    ("home", {"ref": "a b/c?é"}),
    ("home", {"ref": "abc234", "_anchor": "people"}),
    ("home", {"ref": "abc234", "_external": True}),
    ("home", {"ref": "abc234", "page": None}),
    ("chart", {"name": "bars", "digest": "f00"}),
    ("page", {"number": 3}),
    ("page", {"number": "3"}),
    ("plain", {}),
)


def made(kind: type[Flask]) -> Flask:
    app = kind("addresses")
    for endpoint, rule in RULES:
        app.add_url_rule(rule, endpoint, lambda **_: "")
    return app


@pytest.mark.parametrize(("endpoint", "values"), CASES)
@pytest.mark.parametrize("mounted", ["", "/support"])
def test_an_address_is_what_flask_makes_of_it(endpoint, values, mounted):
    quick, plain = made(Application), made(Flask)
    with plain.test_request_context("/plain", environ_overrides={"SCRIPT_NAME": mounted}):
        expected = plain.url_for(endpoint, **values)
    with quick.test_request_context("/plain", environ_overrides={"SCRIPT_NAME": mounted}):
        assert [quick.url_for(endpoint, **values) for _ in range(2)] == [expected, expected]


def test_a_wrong_value_is_refused_as_flask_refuses_it():
    with made(Application).test_request_context("/plain"), pytest.raises(ValueError, match="not one of"):
        made(Application).url_for("chart", name="secrets", digest="f00")
