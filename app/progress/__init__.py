"""What a person sees first: your work. Composed of several rooms; keeps nothing of its own."""
