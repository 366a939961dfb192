"""The trainer's commands."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import fields
from pathlib import Path
from typing import Any

# Threads that wait by spinning take the cores from whoever else works here: five times slower was seen.
# The library reads this once, when PyTorch is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from trainer.config import TrainConfig, train_config  # noqa: E402


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; 0 when it did what was asked."""
    parser = argparse.ArgumentParser(prog="python3 -m trainer", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    describe_train(commands.add_parser("train", help="train, or go on training, a detector"))
    chosen = parser.parse_args(arguments)
    return int(chosen.run(chosen))


def describe_train(parser: argparse.ArgumentParser) -> None:
    """`train`: every knob of TrainConfig is an option."""
    parser.add_argument("--dataset", type=Path, required=True, help="folder with dataset.yaml")
    parser.add_argument("--run", dest="folder", type=Path, required=True, help="where checkpoints go")
    parser.add_argument("--champion", type=Path, help="checkpoint to start from")
    parser.add_argument("--resume", action="store_true", help="go on from the run's last checkpoint")
    for knob in fields(TrainConfig):
        option = "--" + knob.name.replace("_", "-")
        parser.add_argument(option, type=type(knob.default), help=f"default {knob.default}")
    parser.set_defaults(run=run_train)


def run_train(chosen: argparse.Namespace) -> int:
    """Trains and says where the best checkpoint is."""
    from trainer.train import Paths, train

    paths = Paths(chosen.dataset, chosen.folder, chosen.champion)
    print(train(paths, knobs(chosen), chosen.resume))
    return 0


def knobs(chosen: argparse.Namespace) -> TrainConfig:
    """The options that were given, over the defaults."""
    names = [knob.name for knob in fields(TrainConfig)]
    given: dict[str, Any] = {name: getattr(chosen, name) for name in names}
    return train_config({name: value for name, value in given.items() if value is not None})


def show(value: Any) -> None:
    """Prints a result as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=2))
