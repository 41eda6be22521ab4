"""From display values to the model's input: the one definition that training and ClinSeek.Imaging share.

1. centre crop to a square; 2. area average to the input side; 3. standard score over the image.
tests/ClinSeek.Imaging.Tests holds the C# code against tensors that make_golden.py wrote with this module.
"""

from __future__ import annotations

import numpy as np

#: Added to the standard deviation, so that a blank film gives zeros instead of a division by zero.
EPSILON = 1e-6


def area_weights(source: int, target: int) -> np.ndarray:
    """Row i holds the share of each source pixel in target pixel i; rows sum to 1."""
    edges = np.arange(target + 1, dtype=np.float64) * source / target
    left = np.maximum(edges[:-1, None], np.arange(source)[None, :])
    right = np.minimum(edges[1:, None], np.arange(1, source + 1)[None, :])
    return np.clip(right - left, 0.0, None) * target / source


def centre_crop(display: np.ndarray) -> np.ndarray:
    side = min(display.shape)
    top, left = (display.shape[0] - side) // 2, (display.shape[1] - side) // 2
    return display[top : top + side, left : left + side]


def resize(display: np.ndarray, side: int) -> np.ndarray:
    """Area average of the square in the middle of the film, float64."""
    square = centre_crop(display).astype(np.float64)
    weights = area_weights(square.shape[0], side)
    return weights @ square @ weights.T


def standard_score(image: np.ndarray) -> np.ndarray:
    return ((image - image.mean()) / (image.std() + EPSILON)).astype(np.float32)


def to_input(display: np.ndarray, side: int) -> np.ndarray:
    """float32, side x side."""
    return standard_score(resize(display, side))
