"""The base of the demonstration's content classes."""

from pydantic import BaseModel, ConfigDict


class Content(BaseModel):
    """Frozen, and refuses a key that nobody reads: a slip in the YAML stops the loading."""

    model_config = ConfigDict(frozen=True, extra="forbid")
