"""Many log at the same moment: no person gives more than one day on a date, and the account counts what is kept."""

from decimal import Decimal

from app.charging.errors import DayFullError
from app.charging.models import PersonDay, SupportEntry
from app.charging.services.books import fill_days
from app.db import db
from tests.integration.assessments.test_at_once import at_once
from tests.integration.charging.made import IN_NOVEMBER, make_charging, used
from tests.integration.charging.test_logging import MONTH, VISIT, refs

WRITERS = 10


def test_ten_writers_on_one_persons_date_leave_at_most_a_day(world):
    make_charging(world)
    people = refs(world, "consultant")
    clients = [world.client("consultant" if number % 2 else "consultant2") for number in range(WRITERS)]

    def log(number, client):
        form = {**VISIT, "people": people, "day-12": "1", "once": f"press-number-{number}"}
        return lambda: client.post(world.url(MONTH), data=form)

    answers = at_once([log(number, client) for number, client in enumerate(clients)])
    assert sorted(answer.status_code for answer in answers) == [303] * 4 + [422] * 6
    assert all("Consultant has no time left" in each.text for each in answers if each.status_code == 422)
    with world.app.app_context():
        assert len(db.session.scalars(db.select(SupportEntry)).all()) == 4
        assert db.session.get_one(PersonDay, (world.people["consultant"], IN_NOVEMBER)).quarters == 4
    assert used(world) == (4, Decimal(500))


def test_the_day_holds_over_engagements_whose_accounts_do_not_wait_for_each_other(world):
    consultant = world.people["consultant"]

    def fill():
        with world.app.app_context():
            try:
                fill_days([(consultant, IN_NOVEMBER, 1)], {consultant: "Consultant"})
            except DayFullError:
                db.session.rollback()
                return False
            db.session.commit()
            return True

    assert sum(at_once([fill] * WRITERS)) == 4
    with world.app.app_context():
        assert db.session.get_one(PersonDay, (consultant, IN_NOVEMBER)).quarters == 4
