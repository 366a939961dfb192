"""An exported model → a detector that can be measured, and trained further.

Export folds each normalisation into the convolution before it, and forgets the convolutions' names. Both are
undone here: convolutions are told apart by their order, and what was folded is measured anew on pages.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from trainer.dataset import CELL, Pages, collate
from trainer.model import Conv, Detector
from trainer.onnx_file import OnnxGraph, read_onnx
from trainer.onnx_shape import shape_of

# Pages looked at together while measuring, as many as in a batch of a training.
MEASURED_TOGETHER = 8


def load_onnx(path: Path) -> Detector:
    """The detector of an exported file; it answers as the file does.

    Raises ValueError when the file holds no network of this shape.
    """
    graph = read_onnx(path)
    try:
        model = Detector(shape_of(graph.metadata))
        fill(model, graph)
    except (KeyError, RuntimeError, TypeError, ValueError) as error:
        raise ValueError(f"{path} is no detector that this trainer exported: {error}") from error
    return model.eval()


def fill(model: Detector, graph: OnnxGraph) -> None:
    """Copies every weight. Raises RuntimeError where one has another shape, KeyError where one is missing."""
    layers = convolutions(model)
    if len(layers) != len(graph.convolutions):
        raise RuntimeError(f"{len(graph.convolutions)} convolutions instead of {len(layers)}")
    normalised = {block[0]: block[1] for block in model.modules() if isinstance(block, Conv)}
    with torch.no_grad():
        put(model.words.weight, graph.weights["detector.words.weight"])
        for layer, (weight, bias) in zip(layers, graph.convolutions):
            put(layer.weight, graph.weights[weight])
            normalisation = normalised.get(layer)
            if normalisation is None:
                put(layer.bias, graph.weights[bias])
                continue
            # One that changes nothing but what the folded bias says.
            put(normalisation.bias, graph.weights[bias])
            normalisation.weight.fill_(math.sqrt(1 + normalisation.eps))


def put(place: Tensor | None, values: np.ndarray[Any, np.dtype[np.float32]]) -> None:
    """Copies values of the same shape. Raises RuntimeError for others."""
    if place is None or tuple(place.shape) != values.shape:
        raise RuntimeError(f"a weight of shape {values.shape} has no place")
    place.copy_(torch.from_numpy(values))


def convolutions(model: Detector) -> list[nn.Conv2d]:
    """In the order in which a page passes them, which is that of the exported graph."""
    passed: list[nn.Conv2d] = []
    layers = [layer for layer in model.modules() if isinstance(layer, nn.Conv2d)]
    hooks = [layer.register_forward_hook(lambda layer, *_: passed.append(layer)) for layer in layers]
    config = model.config
    tokens = torch.zeros(1, config.height // CELL, config.width // CELL, dtype=torch.int32)
    with torch.no_grad():
        model.eval()(torch.zeros(1, 3, config.height, config.width), tokens)
    for hook in hooks:
        hook.remove()
    return passed


def unfold(model: Detector, pages: Pages) -> None:
    """Measures on pages what was folded away, so that training goes on where it ended.

    The detector answers as before; its normalisations then hold the mean and the spread of what passes them.
    """
    blocks = [block for block in model.modules() if isinstance(block, Conv)]
    sums = {block: torch.zeros(3, block[0].out_channels, dtype=torch.float64) for block in blocks}
    hooks = [
        block[0].register_forward_hook(lambda _, __, out, total=sums[block]: add(total, out))
        for block in blocks
    ]
    model.eval()
    with torch.no_grad():
        for start in range(0, len(pages), MEASURED_TOGETHER):
            last = min(start + MEASURED_TOGETHER, len(pages))
            batch = collate([pages[(0, index)] for index in range(start, last)])
            batch = batch.to(torch.device("cpu"))
            model(batch.images, batch.tokens)
        for hook in hooks:
            hook.remove()
        for block in blocks:
            count, total, squares = sums[block]
            renew(block[1], (total / count).float(), (squares / count - (total / count) ** 2).float())


def add(total: Tensor, out: Tensor) -> None:
    """Counts, sums and sums of squares of every channel [B,C,H,W]."""
    values = out.double()
    total += torch.stack(
        [torch.full_like(total[0], values[:, 0].numel()), values.sum((0, 2, 3)), values.pow(2).sum((0, 2, 3))]
    )


def renew(normalisation: nn.BatchNorm2d, mean: Tensor, variance: Tensor) -> None:
    """Sets mean and variance, and scale and bias so that nothing changes by it."""
    mean_before, variance_before = normalisation.running_mean, normalisation.running_var
    if mean_before is None or variance_before is None:
        raise RuntimeError("a normalisation keeps no statistics")
    variance = variance.clamp(min=0)
    scale = normalisation.weight / (variance_before + normalisation.eps).sqrt()
    normalisation.bias += scale * (mean - mean_before)
    normalisation.weight.copy_(scale * (variance + normalisation.eps).sqrt())
    mean_before.copy_(mean)
    variance_before.copy_(variance)
