"""Who changed what, from what, to what: append-only, sealed by the worker. Never holds a score or a name."""
