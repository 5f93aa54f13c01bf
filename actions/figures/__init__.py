"""Answers about our figures: what they mean and where they come from."""
