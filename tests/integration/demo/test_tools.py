"""Tools, service cases and the library in the demonstration: one case of each kind, and what stands in each."""

from app.accounts.models import Authority
from app.appraising.models import Appraisal, AppraisalState, Appraiser, Subject
from app.cases.models import Notice, QuarterReport, ServiceCase
from app.cases.notice import is_short
from app.db import db
from app.library.models import LibraryItem, Sharing
from app.tools.models import ToolVersion
from app.tools.tool import CaseKind, Stage
from tests.conftest import NOON


def case_of(kind):
    return db.session.scalars(db.select(ServiceCase).filter_by(kind=kind)).one()


def of_tool(key):
    found = db.select(Appraisal).join(ToolVersion, ToolVersion.digest == Appraisal.tool_digest)
    return db.session.scalars(found.where(ToolVersion.key == key).order_by(Appraisal.id)).all()


def test_a_case_of_each_kind_stands_at_a_stage_of_its_own_way(demo):
    with demo.app_context():
        assert case_of(CaseKind.NEW).stage is Stage.UNDERSTAND
        assert case_of(CaseKind.DECOMMISSION).stage is Stage.DO
        review = case_of(CaseKind.REVIEW)
        assert review.stage is Stage.REVIEW
        outcomes = db.session.execute(
            db.select(Subject.ref, Subject.outcome)
            .where(Subject.appraisal_id == of_tool("cheltenham-review-criteria")[0].id)
            .order_by(Subject.position)
        ).all()
        assert [outcome for _, outcome in outcomes] == ["start", "not-now", "not-now", "no-review"]
        assert review.subject_ref == outcomes[0][0]
        tools = {each.key for each in of_case(review)}
        assert {"norwich-delivery-matrix", "lancaster-core-criteria", "norwich-organisation-criteria"} <= tools
        assert {"equality-screening", "equality-full"} <= tools


def of_case(case):
    return db.session.scalars(
        db.select(ToolVersion)
        .join(Appraisal, Appraisal.tool_digest == ToolVersion.digest)
        .where(Appraisal.case_ref == case.ref, Appraisal.state == AppraisalState.FINISHED)
    ).all()


def test_the_service_that_ends_has_its_notice_which_still_runs_and_a_quarter_reported(demo):
    with demo.app_context():
        ending = case_of(CaseKind.DECOMMISSION)
        assert {each.key for each in of_case(ending)} == {"norwich-decommissioning"}
        notice = db.session.get_one(Notice, ending.id)
        assert not is_short(notice.given_on, notice.ends_on)
        assert notice.given_on < NOON.date() < notice.ends_on
        quarters = db.session.scalars(db.select(QuarterReport.case_id)).all()
        assert quarters == [ending.id]


def test_of_two_who_score_bids_alone_one_has_submitted(demo):
    with demo.app_context():
        agreed, alone = of_tool("lancaster-core-criteria")
        assert agreed.state is AppraisalState.FINISHED
        assert alone.state is AppraisalState.ALONE
        submitted = db.session.scalars(db.select(Appraiser.submitted_at).filter_by(appraisal_id=alone.id)).all()
        assert [each is not None for each in sorted(submitted, key=str)].count(True) == 1
        assert len(submitted) == 2


def test_halton_shares_its_library_in_all_three_ways_and_the_partner_keeps_its_own(demo):
    with demo.app_context():
        found = db.session.execute(
            db.select(Authority.code, LibraryItem.sharing).join(Authority, Authority.id == LibraryItem.authority_id)
        ).all()
    assert {sharing for code, sharing in found if code == "HAL"} == set(Sharing)
    assert [sharing for code, sharing in found if code == "CHW"] == [Sharing.OWN, Sharing.OWN]
