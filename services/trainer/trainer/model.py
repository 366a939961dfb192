"""The detector: a YOLO that sees the page and reads it.

Anchor-free with a decoupled head (YOLOX, arXiv 2107.08430), cross-stage blocks (CSPNet, 1911.11929),
features joined downwards and upwards (PANet, 1803.01534). The words of the page come as a second image
of hashed ids and meet the first one at stride 8.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from trainer.config import ModelConfig

# BT.601: colours differ between printers of the same invoice, layout does not.
LUMA = (0.299, 0.587, 0.114)


class Conv(nn.Sequential):
    """Convolution, normalisation, activation."""

    def __init__(self, inputs: int, outputs: int, kernel: int = 3, stride: int = 1) -> None:
        super().__init__(
            nn.Conv2d(inputs, outputs, kernel, stride, (kernel - 1) // 2, bias=False),
            nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.03),
            nn.ReLU(inplace=True),
        )


class Bottleneck(nn.Module):
    """Two convolutions around which the input passes unchanged."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.inner = nn.Sequential(Conv(channels, channels), Conv(channels, channels))

    def forward(self, x: Tensor) -> Tensor:
        added: Tensor = x + self.inner(x)
        return added


class Stage(nn.Module):
    """Half of the channels are worked on, half pass by; both are mixed at the end."""

    def __init__(self, inputs: int, outputs: int, depth: int) -> None:
        super().__init__()
        half = outputs // 2
        self.open = Conv(inputs, half * 2, 1)
        self.blocks = nn.ModuleList([Bottleneck(half) for _ in range(depth)])
        self.mix = Conv(half * (2 + depth), outputs, 1)

    def forward(self, x: Tensor) -> Tensor:
        parts = list(self.open(x).chunk(2, 1))
        for block in self.blocks:
            parts.append(block(parts[-1]))
        mixed: Tensor = self.mix(torch.cat(parts, 1))
        return mixed


class Surroundings(nn.Module):
    """Pools the coarsest features over ever larger windows, so that a cell knows the whole page."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        half = channels // 2
        self.reduce = Conv(channels, half, 1)
        self.pool = nn.MaxPool2d(5, 1, 2)
        self.mix = Conv(half * 4, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        parts = [self.reduce(x)]
        for _ in range(3):
            parts.append(self.pool(parts[-1]))
        mixed: Tensor = self.mix(torch.cat(parts, 1))
        return mixed


class Head(nn.Module):
    """What is here, and where it ends: two branches that share nothing."""

    def __init__(self, inputs: int, hidden: int, labels: int) -> None:
        super().__init__()
        self.what = nn.Sequential(Conv(inputs, hidden), nn.Conv2d(hidden, labels, 1))
        self.where = nn.Sequential(Conv(inputs, hidden // 2), nn.Conv2d(hidden // 2, 4, 1))
        # A cell holds a given label once in some thousand: starting there spares the first epochs.
        nn.init.constant_(self.what[1].bias, math.log(0.002))
        # A line of text is four times as wide as it is high.
        nn.init.zeros_(self.where[1].weight)
        with torch.no_grad():
            self.where[1].bias.copy_(torch.tensor([0.0, 0.0, 1.4, 0.0]))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        return self.where(x).flatten(2), self.what(x).flatten(2)


class Detector(nn.Module):
    """Image and words in, boxes and label logits out."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        c8, c16, c32 = config.channels
        self.register_buffer("luma", torch.tensor(LUMA).view(1, 3, 1, 1))
        self.words = nn.Embedding(config.vocabulary, config.embedding, padding_idx=0)
        nn.init.normal_(self.words.weight, std=0.1)
        with torch.no_grad():
            self.words.weight[0].zero_()
        self.read = nn.Sequential(Conv(config.embedding, c8, 4, 2), Conv(c8, c8, 1))
        self.see = Conv(16, c8, 4, 2)
        self.join = Stage(c8 * 2, c8, 1)
        self.down16 = nn.Sequential(Conv(c8, c16, 3, 2), Stage(c16, c16, 2))
        self.down32 = nn.Sequential(Conv(c16, c32, 3, 2), Stage(c32, c32, 1), Surroundings(c32))
        self.up = nn.Upsample(scale_factor=2.0, mode="nearest")
        self.narrow32 = Conv(c32, c16, 1)
        self.up16 = Stage(c16 * 2, c16, 1)
        self.narrow16 = Conv(c16, c8, 1)
        self.up8 = Stage(c8 * 2, c8, 1)
        self.again16 = Conv(c8, c8, 3, 2)
        self.out16 = Stage(c8 + c16, c16, 1)
        self.again32 = Conv(c16, c16, 3, 2)
        self.out32 = Stage(c16 + c32, c32, 1)
        labels = len(config.labels)
        self.heads = nn.ModuleList([Head(inputs, c8, labels) for inputs in (c8, c16, c32)])
        centres, strides = grid(config)
        self.register_buffer("centres", centres, persistent=False)
        self.register_buffer("cell_strides", strides, persistent=False)

    def forward(self, images: Tensor, tokens: Tensor) -> tuple[Tensor, Tensor]:
        """Detects on letterboxed pages.

        images: [B,3,H,W], 0 to 1; tokens: [B,H/4,W/4], hashed ids. Returns boxes [B,4,N] as centre and
        size in pixels of the letterboxed page, and logits [B,labels,N].
        """
        grey = (images * self.luma).sum(1, keepdim=True) - 0.5
        read = self.read(self.words(tokens).permute(0, 3, 1, 2))
        p8 = self.join(torch.cat([self.see(fold(grey)), read], 1))
        p16 = self.down16(p8)
        p32 = self.down32(p16)
        p16 = self.up16(torch.cat([self.up(self.narrow32(p32)), p16], 1))
        p8 = self.up8(torch.cat([self.up(self.narrow16(p16)), p8], 1))
        p16 = self.out16(torch.cat([self.again16(p8), p16], 1))
        p32 = self.out32(torch.cat([self.again32(p16), p32], 1))
        found = [head(features) for head, features in zip(self.heads, (p8, p16, p32))]
        where = torch.cat([part[0] for part in found], 2)
        logits = torch.cat([part[1] for part in found], 2)
        return self.boxes(where), logits

    def boxes(self, where: Tensor) -> Tensor:
        """Cell offsets and log sizes [B,4,N] → centres and sizes in pixels."""
        centre = self.centres + where[:, :2] * self.cell_strides
        # The clamp keeps an unlucky first step from overflowing; e^5 cells of 32 exceed any page.
        size = torch.exp(where[:, 2:].clamp(-4.0, 5.0)) * self.cell_strides
        return torch.cat([centre, size], 1)


class Exported(nn.Module):
    """The detector as it is served: one output [B, 4 + labels, N], probabilities instead of logits."""

    def __init__(self, detector: Detector) -> None:
        super().__init__()
        self.detector = detector

    def forward(self, images: Tensor, tokens: Tensor) -> Tensor:
        boxes, logits = self.detector(images, tokens)
        return torch.cat([boxes, logits.sigmoid()], 1)


def fold(grey: Tensor) -> Tensor:
    """Squares of 4 × 4 pixels become 16 channels: [B,1,H,W] → [B,16,H/4,W/4].

    The first convolution then goes from stride 4 to 8 at once; finer ones were most of the time.
    """
    batch, _, height, width = grey.shape
    squares = grey.view(batch, height // 4, 4, width // 4, 4).permute(0, 2, 4, 1, 3)
    return squares.reshape(batch, 16, height // 4, width // 4)


def grid(config: ModelConfig) -> tuple[Tensor, Tensor]:
    """Centres [1,2,N] in pixels and strides [1,1,N] of every cell, fine level first, row by row."""
    centres, strides = [], []
    for stride in config.strides:
        rows, columns = config.height // stride, config.width // stride
        y, x = torch.meshgrid(torch.arange(rows), torch.arange(columns), indexing="ij")
        centres.append((torch.stack([x, y]).flatten(1).float() + 0.5) * stride)
        strides.append(torch.full((rows * columns,), float(stride)))
    return torch.cat(centres, 1)[None], torch.cat(strides)[None, None]


def parameter_count(model: nn.Module) -> int:
    """How many numbers were learned."""
    return sum(parameter.numel() for parameter in model.parameters())
