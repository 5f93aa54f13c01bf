"""Slack: Socket Mode or signed webhooks in, Web API out."""
