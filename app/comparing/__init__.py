"""The room of comparison: quarterly snapshots of results whose directors agreed; the spread, and never a ranking."""
