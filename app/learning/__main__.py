"""`python -m app.learning`: the check of `flask training check`, without settings or a database."""

import sys

from app.learning.cli import mistakes_in
from app.learning.reading import own_folders

if __name__ == "__main__":
    sys.exit("\n".join(mistakes_in(own_folders())) or 0)
