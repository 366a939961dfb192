"""The trainer from a terminal: `python3 -m trainer train|evaluate|export|serve …`."""

import sys


def run(arguments: list[str]) -> int:
    """The server only starts other processes, so it does not wait for PyTorch to be loaded."""
    if arguments[:1] == ["serve"]:
        from trainer.server import main as serve

        return serve(arguments[1:])
    from trainer.cli import main

    return main(arguments)


if __name__ == "__main__":
    raise SystemExit(run(sys.argv[1:]))
