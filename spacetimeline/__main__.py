"""``python -m spacetimeline``: the command line."""

from spacetimeline.cli import main

if __name__ == "__main__":
    main()
