"""Every knob of a training, its default, and why it is what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class ModelConfig:
    """What the network looks like. Travels with the weights, since they fit nothing else."""

    labels: tuple[str, ...]
    # Portrait pages: 3:4 wastes less grey than a square; text of 8 points is still 6 pixels high.
    height: int = 640
    width: int = 480
    # Ids of hashed words, 0 meaning "no word here". Must be what the reader paints.
    vocabulary: int = 4096
    # Wide enough to tell some hundred wordings apart, small enough to be gathered in a millisecond.
    embedding: int = 16
    # Channels at strides 8, 16 and 32: most of the time goes to stride 8, most of what is known to
    # 16 and 32, so the first are few. Multiples of 16 are what the CPU kernels like.
    channels: tuple[int, int, int] = (48, 96, 160)

    def __post_init__(self) -> None:
        coarsest = max(self.strides)
        if self.height % coarsest or self.width % coarsest:
            raise ValueError(f"height {self.height} and width {self.width} must be multiples of {coarsest}")

    @property
    def strides(self) -> tuple[int, int, int]:
        """Pixels of a cell at each head: single lines at 8, blocks at 16, tables at 32."""
        return (8, 16, 32)


@dataclass(frozen=True)
class TrainConfig:
    """How a training runs. Two runs of one configuration on one machine give one result."""

    # What is shuffled, dropped and shifted follows from it.
    seed: int = 1
    epochs: int = 30
    # Small, because batches are slow on a CPU and many steps matter more than smooth ones.
    batch: int = 8
    # AdamW's peak; its cosine ends at a hundredth of it.
    learning_rate: float = 2e-3
    # Keeps the embeddings of words that were hardly seen close to nothing.
    weight_decay: float = 0.02
    # Steps in which the rate rises from nothing: the first gradients of the assignment are wild.
    warmup_steps: int = 200
    # Weights are averaged over about 1 / (1 - decay) steps, fewer at the beginning.
    ema_decay: float = 0.998
    gradient_clip: float = 10.0
    # Box and class losses are added so: a box is judged by its overlap only where a label is.
    box_weight: float = 5.0
    class_weight: float = 1.0
    # Task-aligned assignment: cells that learn one box, and how score and overlap are weighed.
    assigned_cells: int = 10
    score_power: float = 0.5
    overlap_power: float = 4.0
    # Either input is sometimes missing in life (no words yet, no picture drawn), so in training too.
    drop_image: float = 0.15
    drop_tokens: float = 0.15
    # Words a recognizer missed, and words it misread.
    drop_word: float = 0.1
    misread_word: float = 0.03
    # Largest change of size and place. A page is never mirrored: text would be nonsense.
    scale: float = 0.15
    shift: float = 0.08
    brightness: float = 0.3
    noise: float = 10.0
    # Processes that prepare pages beside the training; 0 prepares them in it.
    loaders: int = 1
    # 0 leaves it to PyTorch, which takes the cores of the machine that it runs on.
    threads: int = 0
    device: str = "auto"
    # End earlier, after so many steps or minutes; 0 is no limit. The cosine is sized to what ends first:
    # a night's training must be a whole one, however busy the machine.
    max_steps: int = 0
    max_minutes: float = 0.0
    # Pages validated after each epoch; measuring them all takes longer than it tells.
    validation_pages: int = 200


# What a run can have: beyond these it would never end, fill the memory or compute nothing. Least and most, both allowed.
LIMITS: dict[str, tuple[float, float]] = {
    "seed": (0, 2**32 - 1),
    "epochs": (1, 10_000),
    "batch": (1, 256),
    "learning_rate": (0, 1),
    "weight_decay": (0, 1),
    "warmup_steps": (1, 1_000_000),
    "ema_decay": (0, 1),
    "gradient_clip": (0, 1_000_000),
    "box_weight": (0, 1_000),
    "class_weight": (0, 1_000),
    "assigned_cells": (1, 1_000),
    "score_power": (0, 100),
    "overlap_power": (0, 100),
    "drop_image": (0, 1),
    "drop_tokens": (0, 1),
    "drop_word": (0, 1),
    "misread_word": (0, 1),
    "scale": (0, 0.9),
    "shift": (0, 1),
    "brightness": (0, 1),
    "noise": (0, 255),
    "loaders": (0, 16),
    "threads": (0, 256),
    "max_steps": (0, 10_000_000),
    # A week.
    "max_minutes": (0, 10_080),
    "validation_pages": (0, 100_000),
}
DEVICE = re.compile(r"auto|cpu|cuda(:\d{1,2})?")


def train_config(values: dict[str, Any]) -> TrainConfig:
    """Checks values by name, type and size, and fills in the defaults.

    Raises ValueError naming each unknown or wrong knob.
    """
    known = {field.name: field.default for field in fields(TrainConfig)}
    mistakes = [f"unknown setting {name}" for name in values if name not in known]
    checked: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            continue
        mistake = mistake_in(name, value, type(known[name]))
        if mistake:
            mistakes.append(mistake)
        else:
            checked[name] = type(known[name])(value)
    if mistakes:
        raise ValueError("; ".join(mistakes))
    return TrainConfig(**checked)


def mistake_in(name: str, value: Any, kind: type) -> str | None:
    """Why a knob cannot have a value; whole numbers are as good as others."""
    if type(value) is not kind and not (kind is float and type(value) is int):
        return f"{name} must be a {kind.__name__}"
    if kind is str:
        return None if DEVICE.fullmatch(value) else f"{name} must be auto, cpu or cuda"
    least, most = LIMITS[name]
    # Nothing is between two numbers that is none.
    return None if least <= value <= most else f"{name} must be from {least:g} to {most:g}"
