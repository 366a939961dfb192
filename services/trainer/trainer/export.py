"""A checkpoint → ONNX and its manifest, compared with PyTorch before it is kept."""

from __future__ import annotations

import hashlib
import inspect
import json
import shutil
import warnings
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import numpy as np
import torch

from trainer.augment import GREY
from trainer.dataset import CELL, Pages, collate
from trainer.json_files import replace_whole, sync, write_json
from trainer.model import Detector, Exported, parameter_count
from trainer.onnx_file import append_metadata
from trainer.onnx_runtime import Outcome, run_onnx

# Every runtime of the last years reads it, and PyTorch 1.13 writes it.
OPSET = 13
# Differences beyond these are no rounding: probabilities, and pixels of a box.
PROBABILITY_TOLERANCE = 1e-3
PIXEL_TOLERANCE = 0.1
# Larger files have no place beside the code.
MOST_BYTES = 20_000_000
TIMED_RUNS = 30


@dataclass(frozen=True)
class Comparison:
    """Largest differences between PyTorch and the runtime, and the runtime's time for one page."""

    probability: float
    pixels: float
    median_ms: float
    p95_ms: float


def export(
    model: Detector, pages: Pages, folder: Path, command: str, described: dict[str, Any]
) -> dict[str, Any]:
    """Writes folder/model.onnx and manifest.json and returns the manifest.

    pages: what both runtimes are compared on. command: the runtime (onnx_runtime). described: what the
    manifest says beyond the model itself. Raises RuntimeError, leaving nothing, when the outputs differ.
    """
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        path = partial / "model.onnx"
        write_onnx(model, path)
        append_metadata(path, metadata(model, folder.name))
        comparison = compare(model, path, pages, command)
        manifest = {**manifest_of(model, path, folder.name, comparison), **described}
        write_json(partial / "manifest.json", manifest)
        sync(path)
        shutil.rmtree(folder, ignore_errors=True)
        replace_whole(partial, folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return manifest


def write_onnx(model: Detector, path: Path) -> None:
    """The graph with probabilities, for one page at a time."""
    config = model.config
    images = torch.rand(1, 3, config.height, config.width)
    tokens = torch.ones(1, config.height // CELL, config.width // CELL, dtype=torch.int32)
    # Newer releases trace by another way unless told; this one is in all of them.
    legacy = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Exported(model).eval(),
            (images, tokens),
            str(path),
            opset_version=OPSET,
            input_names=["images", "tokens"],
            output_names=["output"],
            **legacy,
        )


def metadata(model: Detector, version: str) -> dict[str, str]:
    """What the graph itself does not say, for whoever has only the file."""
    config = model.config
    return {
        "labels": json.dumps(config.labels),
        "inputs": json.dumps(["images", "tokens"]),
        "size": json.dumps([config.height, config.width]),
        "stride": json.dumps(max(config.strides)),
        "vocabulary": json.dumps(config.vocabulary),
        "embedding": json.dumps(config.embedding),
        "channels": json.dumps(config.channels),
        "normalisation": json.dumps(normalisation()),
        "version": version,
    }


def normalisation() -> dict[str, Any]:
    """How pixels become numbers."""
    return {
        "range": [0, 1],
        "channels": "rgb",
        "seen": "grey",
        "letterbox": "centred",
        "padding": GREY,
    }


def compare(model: Detector, path: Path, pages: Pages, command: str) -> Comparison:
    """The same pages through both. Raises RuntimeError when they do not agree."""
    probabilities: list[float] = []
    pixels: list[float] = []
    outcome: Outcome | None = None
    for index in range(len(pages)):
        batch = collate([pages[(0, index)]]).to(torch.device("cpu"))
        with torch.no_grad():
            expected = Exported(model).eval()(batch.images, batch.tokens).numpy()
        inputs = {"images": batch.images.contiguous().numpy(), "tokens": batch.tokens.numpy()}
        outcome = run_onnx(command, path, inputs, TIMED_RUNS if index == len(pages) - 1 else 0)
        if outcome.output.shape != expected.shape:
            raise RuntimeError(f"The runtime answers {outcome.output.shape}, not {expected.shape}")
        difference = np.abs(outcome.output - expected)
        pixels.append(float(difference[:, :4].max()))
        probabilities.append(float(difference[:, 4:].max()))
    if outcome is None:
        raise RuntimeError("There is no page to compare on")
    # NumPy's maximum of anything and NaN is NaN, unlike Python's, and no comparison with it holds.
    probability, pixel = float(np.max(probabilities)), float(np.max(pixels))
    if not (probability <= PROBABILITY_TOLERANCE and pixel <= PIXEL_TOLERANCE):
        raise RuntimeError(f"ONNX differs from PyTorch by {probability:.2g} and {pixel:.2g} pixels")
    return Comparison(probability, pixel, outcome.median_ms, outcome.p95_ms)


def manifest_of(model: Detector, path: Path, version: str, comparison: Comparison) -> dict[str, Any]:
    """What is known of the file itself. Raises RuntimeError when it is too large to ship."""
    config, content = model.config, path.read_bytes()
    if len(content) > MOST_BYTES:
        raise RuntimeError(f"The model takes {len(content)} bytes, more than {MOST_BYTES}")
    grid = [1, config.height // CELL, config.width // CELL]
    cells = sum((config.height // s) * (config.width // s) for s in config.strides)
    return {
        "name": path.parent.parent.name,
        "version": version,
        "created_at": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "file": path.name,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "parameters": parameter_count(model),
        "labels": list(config.labels),
        "inputs": {
            "images": {"type": "float32", "shape": [1, 3, config.height, config.width]},
            "tokens": {"type": "int32", "shape": grid},
        },
        "output": {"shape": [1, 4 + len(config.labels), cells], "boxes": "cx, cy, w, h in pixels"},
        "size": [config.height, config.width],
        "stride": max(config.strides),
        "vocabulary": config.vocabulary,
        "normalisation": normalisation(),
        "opset": OPSET,
        "comparison": {
            "largest_probability_difference": float(f"{comparison.probability:.2g}"),
            "largest_pixel_difference": float(f"{comparison.pixels:.2g}"),
        },
        "latency": {
            "threads": 1,
            "median_ms": comparison.median_ms,
            "p95_ms": comparison.p95_ms,
        },
    }
