"""Reading agreements: versions and their content (versions.py); what belongs to one page has its own module here."""
