"""Turns about the talk itself: greet, choose, go back, repeat, begin again."""
