"""What a case's page makes without its template escapes all that people typed."""

import datetime as dt

from app.cases.queries.walk import EvidenceRow
from app.cases.showing import evidence_list, offered_list
from app.cases.walking import OfferedTool, StageView
from app.tools.tool import Stage
from app.web.reprinting import ONCE, with_keys

BAD = '"><script>alert(1)</script>'
AT = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)


def test_markup_in_any_part_is_text_and_each_form_has_its_token_and_key():
    item = EvidenceRow(BAD, Stage.PLAN, BAD, BAD, BAD, BAD, AT)
    stage = StageView(Stage.PLAN, 2, BAD, (BAD, "grey"), False, (), (item, item), (), ())
    keys = iter(("first", "second"))

    def to(endpoint, **refs):
        return f"/{endpoint}/{'/'.join(refs.values())}"

    made = with_keys(evidence_list(stage, BAD, to, keeps=True).split(ONCE), BAD, lambda: next(keys))
    offered = offered_list((OfferedTool(BAD, BAD),), lambda ref: f"/{ref}")
    assert "<script" not in made + offered
    assert (made.count("<form"), made.count('name="once" value="first"'), made.count('value="second"')) == (2, 1, 1)
    assert "<form" not in evidence_list(stage, "", to, keeps=False)
