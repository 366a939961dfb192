"""What may happen to a page between printer and reader, drawn from a generator of numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from trainer.config import ModelConfig, TrainConfig

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]

# The grey around a letterboxed page, of 255.
GREY = 114


@dataclass(frozen=True)
class Placement:
    """Where a page lies in the network's input, in pixels."""

    width: int
    height: int
    left: int
    top: int

    def pixels(self, boxes: Floats) -> Floats:
        """Fractions of the page → pixels of the input."""
        size = np.array([self.width, self.height] * 2, np.float32)
        moved: Floats = boxes * size + np.array([self.left, self.top] * 2, np.float32)
        return moved

    def fractions(self, boxes: Floats) -> Floats:
        """Pixels of the input → fractions of the page."""
        size = np.array([self.width, self.height] * 2, np.float32)
        moved: Floats = (boxes - np.array([self.left, self.top] * 2, np.float32)) / size
        return moved


@dataclass(frozen=True)
class Augmentation:
    """One drawn change: size about the middle, place in pixels, light, and what goes missing."""

    scale_x: float
    scale_y: float
    shift_x: float
    shift_y: float
    contrast: float
    brightness: float
    noise: float
    blur: float
    inverse_gamma: float
    without_image: bool
    without_tokens: bool
    drop_word: float
    misread_word: float
    vocabulary: int

    @staticmethod
    def draw(rng: np.random.Generator, train: TrainConfig, model: ModelConfig) -> Augmentation:
        """Draws a change within the limits of the configuration."""
        scale = 1 + train.scale * rng.uniform(-1, 1)
        scale_x, scale_y = scale * rng.uniform(0.95, 1.05, 2)
        middle_x, middle_y = model.width * (1 - scale_x) / 2, model.height * (1 - scale_y) / 2
        missing = rng.random()
        is_noisy = rng.random() < 0.3
        return Augmentation(
            scale_x,
            scale_y,
            middle_x + model.width * train.shift * rng.uniform(-1, 1),
            middle_y + model.height * train.shift * rng.uniform(-1, 1),
            1 + train.brightness * rng.uniform(-1, 0.5),
            255 * train.brightness * 0.4 * rng.uniform(-1, 1),
            train.noise * rng.random() if is_noisy else 0.0,
            rng.uniform(0.3, 1.0) if rng.random() < 0.2 else 0.0,
            rng.uniform(0.7, 1.4),
            missing < train.drop_image,
            missing > 1 - train.drop_tokens,
            train.drop_word * 2 * rng.random(),
            train.misread_word * 2 * rng.random(),
            model.vocabulary,
        )

    def move(self, boxes: Floats) -> Floats:
        """Boxes in pixels, after the change of size and place."""
        scale = np.array([self.scale_x, self.scale_y] * 2, np.float32)
        moved: Floats = boxes * scale + np.array([self.shift_x, self.shift_y] * 2, np.float32)
        return moved


def place_image(image: Bytes, change: Augmentation) -> Bytes:
    """The picture [H,W] after the change of size and place; what comes in at the edges is grey."""
    height, width = image.shape
    # PIL asks where each pixel of the result comes from, so the change is turned round.
    back = (1 / change.scale_x, 0, -change.shift_x / change.scale_x)
    down = (0, 1 / change.scale_y, -change.shift_y / change.scale_y)
    picture = Image.fromarray(image)
    moved = picture.transform(
        (width, height), Image.AFFINE, back + down, Image.BILINEAR, fillcolor=GREY
    )
    return np.asarray(moved)


def change_image(rng: np.random.Generator, image: Bytes, change: Augmentation) -> Bytes:
    """The picture in another light, blurred and noisy; all grey where it is missing."""
    if change.without_image:
        return np.full_like(image, GREY)
    light = np.linspace(0, 1, 256) ** change.inverse_gamma * 255
    light = (light - 128) * change.contrast + 128 + change.brightness
    table = np.clip(light, 0, 255).astype(np.uint8)
    picture = Image.fromarray(table[image])
    if change.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(change.blur))
    if not change.noise:
        return np.asarray(picture)
    grain = rng.integers(-128, 128, image.shape, np.int8).astype(np.float32) * (change.noise / 128)
    return np.clip(np.asarray(picture) + grain, 0, 255).astype(np.uint8)


def change_words(
    rng: np.random.Generator, boxes: Floats, ids: Ints, change: Augmentation
) -> tuple[Floats, Ints]:
    """The words that a recognizer would have found: some lost, some misread, none quite in place."""
    if change.without_tokens or not len(ids):
        return boxes[:0], ids[:0]
    kept = rng.random(len(ids)) >= change.drop_word
    boxes, ids = boxes[kept], ids[kept]
    misread = rng.random(len(ids)) < change.misread_word
    other = rng.integers(1, change.vocabulary, len(ids))
    # Recognizers and text layers disagree by about a pixel where a word begins and ends.
    jitter = rng.uniform(-0.8, 0.8, boxes.shape).astype(np.float32)
    return boxes + jitter, np.where(misread, other, ids)
