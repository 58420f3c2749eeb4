"""Visits every address in every role and state without a browser, and keeps each page that looks different."""
