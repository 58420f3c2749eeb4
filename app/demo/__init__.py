"""The demonstration: fictional authorities, personas, one-press sign-in, sent mail. Never in production."""
