"""Published texts in versions: what is the same for every kind. What a kind holds and says: its own room (`kinds`)."""
