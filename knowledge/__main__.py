"""``python -m knowledge build | facts | match | lattice``: the doors of the knowledge room."""

from __future__ import annotations

import argparse
import importlib
import os
import sys

from knowledge.errors import KnowledgeError

COMMANDS = ("build", "facts", "match", "lattice")


def main(arguments: list[str] | None = None) -> int:
    """Run one subcommand; an error of ours is one line on stderr and exit code 2."""
    parser = argparse.ArgumentParser(prog="python -m knowledge")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in COMMANDS:
        module = importlib.import_module(f"knowledge.commands.{name}")
        command = commands.add_parser(name, help=module.__doc__)
        module.configure(command)
        command.set_defaults(run=module.run)
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    raise SystemExit(main())
