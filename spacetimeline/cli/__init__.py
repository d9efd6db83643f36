"""The command line: each command asks the library one question and prints the answer.

Nothing heavy is imported before it is known what is asked: only the options of the
command at hand are made, and a table or a file is made by what makes it.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> NoReturn:
    """Run the command line; ends the process with its exit status."""
    import gc
    import sys

    # What is imported stays: looking through it for garbage is a tenth of a short answer.
    gc.set_threshold(100_000, 20, 20)
    try:
        from spacetimeline.cli.group import cli

        cli()
    except KeyboardInterrupt:  # while importing; later ones are the group's
        sys.exit(130)
    sys.exit(0)
