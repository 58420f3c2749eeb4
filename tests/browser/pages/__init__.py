"""Page objects: one small class for each page, with the verbs that a person would use. No test's expectations here."""
