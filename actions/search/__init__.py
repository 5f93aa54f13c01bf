"""Answers that find, list or compare occupations; a topic a file."""
