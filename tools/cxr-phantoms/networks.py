"""The three shipped networks. Small enough for one core, with outputs named as model.json names them."""

from __future__ import annotations

import torch
from torch import nn

from dataset import STRUCTURES
from other_views import VIEWS
from phantom import FINDINGS


def block(inputs: int, outputs: int, stride: int = 1, kernel: int = 3) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()
    )


class Classifier(nn.Module):
    """Scores findings from its own class-activation maps, so that a map shows exactly what its score was made of.

    Features of 16 x 16 cells, each told what the whole film looks like, give one map a finding; the score is a soft maximum of
    the map: one strong cell is enough for a nodule, and many weak ones do for a large heart.
    """

    SHARPNESS = 3.0

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            block(1, 16, stride=2, kernel=5), block(16, 24), nn.MaxPool2d(2),
            block(24, 40), block(40, 48), nn.MaxPool2d(2),
            block(48, 64), block(64, 72),
        )  # fmt: skip
        self.context = nn.Linear(2 * 72, 72)
        self.mix = block(72, 72)
        self.maps = nn.Conv2d(72, len(FINDINGS), 1)
        self.scale = nn.Parameter(torch.ones(len(FINDINGS)))
        self.shift = nn.Parameter(torch.zeros(len(FINDINGS)))

    def forward(self, film: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        cells = self.features(film)
        whole = torch.cat([cells.mean((2, 3)), cells.amax((2, 3))], dim=1)
        maps = self.maps(self.mix(cells + self.context(whole)[:, :, None, None]))
        top = maps.amax((2, 3), keepdim=True)
        soft = top[:, :, 0, 0] + torch.log(torch.exp(self.SHARPNESS * (maps - top)).mean((2, 3))) / self.SHARPNESS
        return soft * self.scale + self.shift, maps


class Segmenter(nn.Module):
    """A U-Net of five resolutions; the finest is the film's own, since half a pixel along the border of a heart is two percent of it."""

    def __init__(self) -> None:
        super().__init__()
        self.full = block(1, 8)
        self.first = block(8, 16, stride=2)
        self.second = nn.Sequential(block(16, 24, stride=2), Residual(24))
        self.third = nn.Sequential(block(24, 48, stride=2), Residual(48))
        self.fourth = nn.Sequential(block(48, 72, stride=2), Residual(72), Residual(72))
        self.up_third = nn.Sequential(block(72 + 48, 48), block(48, 48))
        self.up_second = nn.Sequential(block(48 + 24, 24), block(24, 24))
        self.up_first = block(24 + 16, 16)
        self.up_full = block(16 + 8, 12)
        self.masks = nn.Conv2d(12, len(STRUCTURES), 3, 1, 1)

    def forward(self, film: torch.Tensor) -> torch.Tensor:
        full = self.full(film)
        first = self.first(full)
        second = self.second(first)
        third = self.third(second)
        up = self.up_third(torch.cat([doubled(self.fourth(third)), third], 1))
        up = self.up_second(torch.cat([doubled(up), second], 1))
        up = self.up_first(torch.cat([doubled(up), first], 1))
        return self.masks(self.up_full(torch.cat([doubled(up), full], 1)))


class Residual(nn.Module):
    """Two convolutions that correct what goes past them."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = nn.Sequential(block(width, width), nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))

    def forward(self, cells: torch.Tensor) -> torch.Tensor:
        return torch.relu(cells + self.body(cells))


class ViewGate(nn.Module):
    """Frontal, lateral or neither, from a 64 pixel thumbnail."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            block(1, 12, stride=2, kernel=5), block(12, 24, stride=2), block(24, 32), block(32, 48, stride=2), block(48, 48)
        )
        self.head = nn.Linear(2 * 48, len(VIEWS))

    def forward(self, film: torch.Tensor) -> torch.Tensor:
        cells = self.features(film)
        return self.head(torch.cat([cells.mean((2, 3)), cells.amax((2, 3))], dim=1))


def doubled(maps: torch.Tensor) -> torch.Tensor:
    return nn.functional.interpolate(maps, scale_factor=2.0, mode="nearest")
