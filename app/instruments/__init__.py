"""Instruments as versioned data: reading, checking and comparing them; no web page and no score lives here."""
