"""Topics about the way from one occupation to another."""
