"""Where a training stands: a bar in a terminal, lines in a log, a file for the server."""

from __future__ import annotations

import re
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from trainer.json_files import write_json

BAR = 24
# A line of progress, as `bar` draws it.
PROGRESS = re.compile(r"epoch \d+/\d+ [━─]")


@dataclass(frozen=True)
class Standing:
    """One moment of a training; `done` goes from 0 to 1, times are in seconds."""

    epoch: int
    epochs: int
    step: int
    done: float
    loss: float
    box_loss: float
    class_loss: float
    map50: float | None
    elapsed_seconds: float
    left_seconds: float


def bar(standing: Standing) -> str:
    """`epoch 3/30 ━━━━────  41%  loss 3.214  mAP50 0.512  12:04 left`."""
    full = round(BAR * standing.done)
    measured = "–" if standing.map50 is None else f"{standing.map50:.3f}"
    minutes, seconds = divmod(round(standing.left_seconds), 60)
    return (
        f"epoch {standing.epoch}/{standing.epochs} {'━' * full}{'─' * (BAR - full)} "
        f"{standing.done:4.0%}  loss {standing.loss:.3f}  mAP50 {measured}  {minutes}:{seconds:02d} left"
    )


class Progress:
    """Shows every standing: redrawn in a terminal, now and then a line elsewhere."""

    def __init__(self, folder: Path | None, every: int = 25) -> None:
        self.folder = folder
        self.every = every
        self.is_terminal = sys.stderr.isatty()

    def show(self, standing: Standing) -> None:
        """Draws, and writes progress.json beside the checkpoints."""
        is_due = standing.step % self.every == 0 or standing.done >= 1
        if self.is_terminal:
            print(f"\r\x1b[2K{bar(standing)}", end="", file=sys.stderr, flush=True)
        elif is_due:
            print(bar(standing), file=sys.stderr, flush=True)
        if is_due and self.folder:
            write_json(self.folder / "progress.json", asdict(standing))

    def close(self) -> None:
        """Leaves the last bar where it is."""
        if self.is_terminal:
            print(file=sys.stderr)
