"""The differencing attack on a breakdown: whatever sums and differences of shown numbers can single out."""

from collections import Counter
from fractions import Fraction
from itertools import product

from app.assessments.breakdown import POOL, Answers, Breakdown


def assert_no_small_part(found: list[Answers], shown: Breakdown, key: str) -> None:
    """Solve for the size of every set of agencies' scores, and of agencies' missing scores, that sums can single out.

    Unknown are, for each agency, how many scored and how many could not. Known are: people by agency (the list of who
    submitted), the totals on the result page, and the cells. A set can be computed if it lies in the span of these.
    """
    agencies = sorted({person.agency for person in found})
    atoms = [(agency, scored) for agency in agencies for scored in (True, False)]
    size = Counter((person.agency, person.levels.get(key) is not None) for person in found)
    known = [[int(a == agency) for a, _ in atoms] for agency in agencies]
    known += [[int(scored is which) for _, scored in atoms] for which in (True, False)]
    for row in shown.rows:
        if row.key == key and row.cells:
            named = set(shown.groups) - {POOL}
            for group in shown.groups:
                members = {group} if group in named else set(agencies) - named
                known.append([int(scored and a in members) for a, scored in atoms])
    basis = reduced(known)
    for which in (True, False):
        for chosen in product((0, 1), repeat=len(agencies)):
            if not any(chosen) or all(chosen):
                continue  # nobody; or the total, which is no breakdown
            of = dict(zip(agencies, chosen, strict=True))
            wanted = [of[a] if scored is which else 0 for a, scored in atoms]
            if not any(remainder(wanted, basis)):
                part = sum(size[agency, which] for agency in agencies if of[agency])
                assert part == 0 or part >= 5, (key, chosen, part)


def reduced(rows: list[list[int]]) -> list[list[Fraction]]:
    """Independent rows, each with a leading 1, by elimination."""
    basis: list[list[Fraction]] = []
    for row in rows:
        left = remainder(row, basis)
        if any(left):
            lead = next(value for value in left if value)
            basis.append([value / lead for value in left])
    return basis


def remainder(row: list[int], basis: list[list[Fraction]]) -> list[Fraction]:
    left = [Fraction(value) for value in row]
    for known in basis:
        at = next(place for place, value in enumerate(known) if value)
        left = [value - left[at] * other for value, other in zip(left, known, strict=True)]
    return left
