"""Telegram: long polling or webhooks in, Bot API out."""
