"""`--profile PAGE`: where the time of a page goes, over 500 requests in this process. Sends nothing."""

import cProfile
import pstats

from tests.bench.pages import Page
from tests.bench.visits import Visits

TIMES = 500
SHOWN = 45


def profile(page: Page, visits: Visits) -> None:
    """Print the functions of a page by own time and with what they call."""
    requests = page.requests(visits)
    for request in requests:
        visits.answer(request)
    profiler = cProfile.Profile()
    profiler.enable()
    for number in range(TIMES):
        visits.answer(requests[number % len(requests)])
    profiler.disable()
    for order in ("tottime", "cumulative"):
        pstats.Stats(profiler).strip_dirs().sort_stats(order).print_stats(SHOWN)
