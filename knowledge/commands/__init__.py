"""The subcommands of ``python -m knowledge``: each module has ``configure`` and ``run``."""
