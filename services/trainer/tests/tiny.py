"""A data set small enough for a test: pages with a black bar for each label, and a word over it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from trainer.config import ModelConfig

LABELS = ("numero_facture", "montant_ttc", "lignes")
# A network of a few thousand weights; everything else is as it is served.
SHAPE = ModelConfig(LABELS, 128, 96, 64, 4, (8, 16, 16))


def write_dataset(folder: Path, counts: tuple[int, int] = (2, 2)) -> Path:
    """Writes a data set of so many pages to learn from and to measure on."""
    names = "".join(f"  {i}: {name}\n" for i, name in enumerate(LABELS))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dataset.yaml").write_text(
        f"path: .\ntrain: images/train\nval: images/val\nnames:\n{names}", "utf-8"
    )
    rng = np.random.default_rng(0)
    for split, count in zip(("train", "val"), counts):
        for part in ("images", "labels", "words"):
            (folder / part / split).mkdir(parents=True, exist_ok=True)
        for i in range(count):
            write_page(folder, split, f"page-{i}", rng)
    return folder


def write_page(folder: Path, split: str, name: str, rng: np.random.Generator) -> None:
    """One page of 300 × 400 pixels with one box of each label."""
    page = Image.new("L", (300, 400), 255)
    draw = ImageDraw.Draw(page)
    lines, words = [], []
    for label, (width, height) in enumerate(((90, 14), (60, 14), (240, 100))):
        x = int(rng.integers(5, 300 - width - 5))
        y = 20 + label * 60 + int(rng.integers(0, 30))
        draw.rectangle((x, y, x + width, y + height), fill=40 * label)
        box = (x / 300, y / 400, (x + width) / 300, (y + height) / 400)
        lines.append(
            f"{label} {(box[0] + box[2]) / 2} {(box[1] + box[3]) / 2} {width / 300} {height / 400}"
        )
        words.append("\t".join(map(str, [*box, 10 + label, f"word{label}"])))
    page.save(folder / "images" / split / f"{name}.jpg")
    (folder / "labels" / split / f"{name}.txt").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "words" / split / f"{name}.tsv").write_text("\n".join(words) + "\n", "utf-8")
