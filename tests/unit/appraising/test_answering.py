"""What comes before a conclusion, what a threshold means for an amount, and a report's figures, without a page."""

import datetime as dt
from dataclasses import replace

from app.appraising.answering import threshold_words, to_do
from app.appraising.answers import Answer, Lack, Word
from app.appraising.content import AppraisalContent, Said, SubjectText
from app.appraising.document import appraisal_book, appraisal_document
from app.tools.reading import parse
from tests.appraising_factories import MET, RANKED, text_of

LATE = dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)  # half past midnight of 1 July in London


def of(tool, *said, **values):
    subject = SubjectText("s1", "Care at Night", "", values.pop("amount", None), "", said, **values)
    criteria = tool.criteria
    names = ("Halton", "Cheshire", "Trust", "Lead Officer")
    return AppraisalContent("a1", "Nights", tool.key, "1", *names, LATE, criteria, (subject,), tool.scale)


def test_a_row_that_stops_the_matter_says_why_before_it_does():
    tool = parse(text_of(MET), name="met")
    bare = of(tool, Said("accounts", Answer(word=Word.NOT_MET)))
    assert to_do(bare, bare.subjects[0])[0].lack is Lack.REASON
    told = of(tool, Said("accounts", Answer(word=Word.NOT_MET, reason="None were given.")))
    assert to_do(told, told.subjects[0]) == ()


def test_a_threshold_is_told_with_what_it_means_for_the_amount():
    accounts = parse(text_of(MET), name="met").criteria[0]
    assert threshold_words(accounts, None, "yearly turnover") == "Audited above £5,000"
    at = "Audited above £5,000. This does not apply, as the yearly turnover is £5,000."
    assert threshold_words(accounts, 500_000, "yearly turnover") == at
    above = "Audited above £5,000. This applies, as the yearly turnover is £5,000.01."
    assert threshold_words(accounts, 500_001, "yearly turnover") == above


def test_the_report_says_what_the_page_says():
    tool = parse(text_of(MET), name="met")
    said = Said("accounts", Answer(word=Word.NOT_MET, reason="None."))
    content = of(tool, said, amount=600_000, outcome="not-now", outcome_reason="Ask again in June.")
    done = replace(content, finished_at=LATE, finished_by="Lead Officer")
    report = appraisal_document(done, tool)
    assert report.date == dt.date(2026, 7, 1)
    text = str(report)
    assert "Audited above £5,000. This applies" in text
    assert "which stops the matter\\nAsk again in June." in text
    assert "Not now" in text
    draft = appraisal_book(of(parse(text_of(RANKED), name="ranked")), parse(text_of(RANKED), name="ranked"))
    assert draft.mark == "Draft"
    assert "2 to do" in str(draft.sheets[0].rows)


def test_while_people_score_alone_the_report_says_so_and_counts_nothing():
    tool = parse(text_of(RANKED), name="ranked")
    content = replace(of(tool), appraisers=("Already Submitted",))
    report = str(appraisal_document(content, tool, is_alone=True))
    assert "people score this alone" in report
    assert "Care at Night" in report
    assert all(each.text in report for each in tool.criteria)
    for unsaid in ("0 of", "No answer", "Already Submitted", "to do"):
        assert unsaid not in report
    assert appraisal_book(content, tool, is_alone=True).sheets[0].rows == (("Care at Night",),)
