"""The lint that every fetched page passes, on pages that break it on purpose."""

import pytest

from tests.clients import PageError, lint

GOOD = (
    "<html><title>Your work – Service</title><h1>Your work</h1>"
    '<form method="post"><input type="hidden" name="csrf_token">'
    '<label for="a">A</label><input id="a" name="a"></form></html>'
)


def test_a_good_page_passes():
    lint(GOOD, "/")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("<h1>Your work</h1>", "<h2>Your work</h2>", "h1"),
        ("Your work – Service", "Service", "does not begin"),
        ('<label for="a">A</label>', "", "no label for a"),
        ('<input type="hidden" name="csrf_token">', "", "without a token"),
        ('id="a" name="a"', 'id="a" name="a" style="color:red"', "inline style"),
        ('id="a" name="a"', 'id="a" name="a" onclick="x()"', "inline handler"),
        ("</html>", '<p id="a"></p></html>', "repeated id"),
        ("</html>", "<a>nowhere</a></html>", "leads nowhere"),
    ],
)
def test_each_rule_bites(old, new, complaint):
    assert old in GOOD
    with pytest.raises(PageError, match=complaint):
        lint(GOOD.replace(old, new), "/")
