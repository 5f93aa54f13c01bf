"""Answers about one occupation; a topic a file."""
