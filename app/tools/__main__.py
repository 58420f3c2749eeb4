"""`python -m app.tools [FILES…]`: the check of `flask tools check`, without settings or a database."""

from app.publishing.cli import check_alone
from app.tools.kind import TOOLS

if __name__ == "__main__":
    check_alone(TOOLS)
