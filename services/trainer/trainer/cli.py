"""The trainer's commands, from a terminal or from its server."""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import signal
from dataclasses import fields
from pathlib import Path
from typing import Any

# Threads that wait by spinning take the cores from whoever else works here: five times slower was seen.
# The library reads this once, when PyTorch is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from trainer.checkpoint import load  # noqa: E402
from trainer.config import ModelConfig, TrainConfig, train_config  # noqa: E402
from trainer.dataset import Pages, judged_on, read_pages  # noqa: E402
from trainer.evaluate import INPUTS, Inputs, evaluate  # noqa: E402
from trainer.export import export  # noqa: E402
from trainer.json_files import write_json  # noqa: E402
from trainer.model import Detector  # noqa: E402
from trainer.onnx_runtime import default_command  # noqa: E402
from trainer.train import Paths, every_nth, train  # noqa: E402

# Pages on which the runtimes are compared; their differences do not depend on the page.
COMPARED_PAGES = 4


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; 0 when it did what was asked, 1 with a line saying why not."""
    parser = argparse.ArgumentParser(prog="python3 -m trainer", description=__doc__)
    parser.add_argument("--parent", type=int, help="process to end with; for the server")
    commands = parser.add_subparsers(dest="command", required=True)
    describe_train(commands.add_parser("train", help="train, or go on training, a detector"))
    describe_evaluate(commands.add_parser("evaluate", help="measure a checkpoint on a data set"))
    describe_export(commands.add_parser("export", help="write ONNX and its manifest"))
    chosen = parser.parse_args(arguments)
    if chosen.parent:
        end_with(chosen.parent)
    try:
        chosen.run(chosen)
    except (FileNotFoundError, RuntimeError, ValueError) as error:
        parser.exit(1, f"{error}\n")
    return 0


def end_with(parent: int) -> None:
    """Ends when the server does, however it ends: two trainings must not write to one folder."""
    # PR_SET_PDEATHSIG, of Linux alone.
    if hasattr(libc := ctypes.CDLL(None), "prctl"):
        libc.prctl(1, signal.SIGKILL)
    if os.getppid() != parent:
        raise SystemExit("The server has ended")


def describe_train(parser: argparse.ArgumentParser) -> None:
    """`train`: every knob of TrainConfig is an option."""
    parser.add_argument("--dataset", type=Path, required=True, help="folder with dataset.yaml")
    parser.add_argument("--run", dest="folder", type=Path, required=True, help="for the checkpoints")
    parser.add_argument(
        "--replay", type=Path, action="append", default=[], help="another data set to learn from along"
    )
    parser.add_argument("--champion", type=Path, help="checkpoint or model.onnx to start from")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    for side in ("height", "width"):
        usual = getattr(ModelConfig, side)
        parser.add_argument(f"--{side}", type=int, help=f"of the input, default the champion's or {usual}")
    parser.add_argument("--channels", type=int, nargs=3, help="default the champion's or the usual ones")
    for knob in fields(TrainConfig):
        option = "--" + knob.name.replace("_", "-")
        parser.add_argument(option, type=type(knob.default), help=f"default {knob.default}")
    parser.set_defaults(run=run_train)


def run_train(chosen: argparse.Namespace) -> None:
    """Trains and says where the best checkpoint is."""
    paths = Paths(chosen.dataset, chosen.folder, chosen.champion, tuple(chosen.replay))
    asked: dict[str, Any] = {"height": chosen.height, "width": chosen.width}
    asked["channels"] = tuple(chosen.channels) if chosen.channels else None
    shape = {name: value for name, value in asked.items() if value is not None}
    print(train(paths, shape, knobs(chosen), chosen.resume))


def knobs(chosen: argparse.Namespace) -> TrainConfig:
    """The options that were given, over the defaults."""
    given: dict[str, Any] = {knob.name: getattr(chosen, knob.name) for knob in fields(TrainConfig)}
    return train_config({name: value for name, value in given.items() if value is not None})


def describe_evaluate(parser: argparse.ArgumentParser) -> None:
    """`evaluate`: one data set, one way of looking."""
    add_measured(parser)
    parser.add_argument("--words", type=Path, help="folder with the words, when not in the data set")
    parser.add_argument("--inputs", choices=INPUTS, default="both", help="what may be looked at")
    parser.add_argument("--out", type=Path, help="JSON file for what was measured; printed otherwise")
    parser.set_defaults(run=run_evaluate)


def add_measured(parser: argparse.ArgumentParser) -> None:
    """What `evaluate` and `export` both ask for."""
    parser.add_argument("--checkpoint", type=Path, required=True, help="checkpoint or model.onnx")
    parser.add_argument("--dataset", type=Path, required=True)
    parser.add_argument("--split", default="val")
    parser.add_argument("--pages", type=int, default=0, help="measure on so many; all by default")
    parser.add_argument(
        "--unchosen", action="store_true", help="leave out the pages that `train` chose its checkpoint on"
    )


def run_evaluate(chosen: argparse.Namespace) -> None:
    """Writes what was measured as JSON."""
    model, _ = load(chosen.checkpoint)
    pages = held_out(model, chosen, chosen.dataset, chosen.words)
    measured = evaluate(model, pages, chosen.inputs).as_json()
    if chosen.out:
        write_json(chosen.out, measured)
    else:
        print(json.dumps(measured, indent=2))


def held_out(
    model: Detector, chosen: argparse.Namespace, dataset: Path, words: Path | None = None
) -> Pages:
    """The pages to measure on, as they are."""
    pages = read_pages(dataset, chosen.split, model.config.labels, words)
    if chosen.unchosen and dataset == chosen.dataset:
        pages = judged_on(pages)
    return Pages(every_nth(pages, chosen.pages), model.config, None)


def describe_export(parser: argparse.ArgumentParser) -> None:
    """`export`: measures, converts, compares, writes the manifest."""
    add_measured(parser)
    parser.add_argument("--out", type=Path, required=True, help="models/<name>/<version>, made new")
    parser.add_argument("--real", type=Path, help="data set of real pages, only to measure on")
    parser.add_argument("--real-words", type=Path, help="words of the real pages")
    parser.add_argument(
        "--runtime",
        default=default_command(),
        help="what runs ONNX for the comparison: a command taking MODEL INPUTS OUTPUT REPEATS",
    )
    parser.set_defaults(run=run_export)


def run_export(chosen: argparse.Namespace) -> None:
    """Writes the model and prints its manifest."""
    model, saved = load(chosen.checkpoint)
    described = describe_learning(saved)
    generated = held_out(model, chosen, chosen.dataset)
    described["metrics"] = {"generated": measure(model, generated, INPUTS)}
    if chosen.real:
        real = held_out(model, chosen, chosen.real, chosen.real_words)
        ways: tuple[Inputs, ...] = INPUTS if chosen.real_words else ("image",)
        described["metrics"]["real"] = measure(model, real, ways)
    compared = Pages(generated.pages[:COMPARED_PAGES], model.config, None)
    manifest = export(model, compared, chosen.out, chosen.runtime, described)
    print(json.dumps(manifest, ensure_ascii=False, indent=2))


def describe_learning(saved: dict[str, Any]) -> dict[str, Any]:
    """How the weights were learned, and from what."""
    settings = saved.get("train", {})
    described = {
        "seed": settings.get("seed"),
        "epochs": saved.get("epoch"),
        "steps": saved.get("step"),
        "training": settings,
        **saved.get("origin", {}),
    }
    return {key: value for key, value in described.items() if value is not None}


def measure(model: Detector, pages: Pages, ways: tuple[Inputs, ...]) -> dict[str, Any]:
    """The ablation: what the detector finds with both of its inputs, and with one alone."""
    return {way: evaluate(model, pages, way).as_json() for way in ways}
