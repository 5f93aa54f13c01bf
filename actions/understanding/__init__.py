"""What a person means: occupation, place, choice, language."""
