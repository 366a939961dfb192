"""How well a detector does on pages held out: precision, recall and mean average precision per label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from trainer.augment import GREY
from trainer.dataset import Batch, Floats, Pages, collate
from trainer.loss import to_corners
from trainer.model import Detector

Inputs = Literal["both", "image", "tokens"]
INPUTS: tuple[Inputs, ...] = ("both", "image", "tokens")

# Below this a proposal is not even ranked; the precision at such depths is next to nothing.
LEAST_SCORE = 0.005
# Proposals kept for each page.
MOST_BOXES = 300
# A proposal that overlaps a better one of its label more than this is the same one.
SAME_BOX = 0.5
# Where precision and recall are read, for a person.
SHOWN_SCORE = 0.25


@dataclass(frozen=True)
class LabelMetrics:
    """One label: average precision at an overlap of 0.5, and what is found at a score of 0.25.

    ap30: the same at 0.3; where it is much higher, the place is right and its edges are drawn otherwise.
    """

    ap50: float
    ap30: float
    precision: float
    recall: float
    boxes: int


@dataclass(frozen=True)
class Metrics:
    """All labels that the pages hold; the means are over those."""

    map50: float
    map30: float
    pages: int
    inputs: Inputs
    labels: dict[str, LabelMetrics]

    def as_json(self) -> dict[str, Any]:
        """Rounded to what the number of pages can carry."""
        values = asdict(self)
        values["map50"], values["map30"] = round(self.map50, 4), round(self.map30, 4)
        for name, label in self.labels.items():
            shown = {key: round(value, 4) for key, value in asdict(label).items()}
            values["labels"][name] = shown
        return values


@dataclass(frozen=True)
class Found:
    """Proposals of one page: corners in pixels, scores and label numbers, best first."""

    boxes: Floats
    scores: Floats
    labels: NDArray[np.int64]


def evaluate(model: Detector, pages: Pages, inputs: Inputs = "both", batch: int = 4) -> Metrics:
    """Runs the model over pages as they are and compares; `inputs` says what it may look at."""
    model.eval()
    device = next(model.parameters()).device
    found: list[Found] = []
    wanted: list[tuple[Floats, Floats]] = []
    for start in range(0, len(pages), batch):
        samples = [pages[(0, i)] for i in range(start, min(start + batch, len(pages)))]
        found += detect(model, collate(samples).to(device), inputs)
        wanted += [(sample.boxes, sample.labels) for sample in samples]
    names = model.config.labels
    measured = {name: measure(i, found, wanted) for i, name in enumerate(names)}
    labels = {name: metrics for name, metrics in measured.items() if metrics}
    mean = mean_of([label.ap50 for label in labels.values()])
    return Metrics(mean, mean_of([label.ap30 for label in labels.values()]), len(pages), inputs, labels)


def mean_of(values: Sequence[float]) -> float:
    """0 where there is nothing."""
    return float(np.mean(values)) if values else 0.0


@torch.no_grad()
def detect(model: Detector, batch: Batch, inputs: Inputs = "both") -> list[Found]:
    """Proposals for each page of a batch."""
    images = torch.full_like(batch.images, GREY / 255) if inputs == "tokens" else batch.images
    tokens = torch.zeros_like(batch.tokens) if inputs == "image" else batch.tokens
    boxes, logits = model(images, tokens)
    return [
        propose(corners, scores)
        for corners, scores in zip(to_corners(boxes.transpose(1, 2)), logits.sigmoid())
    ]


def propose(corners: Tensor, scores: Tensor) -> Found:
    """Corners [N,4] and scores [labels,N] → the best of each place and label."""
    label, cell = (scores > LEAST_SCORE).nonzero(as_tuple=True)
    score, order = scores[label, cell].sort(descending=True)
    order, score = order[: MOST_BOXES * 10], score[: MOST_BOXES * 10]
    boxes = corners[cell[order]].cpu().numpy()
    labels = label[order].cpu().numpy()
    kept = suppress(boxes, labels)[:MOST_BOXES]
    return Found(boxes[kept], score.cpu().numpy()[kept], labels[kept])


def suppress(boxes: Floats, labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Indices of boxes that overlap no better one of their label; boxes come best first."""
    kept: list[int] = []
    for label in np.unique(labels):
        left = np.flatnonzero(labels == label)
        while len(left):
            kept.append(int(left[0]))
            left = left[1:][overlaps(boxes[left[0]], boxes[left[1:]]) <= SAME_BOX]
    return np.array(sorted(kept), np.int64)


def overlaps(box: Floats, others: Floats) -> Floats:
    """Intersection over union of one corner box [4] with others [n,4]."""
    least = np.minimum(box[2:], others[:, 2:])
    most = np.maximum(box[:2], others[:, :2])
    shared = np.clip(least - most, 0, None).prod(1)
    areas = (others[:, 2:] - others[:, :2]).prod(1)
    found: Floats = shared / np.maximum((box[2:] - box[:2]).prod() + areas - shared, 1e-9)
    return found


def measure(
    label: int, found: Sequence[Found], wanted: Sequence[tuple[Floats, Floats]]
) -> LabelMetrics | None:
    """One label over all pages; none when no page holds it."""
    scores: list[float] = []
    hits: list[bool] = []
    loose_hits: list[bool] = []
    total = 0
    for page, (boxes, labels) in zip(found, wanted):
        truth = boxes[labels[:, label] > 0]
        total += len(truth)
        mine = page.labels == label
        scores += page.scores[mine].tolist()
        hits += match(page.boxes[mine], truth, 0.5)
        loose_hits += match(page.boxes[mine], truth, 0.3)
    if not total:
        return None
    order = np.argsort(-np.array(scores), kind="stable")
    hit = np.cumsum(np.array(hits, np.float64)[order])
    loose_hit = np.cumsum(np.array(loose_hits, np.float64)[order])
    shown = int(np.sum(np.array(scores) >= SHOWN_SCORE))
    good = float(hit[shown - 1]) if shown else 0.0
    return LabelMetrics(
        ap50=average_precision(hit, total),
        ap30=average_precision(loose_hit, total),
        precision=good / max(shown, 1),
        recall=good / total,
        boxes=total,
    )


def match(boxes: Floats, truth: Floats, overlap: float) -> list[bool]:
    """Whether each proposal, best first, is the first to find a box at this overlap."""
    is_free = np.ones(len(truth), bool)
    hits = []
    for box in boxes:
        fit = overlaps(box, truth) * is_free if len(truth) else np.zeros(1)
        best = int(np.argmax(fit))
        hits.append(bool(fit[best] >= overlap))
        if hits[-1]:
            is_free[best] = False
    return hits


def average_precision(hit: NDArray[np.float64], total: int) -> float:
    """Area under the curve of precision over recall, each precision raised to the best at a higher recall.

    hit: how many of the best 1, 2, 3… proposals are right; total: how many there are to find.
    """
    precision = hit / np.arange(1, len(hit) + 1)
    steps = np.concatenate([[0.0], hit / total])
    raised = np.maximum.accumulate(precision[::-1])[::-1]
    return float(np.sum(np.diff(steps) * raised))
