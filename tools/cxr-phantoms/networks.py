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
    """A small U-Net: half resolution inside, whole resolution outside."""

    def __init__(self, width: int = 12) -> None:
        super().__init__()
        self.first = block(1, width, stride=2, kernel=5)
        self.second = nn.Sequential(block(width, 2 * width, stride=2), block(2 * width, 2 * width))
        self.third = nn.Sequential(block(2 * width, 4 * width, stride=2), block(4 * width, 4 * width))
        self.fourth = nn.Sequential(block(4 * width, 5 * width, stride=2), block(5 * width, 5 * width))
        self.up_third = block(9 * width, 4 * width)
        self.up_second = block(6 * width, 2 * width)
        self.up_first = block(3 * width, 2 * width)
        self.masks = nn.Conv2d(2 * width, len(STRUCTURES), 3, 1, 1)

    def forward(self, film: torch.Tensor) -> torch.Tensor:
        first = self.first(film)
        second = self.second(first)
        third = self.third(second)
        up = self.up_third(torch.cat([doubled(self.fourth(third)), third], 1))
        up = self.up_second(torch.cat([doubled(up), second], 1))
        up = self.up_first(torch.cat([doubled(up), first], 1))
        return nn.functional.interpolate(self.masks(up), scale_factor=2.0, mode="bilinear", align_corners=False)


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
