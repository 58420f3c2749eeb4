"""`python -m app.instruments [FILES…]`: the check of `flask instruments check`, without settings or a database."""

from app.instruments.kind import QUESTIONNAIRES
from app.publishing.cli import check_alone

if __name__ == "__main__":
    check_alone(QUESTIONNAIRES)
