"""Which cell learns which box, and how wrong it was.

Assignment: task-aligned (TOOD, arXiv 2108.07755): the cells whose score and overlap are best together learn
the box. Overlap: complete IoU (arXiv 1911.08287). Classes: binary cross-entropy against the overlap reached.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from trainer.config import TrainConfig
from trainer.dataset import Batch


@dataclass(frozen=True)
class Loss:
    """What is minimised, and its two parts for a person to read."""

    total: Tensor
    boxes: float
    classes: float


@dataclass(frozen=True)
class Assignment:
    """Pairs of a cell and the box that it learns: numbers of batch, box and cell, and the aim's height."""

    batch: Tensor
    box: Tensor
    cell: Tensor
    aim: Tensor


def detection_loss(
    boxes: Tensor, logits: Tensor, batch: Batch, cells: tuple[Tensor, Tensor], config: TrainConfig
) -> Loss:
    """Judges boxes [B,4,N] (centre, size, pixels) and logits [B,labels,N]; cells: centres and strides."""
    corners = to_corners(boxes.transpose(1, 2))
    chosen = assign(corners.detach(), logits.detach(), batch, cells, config)
    aims = torch.zeros_like(logits)
    labels = batch.labels[chosen.batch, chosen.box]
    aims[chosen.batch, :, chosen.cell] = labels * chosen.aim[:, None]
    # As many as there is to learn, so that a page with few fields counts as much as one with many.
    count = chosen.aim.sum().clamp(min=1.0)
    classes = binary_cross_entropy_with_logits(logits, aims, reduction="sum") / count
    found = corners[chosen.batch, chosen.cell]
    wanted = batch.boxes[chosen.batch, chosen.box]
    overlap = complete_iou(found, wanted)
    misplaced = ((1 - overlap) * chosen.aim).sum() / count
    total = config.box_weight * misplaced + config.class_weight * classes
    return Loss(total, float(misplaced.detach()), float(classes.detach()))


def assign(
    corners: Tensor, logits: Tensor, batch: Batch, cells: tuple[Tensor, Tensor], config: TrainConfig
) -> Assignment:
    """The best cells of each box; a cell that two boxes want goes to the one it overlaps more."""
    owner, box, cell = candidates(batch, cells)
    overlap = iou(corners[owner, cell], batch.boxes[owner, box])
    wanted = batch.labels[owner, box]
    score = (logits[owner, :, cell].sigmoid() * wanted).sum(1) / wanted.sum(1).clamp(min=1)
    fit = score.pow(config.score_power) * overlap.pow(config.overlap_power) + 1e-12
    rows, number = batch.boxes.shape[0] * batch.boxes.shape[1], corners.shape[1]
    row = owner * batch.boxes.shape[1] + box
    dense = torch.zeros(rows, number, device=corners.device)
    dense[row, cell] = fit
    best, _ = dense.topk(min(config.assigned_cells, number), 1)
    is_best = (fit >= best[row, -1]) | (best[row, -1] == 0)
    owner, box, cell, row = owner[is_best], box[is_best], cell[is_best], row[is_best]
    fit, overlap = fit[is_best], overlap[is_best]
    # The larger overlap keeps the cell: scatter the best one there and see who still holds it.
    place = owner * number + cell
    held = torch.full((corners.shape[0] * number,), -1.0, device=corners.device)
    held = held.scatter_reduce(0, place, overlap, "amax", include_self=True)
    holds = overlap >= held[place]
    owner, box, cell, row = owner[holds], box[holds], cell[holds], row[holds]
    fit, overlap = fit[holds], overlap[holds]
    # The best cell of a box aims at the overlap that the box has reached, the others at less.
    peak_fit = torch.zeros(rows, device=fit.device).scatter_reduce(0, row, fit, "amax")
    peak_overlap = torch.zeros(rows, device=fit.device).scatter_reduce(0, row, overlap, "amax")
    aim = fit / peak_fit[row].clamp(min=1e-12) * peak_overlap[row]
    return Assignment(owner, box, cell, aim)


def candidates(batch: Batch, cells: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
    """Numbers of batch, box and cell wherever a cell's centre is in a box.

    A line of text is often lower than a cell: boxes count as at least one cell wide and high.
    """
    centres, strides = cells
    x, y = centres[0, 0], centres[0, 1]
    reach = strides[0, 0] / 2
    left, top, right, bottom = batch.boxes.unbind(2)
    half_width, half_height = (right - left)[..., None] / 2, (bottom - top)[..., None] / 2
    middle_x, middle_y = (left + right)[..., None] / 2, (top + bottom)[..., None] / 2
    is_near = (x - middle_x).abs() <= torch.maximum(half_width, reach)
    is_near &= (y - middle_y).abs() <= torch.maximum(half_height, reach)
    is_near &= batch.is_box[..., None]
    owner, box, cell = is_near.nonzero(as_tuple=True)
    return owner, box, cell


def to_corners(boxes: Tensor) -> Tensor:
    """Centre and size [...,4] → corners."""
    centre, size = boxes[..., :2], boxes[..., 2:]
    return torch.cat([centre - size / 2, centre + size / 2], -1)


def iou(one: Tensor, other: Tensor) -> Tensor:
    """Overlap of pairs of corner boxes [n,4]: shared area by common area, 0 to 1."""
    least = torch.minimum(one[:, 2:], other[:, 2:])
    most = torch.maximum(one[:, :2], other[:, :2])
    shared = (least - most).clamp(min=0).prod(1)
    common = (one[:, 2:] - one[:, :2]).prod(1) + (other[:, 2:] - other[:, :2]).prod(1) - shared
    return shared / common.clamp(min=1e-9)


def complete_iou(one: Tensor, other: Tensor) -> Tensor:
    """Overlap less the distance of the centres and the difference in shape; -1.5 to 1."""
    overlap = iou(one, other)
    span = torch.maximum(one[:, 2:], other[:, 2:]) - torch.minimum(one[:, :2], other[:, :2])
    between = ((one[:, :2] + one[:, 2:]) - (other[:, :2] + other[:, 2:])).pow(2).sum(1) / 4
    distance = between / span.pow(2).sum(1).clamp(min=1e-9)
    width, height = (one[:, 2:] - one[:, :2]).clamp(min=1e-6).unbind(1)
    other_width, other_height = (other[:, 2:] - other[:, :2]).clamp(min=1e-6).unbind(1)
    angle = torch.atan(other_width / other_height) - torch.atan(width / height)
    shape = 4 / math.pi**2 * angle.pow(2)
    with torch.no_grad():
        weight = shape / (1 - overlap + shape).clamp(min=1e-9)
    return overlap - distance - weight * shape
