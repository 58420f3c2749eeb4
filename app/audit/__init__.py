"""Who changed what, from what, to what: append-only, sealed in a chain by the worker. Never holds a score's value or a name."""
