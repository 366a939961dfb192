"""Pages on disk → what the network sees and what it should say.

A data set is a folder that the usual YOLO trainers read as well: `dataset.yaml`, `images/<split>`,
`labels/<split>` (`class cx cy w h`, fractions of the page) and ours, `words/<split>` (`x0 y0 x1 y1 id text`,
tab separated). A folder with `classes.txt`, `images` and `labels` and no splits is read too, to measure on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import yaml
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from trainer.augment import GREY, Augmentation, Placement, change_image, change_words, place_image
from trainer.config import ModelConfig, TrainConfig
from trainer.log import log

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]

# Pixels of one cell of the word grid.
CELL = 4
SUFFIXES = (".jpg", ".jpeg", ".png")
# Pictures decoded ahead of the array that they go to.
DECODED_AT_ONCE = 32


@dataclass(frozen=True)
class Page:
    """One page: where its picture is, its boxes and words (x0, y0, x1, y1; fractions of the page)."""

    image: Path
    boxes: Floats
    labels: Ints
    word_boxes: Floats
    word_ids: Ints


@dataclass(frozen=True)
class Sample:
    """One page as the network sees it; boxes in pixels of the letterboxed page."""

    image: Bytes
    tokens: NDArray[np.int32]
    boxes: Floats
    labels: Floats


@dataclass(frozen=True)
class Batch:
    """Samples side by side; `is_box` says which rows of boxes and labels are real."""

    images: Tensor
    tokens: Tensor
    boxes: Tensor
    labels: Tensor
    is_box: Tensor

    def to(self, device: torch.device) -> Batch:
        """The same on another device; pictures become three channels of 0 to 1 there."""
        images = self.images.to(device).float().div(255).unsqueeze(1).expand(-1, 3, -1, -1)
        rest = (self.tokens, self.boxes, self.labels, self.is_box)
        return Batch(images, *(part.to(device) for part in rest))


def read_labels(folder: Path) -> tuple[str, ...]:
    """The names of a data set's classes, in the order of their numbers. Raises FileNotFoundError without one."""
    described = folder / "dataset.yaml"
    if not described.exists():
        listed = folder / "classes.txt"
        if not listed.exists():
            raise FileNotFoundError(f"no data set in {folder}: neither dataset.yaml nor classes.txt")
        return tuple(listed.read_text("utf-8").split())
    names = yaml.safe_load(described.read_text("utf-8"))["names"]
    return tuple(names[i] for i in range(len(names))) if isinstance(names, dict) else tuple(names)


def read_pages(folder: Path, split: str, labels: Sequence[str], words: Path | None = None) -> list[Page]:
    """Every page of a split, in the order of their names; classes are matched by name, others left out.

    words: where the words are, when not in the data set itself. Raises FileNotFoundError for an empty split.
    """
    names = read_labels(folder)
    number = {i: labels.index(name) for i, name in enumerate(names) if name in labels}
    inner = split if (folder / "images" / split).is_dir() else "."
    words = words or folder / "words" / inner
    files = sorted(p for p in (folder / "images" / inner).iterdir() if p.suffix.lower() in SUFFIXES)
    if not files:
        raise FileNotFoundError(f"no pages in {folder / 'images' / inner}")
    return [
        Page(
            file,
            *read_boxes(folder / "labels" / inner / f"{file.stem}.txt", number),
            *read_words(words / f"{file.stem}.tsv"),
        )
        for file in files
    ]


def chosen_on(pages: Sequence[Page]) -> list[Page]:
    """Every other page held out, from the first: the best checkpoint is the one that does best on these."""
    return list(pages[::2])


def judged_on(pages: Sequence[Page]) -> list[Page]:
    """The others, on which nothing was chosen: what is found on them is no luck. Of a single page, that one."""
    return list(pages[1::2] or pages)


def read_boxes(path: Path, number: dict[int, int]) -> tuple[Floats, Ints]:
    """YOLO lines → corners and label numbers; a page without a file has no boxes."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    rows = [[float(part) for part in line.split()] for line in lines if line.strip()]
    rows = [row for row in rows if int(row[0]) in number]
    boxes = np.array([row[1:5] for row in rows], np.float32).reshape(-1, 4)
    corners = np.concatenate([boxes[:, :2] - boxes[:, 2:] / 2, boxes[:, :2] + boxes[:, 2:] / 2], 1)
    return corners, np.array([number[int(row[0])] for row in rows], np.int64)


def read_words(path: Path) -> tuple[Floats, Ints]:
    """Words of a page; a page without a file has none."""
    lines = path.read_text("utf-8").split("\n") if path.exists() else []
    rows = [line.split("\t")[:5] for line in lines if line.strip()]
    boxes = np.array([[float(part) for part in row[:4]] for row in rows], np.float32).reshape(-1, 4)
    return boxes, np.array([int(row[4]) for row in rows], np.int64)


def digest(pages: Sequence[Page]) -> str:
    """SHA-256 over names, boxes and words: says whether two runs learned from the same pages."""
    total = hashlib.sha256()
    for page in pages:
        total.update(page.image.name.encode())
        for part in (page.boxes, page.labels, page.word_boxes, page.word_ids):
            total.update(part.tobytes())
    return total.hexdigest()


def letterbox(size: tuple[int, int], config: ModelConfig) -> Placement:
    """How a page of (width, height) pixels lies in the network's input: as large as fits, centred."""
    scale = min(config.width / size[0], config.height / size[1])
    width, height = round(size[0] * scale), round(size[1] * scale)
    left, top = (config.width - width) // 2, (config.height - height) // 2
    return Placement(width, height, left, top)


def load_image(path: Path, config: ModelConfig) -> tuple[Bytes, Placement]:
    """The letterboxed page in grey, uint8 [H,W], and how it lies there."""
    with Image.open(path) as picture:
        placement = letterbox(picture.size, config)
        picture.draft("L", (placement.width, placement.height))
        page = picture.convert("L").resize((placement.width, placement.height), Image.BILINEAR)
    canvas = np.full((config.height, config.width), GREY, np.uint8)
    right, bottom = placement.left + placement.width, placement.top + placement.height
    canvas[placement.top : bottom, placement.left : right] = np.asarray(page)
    return canvas, placement


def try_image(path: Path, config: ModelConfig) -> tuple[Bytes, Placement] | None:
    """The same; none, and a line in the log, when it cannot be read: one damaged page must not end every training."""
    try:
        return load_image(path, config)
    # A broken PNG is a SyntaxError to Pillow.
    except (OSError, SyntaxError, ValueError) as error:
        log("warn", "A page is left out", file=path.name, reason=str(error))
        return None


def paint_words(boxes: Floats, ids: Ints, config: ModelConfig) -> NDArray[np.int32]:
    """Every cell that a word touches holds its id, later words win; boxes in pixels."""
    rows, columns = config.height // CELL, config.width // CELL
    painted = np.zeros((rows, columns), np.int32)
    first = np.floor(boxes[:, :2] / CELL).astype(np.int64)
    last = np.maximum(np.ceil(boxes[:, 2:] / CELL).astype(np.int64), first + 1)
    first, last = np.maximum(first, 0), np.maximum(last, 0)
    for (x0, y0), (x1, y1), number in zip(first.tolist(), last.tolist(), ids.tolist()):
        painted[y0:y1, x0:x1] = number
    return painted


class Pages:
    """A data set for torch's loader. Item (epoch, index) is always the same sample.

    Pictures are decoded and letterboxed once and stay in memory: 0.3 MB a page. `pages` are those whose picture can be read.
    """

    def __init__(self, pages: Sequence[Page], model: ModelConfig, train: TrainConfig | None) -> None:
        """train: how to change the pages; none when they are to be seen as they are.

        Raises ValueError when no picture can be read.
        """
        self.model = model
        self.train = train
        self.pages: list[Page] = []
        self.placements: list[Placement] = []
        # Filled page by page: a list of them beside the array would be all of them twice.
        images = np.empty((len(pages), model.height, model.width), np.uint8)
        with ThreadPoolExecutor(2) as pool:
            for start in range(0, len(pages), DECODED_AT_ONCE):
                some = pages[start : start + DECODED_AT_ONCE]
                for page, loaded in zip(some, pool.map(lambda page: try_image(page.image, model), some)):
                    if loaded:
                        images[len(self.pages)], placement = loaded
                        self.pages.append(page)
                        self.placements.append(placement)
        if pages and not self.pages:
            raise ValueError(f"no picture can be read in {pages[0].image.parent}")
        self.images = images[: len(self.pages)]

    def __len__(self) -> int:
        return len(self.pages)

    def __getitem__(self, item: tuple[int, int]) -> Sample:
        epoch, index = item
        page, image, placement = self.pages[index], self.images[index], self.placements[index]
        boxes, word_boxes = placement.pixels(page.boxes), placement.pixels(page.word_boxes)
        labels, ids = page.labels, page.word_ids
        if self.train:
            rng = np.random.default_rng((self.train.seed, epoch, index))
            change = Augmentation.draw(rng, self.train, self.model)
            image = change_image(rng, place_image(image, change), change)
            word_boxes, ids = change_words(rng, change.move(word_boxes), ids, change)
            boxes, labels = clip(change.move(boxes), labels, self.model)
        return Sample(
            image, paint_words(word_boxes, ids, self.model), *merge(boxes, labels, len(self.model.labels))
        )


def clip(boxes: Floats, labels: Ints, config: ModelConfig) -> tuple[Floats, Ints]:
    """Boxes cut at the edge of the input; those mostly outside are forgotten."""
    limit = np.array([config.width, config.height] * 2, np.float32)
    inside = np.clip(boxes, 0, limit)
    kept = area(inside) > 0.5 * area(boxes)
    return inside[kept], labels[kept]


def area(boxes: Floats) -> Floats:
    """Width times height of corner boxes [n,4]."""
    found: Floats = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    return found


def merge(boxes: Floats, labels: Ints, count: int) -> tuple[Floats, Floats]:
    """One box for each place: a total that is also the amount to pay has two labels, not two boxes.

    Returns boxes [m,4] and labels [m,count] of 0 and 1.
    """
    if not len(boxes):
        return np.zeros((0, 4), np.float32), np.zeros((0, count), np.float32)
    # Half a pixel apart is the same place; a cell could not learn both.
    places, index = np.unique(np.round(boxes * 2), axis=0, return_inverse=True)
    merged = np.zeros((len(places), 4), np.float32)
    merged[index.reshape(-1)] = boxes
    several = np.zeros((len(places), count), np.float32)
    several[index.reshape(-1), labels] = 1
    return merged, several


def collate(samples: Sequence[Sample]) -> Batch:
    """Samples → batch, boxes padded to the longest."""
    longest = max(1, max(len(sample.boxes) for sample in samples))
    count = samples[0].labels.shape[1]
    boxes = torch.zeros(len(samples), longest, 4)
    labels = torch.zeros(len(samples), longest, count)
    is_box = torch.zeros(len(samples), longest, dtype=torch.bool)
    for row, sample in enumerate(samples):
        size = len(sample.boxes)
        boxes[row, :size] = torch.from_numpy(sample.boxes)
        labels[row, :size] = torch.from_numpy(sample.labels)
        is_box[row, :size] = True
    images = torch.from_numpy(np.stack([sample.image for sample in samples]))
    tokens = torch.from_numpy(np.stack([sample.tokens for sample in samples]))
    return Batch(images, tokens, boxes, labels, is_box)


def drawn_order(count: int, seed: int, epoch: int) -> list[tuple[int, int]]:
    """The items of an epoch, shuffled; the same for the same seed, whenever it is asked."""
    return [(epoch, int(i)) for i in np.random.default_rng((seed, epoch)).permutation(count)]
