"""`python -m app.learning [FOLDERS…]`: the check of `flask training check`, without settings or a database."""

from app.learning.kind import PROGRAMMES
from app.publishing.cli import check_alone

if __name__ == "__main__":
    check_alone(PROGRAMMES)
