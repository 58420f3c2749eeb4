"""What the engagement forms are sent in tests: the seed's own figures, with anything overridden by keyword."""

from typing import Any

from tests.clients import page


def terms(**values: Any) -> dict[str, Any]:
    return {
        "partner": "Cheshire West and Chester",
        "partnership_name": "Children's Trust",
        "starts_on-day": "1",
        "starts_on-month": "12",
        "starts_on-year": "2026",
        "ends_on-day": "",
        "ends_on-month": "",
        "ends_on-year": "",
        "decision_reference": "Executive Board, 15 December 2011, minute 42",
        "day_rate": "500",
        "estimate_quarters": "20",
        "cap_quarters": "30",
        **values,
    }


def set_up(client: Any, **values: Any) -> str:
    """Set an engagement up; the address of its home page."""
    response = client.post("/engagements/set-up", data=terms(**values))
    assert response.status_code == 303, response.text
    return str(response.location)


def seen(client: Any, address: str) -> str:
    """The version that a form's page carries."""
    return str(page(client.get(address)).find("input", id="seen")["value"])
