"""What can be done to a round: running it, scoring, the workshop, signing; each in the file of its name."""
