"""`python -m app.instruments [FILES…]`: the check of `flask instruments check`, without settings or a database."""

import sys
from pathlib import Path

from app.instruments.checking import check_files
from app.instruments.cli import own_files
from app.instruments.reading import report

if __name__ == "__main__":
    found = check_files([Path(name) for name in sys.argv[1:]] or own_files())
    sys.exit(report(found) if found else 0)
