"""The loop, read from top to bottom."""

from __future__ import annotations

import copy
import hashlib
import math
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader

from trainer import checkpoint
from trainer.config import ModelConfig, TrainConfig
from trainer.dataset import (
    Batch,
    Page,
    Pages,
    chosen_on,
    collate,
    digest,
    drawn_order,
    read_labels,
    read_pages,
)
from trainer.evaluate import Metrics, evaluate
from trainer.json_files import read_json, write_json
from trainer.log import log
from trainer.loss import Loss, detection_loss
from trainer.model import Detector
from trainer.onnx_model import unfold
from trainer.progress import Progress, Standing

# Pages on which an exported champion's normalisations are measured: some million cells each.
UNFOLDED_ON = 64
# Steps between two checkpoints: what a power cut may cost.
SAVED_EVERY = 100


@dataclass(frozen=True)
class Paths:
    """What a training reads and where it writes: last.pt (to go on), best.pt (to keep), history.json.

    replayed: other data sets whose pages are learned along, so that what they taught is not forgotten.
    """

    dataset: Path
    run: Path
    champion: Path | None = None
    replayed: tuple[Path, ...] = ()


@dataclass
class State:
    """What changes while training; all of it is in last.pt."""

    model: Detector
    average: Detector
    optimizer: torch.optim.Optimizer
    step: int = 0
    elapsed: float = 0.0
    best: float = -1.0
    map50: float | None = None
    origin: dict[str, Any] = field(default_factory=dict)


def train(
    paths: Paths, asked: Mapping[str, Any], config: TrainConfig, resume: bool = False
) -> Path:
    """Trains until the last epoch or the end of the time given, and returns the best checkpoint.

    asked: what the network is to look like, where it is not to be as its champion or as usual. resume: goes on from last.pt where there is one. Raises FileNotFoundError when a split is empty, RuntimeError
    when the loss is no number any more, ValueError when the champion's weights do not fit.
    """
    paths.run.mkdir(parents=True, exist_ok=True)
    seed_all(config)
    device = pick_device(config.device)
    state = begin(asked, paths, config, device, resume)
    shape = state.model.config
    learned = {
        folder: read_pages(folder, "train", shape.labels)
        for folder in (paths.dataset, *paths.replayed)
    }
    state.origin = origin_of(paths, learned)
    pages = Pages([page for part in learned.values() for page in part], shape, config)
    held_out = chosen_on(read_pages(paths.dataset, "val", shape.labels))
    validation = Pages(every_nth(held_out, config.validation_pages), shape, None)
    progress = Progress(paths.run)
    epoch_steps = math.ceil(len(pages) / config.batch)
    planned = min(config.epochs * epoch_steps, config.max_steps or config.epochs * epoch_steps)
    began = time.monotonic() - state.elapsed
    best = paths.run / "best.pt"
    for epoch in range(state.step // epoch_steps, math.ceil(planned / epoch_steps)):
        # Also where a training that had ended is asked to go on: what came after it was cut off.
        if fraction_done(state, config, planned) >= 1 and best.exists():
            break
        for batch in batches(pages, config, epoch, state.step - epoch * epoch_steps):
            loss = train_step(state, batch.to(device), config, planned)
            state.elapsed = time.monotonic() - began
            done = fraction_done(state, config, planned)
            progress.show(standing(state, loss, (epoch + 1, config.epochs), done))
            if done >= 1:
                break
            # After its last step an epoch is measured first: it would not be if the training went on from here.
            if state.step % SAVED_EVERY == 0 and state.step % epoch_steps:
                save(state, paths.run / "last.pt", config)
        metrics = evaluate(state.average, validation)
        state.map50 = metrics.map50
        state.elapsed = time.monotonic() - began
        keep(state, metrics, paths.run, config, epoch + 1)
    progress.close()
    return best


def seed_all(config: TrainConfig) -> None:
    """One seed for weights, order and changes."""
    torch.manual_seed(config.seed)
    np.random.seed(config.seed)
    if config.threads > 0:
        torch.set_num_threads(config.threads)


def pick_device(name: str) -> torch.device:
    """`auto` takes a GPU where there is one."""
    if name != "auto":
        return torch.device(name)
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def begin(
    asked: Mapping[str, Any], paths: Paths, config: TrainConfig, device: torch.device, resume: bool
) -> State:
    """A new network, the champion's weights, or where the training was left."""
    left = read_left(paths.run / "last.pt") if resume else None
    if left:
        average, saved = left
        model = Detector(average.config)
        model.load_state_dict(saved["training"])
        state = State(model.to(device), average.to(device), optimizer_of(model, config))
        state.optimizer.load_state_dict(saved["optimizer"])
        state.step, state.elapsed, state.best = saved["step"], saved["elapsed"], saved["best"]
        return state
    champion = read_champion(paths.champion, paths.dataset, config) if paths.champion else None
    labels = read_labels(paths.dataset)
    usual = champion.config if champion else ModelConfig(labels)
    model = Detector(replace(usual, labels=labels, **asked))
    if champion:
        checkpoint.start_from(model, champion)
    model = model.to(device)
    return State(model, copy.deepcopy(model), optimizer_of(model, config))


def read_left(path: Path) -> tuple[Detector, dict[str, Any]] | None:
    """Where the training was left; none where it was not, or where that is damaged: then it begins anew."""
    if not path.exists():
        return None
    try:
        return checkpoint.load(path)
    except ValueError as error:
        log("warn", "The training begins anew", reason=str(error))
        return None


def origin_of(paths: Paths, learned: dict[Path, list[Page]]) -> dict[str, Any]:
    """What the weights will come from, for the manifest."""
    sets = [
        {"name": folder.resolve().name, "digest": digest(pages), "pages": len(pages)}
        for folder, pages in learned.items()
    ]
    origin: dict[str, Any] = {"dataset": sets[0], "replayed": sets[1:]}
    if paths.champion:
        content = paths.champion.read_bytes()
        # An exported one lies in the folder of its version, a checkpoint in that of its run.
        name = paths.champion.resolve().parent.name
        origin["champion"] = {"name": name, "sha256": hashlib.sha256(content).hexdigest()}
    return origin


def read_champion(path: Path, dataset: Path, config: TrainConfig) -> Detector:
    """The network to start from; one that was exported is made trainable again on some of the pages."""
    champion, _ = checkpoint.load(path)
    if path.suffix == ".onnx":
        pages = read_pages(dataset, "train", champion.config.labels)
        unfold(champion, Pages(every_nth(pages, UNFOLDED_ON), champion.config, config))
    return champion


def optimizer_of(model: nn.Module, config: TrainConfig) -> torch.optim.Optimizer:
    """AdamW; only matrices decay, a bias or a scale has no reason to be small."""
    decayed = [p for p in model.parameters() if p.dim() > 1]
    others = [p for p in model.parameters() if p.dim() <= 1]
    groups = [
        {"params": decayed, "weight_decay": config.weight_decay},
        {"params": others, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=config.learning_rate)


def batches(pages: Pages, config: TrainConfig, epoch: int, skipped: int) -> Iterator[Batch]:
    """The batches of an epoch, in its order, from the one where the training was left."""
    order = drawn_order(len(pages), config.seed, epoch)[skipped * config.batch :]
    loader: DataLoader[Any] = DataLoader(
        pages,
        batch_size=config.batch,
        sampler=order,
        collate_fn=collate,
        num_workers=config.loaders,
    )
    return iter(loader)


def train_step(state: State, batch: Batch, config: TrainConfig, planned: int) -> Loss:
    """One batch: forward, loss, backward, step, average. Raises RuntimeError when the loss is no number."""
    state.model.train()
    rate = learning_rate(state.step, fraction_done(state, config, planned), config)
    for group in state.optimizer.param_groups:
        group["lr"] = rate
    boxes, logits = state.model(batch.images, batch.tokens)
    cells = (state.model.centres, state.model.cell_strides)
    loss = detection_loss(boxes, logits, batch, cells, config)
    state.optimizer.zero_grad(set_to_none=True)
    loss.total.backward()
    gradient = float(nn.utils.clip_grad_norm_(state.model.parameters(), config.gradient_clip))
    total = float(loss.total.detach())
    if not (math.isfinite(total) and math.isfinite(gradient)):
        wrong = f"The loss is {total:.3g} and its gradient {gradient:.3g} at step {state.step + 1}"
        raise RuntimeError(f"{wrong}; a smaller learning rate may help")
    state.optimizer.step()
    state.step += 1
    blend(state.average, state.model, min(config.ema_decay, (1 + state.step) / (10 + state.step)))
    return loss


def learning_rate(step: int, done: float, config: TrainConfig) -> float:
    """Rises over the warm-up, then falls along half a cosine to a hundredth."""
    warm = min(1.0, (step + 1) / config.warmup_steps)
    return config.learning_rate * warm * (0.01 + 0.99 * (1 + math.cos(math.pi * min(done, 1.0))) / 2)


def fraction_done(state: State, config: TrainConfig, planned: int) -> float:
    """Of the steps planned, or of the minutes given, whichever ends first."""
    by_time = state.elapsed / (config.max_minutes * 60) if config.max_minutes else 0.0
    return max(state.step / planned, by_time)


@torch.no_grad()
def blend(average: nn.Module, model: nn.Module, decay: float) -> None:
    """Moves the averaged weights a little towards the trained ones."""
    for slow, fast in zip(average.state_dict().values(), model.state_dict().values()):
        if slow.dtype.is_floating_point:
            slow.lerp_(fast.detach(), 1 - decay)
        else:
            slow.copy_(fast)


def standing(state: State, loss: Loss, epoch: tuple[int, int], done: float) -> Standing:
    """What the progress bar shows."""
    left = state.elapsed / max(done, 1e-6) * max(0.0, 1 - done)
    return Standing(
        epoch[0],
        epoch[1],
        state.step,
        min(done, 1.0),
        float(loss.total.detach()),
        loss.boxes,
        loss.classes,
        state.map50,
        state.elapsed,
        left,
    )


def keep(state: State, metrics: Metrics, run: Path, config: TrainConfig, epoch: int) -> None:
    """Saves where the training is, the best so far, and adds a line to the history."""
    if metrics.map50 >= state.best:
        state.best = metrics.map50
        extra = {"epoch": epoch, "step": state.step, "train": asdict(config), "origin": state.origin}
        checkpoint.save(run / "best.pt", state.average, extra)
    save(state, run / "last.pt", config)
    history = run / "history.json"
    lines = read_json(history, [])
    lines.append({"epoch": epoch, "step": state.step, "map50": round(metrics.map50, 4)})
    write_json(history, lines)


def save(state: State, path: Path, config: TrainConfig) -> None:
    """Everything that `begin` needs to go on."""
    extra = {
        "training": state.model.state_dict(),
        "optimizer": state.optimizer.state_dict(),
        "step": state.step,
        "elapsed": state.elapsed,
        "best": state.best,
        "train": asdict(config),
        "origin": state.origin,
    }
    checkpoint.save(path, state.average, extra)


def every_nth(pages: list[Any], count: int) -> list[Any]:
    """About `count` pages, spread over all of them."""
    return pages[:: max(1, len(pages) // count)][:count] if count else pages
