"""The words of the e-mail that sums up what waits."""

import datetime as dt

from app.mail.models import DigestRhythm
from app.progress.digest import MOST, Reader, body_of, grouped, subject_of
from app.web.tasks import Task

TODAY = dt.date(2026, 11, 20)
READER = Reader("Pat", DigestRhythm.DAILY, "https://support.example", "Commissioning support")


def task(title, status="Waiting for you", colour="blue", in_days=None):
    due_on = None if in_days is None else TODAY + dt.timedelta(days=in_days)
    return Task(title, f"/{title}", "Trust, Town", status, colour, due_on)


def body(groups, reader=READER):
    return body_of(groups, reader, home="/home", preferences="/account/email")


def test_what_presses_comes_first_and_what_need_not_be_begun_is_left_out():
    groups = grouped(
        [
            task("sign"),
            task("late", "Late", "red", -1),
            task("today", "Due soon", in_days=0),
            task("in-a-week", "Due soon", in_days=7),
            task("in-eight-days", "Due soon", in_days=8),
            task("at-risk", "At risk", "yellow", 20),
            task("score", "By 4 December 2026", in_days=14),
        ],
        TODAY,
    )
    found = [[each.title for each in group] for group in (groups.late, groups.soon, groups.waiting)]
    assert found == [["late"], ["today", "in-a-week"], ["sign", "at-risk", "score"]]
    assert subject_of(groups) == "Your work: 1 late, 2 due within seven days, 3 waiting"
    assert not grouped([task("in-eight-days", "Due soon", in_days=8)], TODAY)


def test_each_thing_has_its_address_and_the_mail_says_how_to_change_it():
    said = body(grouped([task("sign"), task("score", "By 4 December 2026", in_days=14)], TODAY))
    assert "WAITING FOR YOU\n\nsign\nTrust, Town\nhttps://support.example/sign\n" in said
    assert "score: By 4 December 2026\n" in said
    assert "LATE" not in said
    assert "every working day" in said
    assert "stop it:\n\nhttps://support.example/account/email\n" in said


def test_a_service_below_a_path_and_a_long_list():
    below = Reader("Pat", DigestRhythm.WEEKLY, "https://council.example/support", "Commissioning support")
    groups = grouped([Task(f"{n}", f"/support/{n}", "", "Waiting for you", "blue") for n in range(MOST + 2)], TODAY)
    said = body(groups, below)
    assert "\nhttps://council.example/support/0\n" in said
    assert "And 2 more." in said
    assert subject_of(groups) == f"Your work: {MOST + 2} waiting"
