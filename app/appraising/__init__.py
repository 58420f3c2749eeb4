"""The room of tools in use: an instrument put to a service, provider, candidates or options, answered and concluded."""
