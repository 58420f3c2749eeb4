"""Ratios to bare Flask: slices of load, interleaved, and what is made of them. Starts nothing, prints nothing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from tests.bench.load import Outcome, drive
from tests.bench.servers import Server

SWING = 0.25
ATTEMPTS = 4
HELLO = [b"GET / HTTP/1.1\r\nHost: bench.example\r\nConnection: close\r\n\r\n"]


class WrongAnswerError(RuntimeError):
    """A page answered with another status than it should: its speed would mean nothing."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long to measure: repetitions of each page, and seconds of load in each of its slices."""

    repetitions: int = 5
    seconds: float = 1.0
    growth_requests: int = 20_000
    growth_charts: int = 1_000


QUICK = Pace(2, 0.4, 2_000, 100)


@dataclass(frozen=True, slots=True)
class Target:
    """A page on a server: what to send and which status to expect."""

    server: Server
    requests: Sequence[bytes]
    status: int = 200

    def slice(self, seconds: float, connections: int = 8) -> Outcome:
        """Load it for a while. Raises WrongAnswerError."""
        outcome = drive(self.server.port, self.requests, connections=connections, seconds=seconds)
        if set(outcome.statuses) != {self.status}:
            raise WrongAnswerError(f"{self.server.name}: {dict(outcome.statuses)} and not {self.status} only")
        return outcome

    def warm(self) -> None:
        """Let both workers see every request."""
        drive(self.server.port, self.requests, count=4 * max(len(self.requests), 8))


@dataclass(slots=True)
class Stopwatch:
    """Measures against bare Flask; `discarded` counts repetitions in which bare Flask itself was not steady."""

    hello: Server
    pace: Pace
    rates: list[float] = field(default_factory=list)
    discarded: int = 0

    def ratios(self, targets: Mapping[str, Mapping[str, Target]]) -> dict[str, dict[str, float]]:
        """Give the median ratio of each target of each page; pages take turns, so that a busy minute hurts none."""
        found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        for target in (target for each in targets.values() for target in each.values()):
            target.warm()
        for _ in range(self.pace.repetitions):
            for page, each in targets.items():
                for name, ratio in self._repetition(each).items():
                    found[page][name].append(ratio)
        return {page: {name: median(each) for name, each in by_name.items()} for page, by_name in found.items()}

    def _repetition(self, targets: Mapping[str, Target]) -> dict[str, float]:
        for _ in range(ATTEMPTS):
            before = self._hello()
            rates = {name: target.slice(self.pace.seconds).rate for name, target in targets.items()}
            after = self._hello()
            usual = median(self.rates)
            if all(abs(rate - usual) <= SWING * usual for rate in (before, after)):
                return {name: (before + after) / 2 / rate for name, rate in rates.items()}
            self.discarded += 1
        return {}

    def _hello(self) -> float:
        rate = Target(self.hello, HELLO).slice(self.pace.seconds / 2).rate
        self.rates.append(rate)
        return rate
