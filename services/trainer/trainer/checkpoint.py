"""What a training leaves on disk, written whole or not at all."""

from __future__ import annotations

import pickle
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from trainer.config import ModelConfig
from trainer.json_files import replace_whole
from trainer.model import Detector
from trainer.onnx_model import load_onnx


def save(path: Path, model: Detector, extra: dict[str, Any] | None = None) -> None:
    """Weights with the shape they fit; `extra`: what a training needs to go on."""
    content = {"model": asdict(model.config), "weights": model.state_dict(), **(extra or {})}
    partial = path.with_suffix(".partial")
    torch.save(content, partial)
    replace_whole(partial, path)


def load(path: Path) -> tuple[Detector, dict[str, Any]]:
    """The detector of a checkpoint, on the CPU, and everything else that was saved with it.

    An exported `.onnx` is read too; nothing else is in it. Raises ValueError when the file is neither, or damaged.
    """
    if path.suffix == ".onnx":
        return load_onnx(path), {}
    try:
        content: dict[str, Any] = torch.load(path, map_location="cpu")
    except (EOFError, RuntimeError, pickle.UnpicklingError) as error:
        raise ValueError(f"{path} is no checkpoint, or damaged: {error}") from error
    shape = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in content["model"].items()
    }
    model = Detector(ModelConfig(**shape))
    model.load_state_dict(content["weights"])
    return model, content


def start_from(model: Detector, champion: Detector) -> list[str]:
    """Copies every weight, class outputs by label name; returns the labels that are new.

    Raises ValueError where one does not fit: half a champion would be none.
    """
    mine, theirs = model.state_dict(), champion.state_dict()
    known = champion.config.labels
    common = [label for label in model.config.labels if label in known]
    for name, value in theirs.items():
        # The class outputs have a row for each label.
        rows = 1 if ".what.1." in name else 0
        if name not in mine or mine[name].shape[rows:] != value.shape[rows:]:
            raise ValueError(f"The network has another shape than its champion: {name} does not fit")
        if not rows:
            mine[name] = value
            continue
        for label in common:
            mine[name][model.config.labels.index(label)] = value[known.index(label)]
    model.load_state_dict(mine)
    return [label for label in model.config.labels if label not in known]
