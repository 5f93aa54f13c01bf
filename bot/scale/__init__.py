"""The scaled form on one machine: PostgreSQL, Redis and nginx in front of several servers."""
