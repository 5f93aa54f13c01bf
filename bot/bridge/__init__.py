"""Slack and Telegram, spoken to from outside Rasa: ``python -m bot.bridge slack|telegram|check``.

event → ``Inbound`` (pure) → ledger → the ``web`` channel → messages → parts (pure) → platform
"""
