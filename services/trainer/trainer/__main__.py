"""The trainer from a terminal: `python3 -m trainer train|evaluate|export|serve …`."""

from trainer.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
