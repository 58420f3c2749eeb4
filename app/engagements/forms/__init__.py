"""Forms of the engagements room: shape only; each gives back a frozen dataclass or a plain value."""
