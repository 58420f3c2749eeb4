"""The demonstration: fictional authorities, personas, one-press sign-in, the mail that was sent. Never in production."""
