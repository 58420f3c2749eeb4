"""The room of leaving: everything about an authority as one zip, made in the background. It reads every room below."""
