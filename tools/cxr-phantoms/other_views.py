"""Pictures that are no frontal chest film: lateral films, other parts of the body, and what is no radiograph at all.

A gate that refuses them needs to have seen some. Everything is drawn by formulas.
"""

from __future__ import annotations

import numpy as np

from phantom import draw_findings, gaussian, mottle, soft_step
from varied import phantom

VIEWS = ("Frontal", "Lateral", "Other")


def _axes(size: int) -> tuple[np.ndarray, np.ndarray]:
    axis = (np.arange(size) + 0.5) / size * 2.0 - 1.0
    column, row = np.meshgrid(axis, axis)
    return column, row


def _expose(rng: np.random.Generator, film: np.ndarray) -> np.ndarray:
    size = film.shape[0]
    film = gaussian(film, rng.uniform(0.0015, 0.008) * size) + rng.uniform(0.0, 0.05) * mottle(rng, size, 0.4)
    film = rng.uniform(0.8, 1.2) * np.clip(film, 1e-3, None) ** rng.uniform(0.6, 1.6)
    return np.clip(film + rng.uniform(0.0, 0.04) * rng.standard_normal(film.shape), 0.0, 1.0).astype(np.float32)


def lateral(rng: np.random.Generator, size: int) -> np.ndarray:
    """A chest from the side: one field of air between a heart in front and a spine behind, facing either way."""
    x, y = _axes(size)
    angle, zoom = np.deg2rad(rng.normal(0.0, 5.0)), rng.uniform(0.85, 1.15)
    x, y = (x - rng.normal(0, 0.07)) / zoom, (y - rng.normal(0, 0.06)) / zoom
    x, y = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    x = x * rng.choice([-1.0, 1.0])  # front towards negative x
    depth = rng.uniform(0.50, 0.72)
    torso = soft_step(1.0 - (np.abs(x) / (depth + 0.14)) ** 4, 0.15)
    front = -depth + rng.uniform(0.05, 0.25) * np.clip(-y, 0.0, 1.0) + 0.08 * y**2
    back = depth - rng.uniform(0.02, 0.15) * np.clip(-y - 0.2, 0.0, 1.0) - 0.05 * y
    top = -0.80 + rng.uniform(0.6, 1.8) * (x - rng.uniform(-0.1, 0.3)) ** 2
    floor = rng.uniform(0.35, 0.55) + rng.uniform(0.2, 0.55) * (x + 0.1)
    lung = soft_step(x - front) * soft_step(back - x) * soft_step(y - top, 0.03) * soft_step(floor - y)
    heart = np.clip(1.0 - np.hypot((x + rng.uniform(0.12, 0.30)) / rng.uniform(0.24, 0.38), (y - 0.22) / 0.34) ** 2, 0, 1) ** 0.3
    film = rng.uniform(0.6, 0.9) * (torso - lung * rng.uniform(0.5, 0.8) * (1.0 - rng.uniform(0.7, 0.95) * heart))
    film -= 0.05 * lung * mottle(rng, size, 0.02)
    spine = np.exp(-(((x - depth + 0.16 - 0.08 * np.sin(2.0 * y)) / 0.10) ** 2))
    film += rng.uniform(0.06, 0.20) * spine * (0.6 + 0.4 * np.cos(2.0 * np.pi * y / rng.uniform(0.12, 0.20)) ** 2) * torso
    ribs = np.sin(2.0 * np.pi * (y - rng.uniform(0.3, 0.8) * x) / rng.uniform(0.16, 0.24) + rng.uniform(0, 6)) ** 8
    film += rng.uniform(0.0, 0.06) * ribs * lung
    film += rng.uniform(0.2, 0.6) * soft_step(-0.62 - y, 0.05) * np.exp(-(((x + 0.3) / 0.25) ** 2)) * rng.integers(0, 2)  # raised arms
    return _expose(rng, film)


def limb(rng: np.random.Generator, size: int) -> np.ndarray:
    """Long bones in soft tissue: an arm, a leg, a hand with its fingers."""
    x, y = _axes(size)
    angle = rng.uniform(0, np.pi)
    along, across = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    count = int(rng.integers(1, 6))
    film = np.zeros_like(x)
    for centre in np.linspace(-0.6, 0.6, count) if count > 1 else [rng.uniform(-0.3, 0.3)]:
        offset = across - centre * (1.0 + 0.4 * along) - rng.normal(0, 0.03)
        flesh, bone = rng.uniform(0.10, 0.5) / np.sqrt(count), rng.uniform(0.03, 0.12) / np.sqrt(count)
        length = rng.uniform(0.5, 1.4)
        end = soft_step(length - np.abs(along), 0.03)
        film = np.maximum(film, rng.uniform(0.2, 0.45) * soft_step(flesh - np.abs(offset), 0.02) * end)
        shaft = bone * (1.0 + 0.8 * np.exp(-(((np.abs(along) - length + 0.1) / 0.15) ** 2)))
        film = np.maximum(film, rng.uniform(0.6, 0.95) * soft_step(shaft - np.abs(offset), 0.01) * end)
    return _expose(rng, film)


def skull_or_pelvis(rng: np.random.Generator, size: int) -> np.ndarray:
    """Closed bright outlines with holes."""
    x, y = _axes(size)
    film = np.zeros_like(x)
    for _ in range(rng.integers(1, 4)):
        cx, cy, rx, ry = rng.normal(0, 0.25), rng.normal(0, 0.25), rng.uniform(0.3, 0.85), rng.uniform(0.3, 0.85)
        radius = np.hypot((x - cx) / rx, (y - cy) / ry)
        film += rng.uniform(0.2, 0.5) * soft_step(1.0 - radius, 0.03)
        film += rng.uniform(0.1, 0.5) * np.exp(-(((radius - 0.95) / 0.06) ** 2))
    for _ in range(rng.integers(0, 5)):
        cx, cy, r = rng.uniform(-0.5, 0.5), rng.uniform(-0.5, 0.5), rng.uniform(0.06, 0.2)
        film *= 1.0 - rng.uniform(0.2, 0.7) * soft_step(1.0 - np.hypot(x - cx, y - cy) / r, 0.1)
    return _expose(rng, film)


def abdomen(rng: np.random.Generator, size: int) -> np.ndarray:
    """Soft tissue, a spine, pockets of gas."""
    x, y = _axes(size)
    film = rng.uniform(0.5, 0.8) * soft_step(rng.uniform(0.7, 1.1) - np.abs(x), 0.05)
    film += rng.uniform(0.1, 0.25) * soft_step(0.09 - np.abs(x), 0.02) * (0.7 + 0.3 * np.cos(2 * np.pi * y / 0.16) ** 2)
    for _ in range(rng.integers(2, 14)):
        cx, cy, r = rng.uniform(-0.7, 0.7), rng.uniform(-0.9, 0.9), rng.uniform(0.04, 0.16)
        film -= rng.uniform(0.1, 0.35) * soft_step(1.0 - np.hypot((x - cx) * rng.uniform(0.6, 1.6), y - cy) / r, 0.2)
    return _expose(rng, film)


def no_radiograph(rng: np.random.Generator, size: int) -> np.ndarray:
    """Noise, gradients, patterns, print, scenes."""
    x, y = _axes(size)
    kind = rng.integers(6)
    if kind == 0:
        film = 0.5 + rng.uniform(0.02, 0.4) * rng.standard_normal((size, size))
    elif kind == 1:
        film = 0.5 + rng.uniform(-0.5, 0.5) * x + rng.uniform(-0.5, 0.5) * y + rng.uniform(0, 0.02) * rng.standard_normal((size, size))
    elif kind == 2:
        k, l = rng.uniform(2, 40, 2)
        film = 0.5 + 0.5 * np.sign(np.sin(k * x + rng.uniform(0, 6)) * np.sin(l * y + rng.uniform(0, 6)))
    elif kind == 3:  # lines of print
        film = np.full((size, size), rng.choice([0.02, 0.98]))
        step = int(rng.integers(8, 24))
        for row in range(step, size - step, step):
            ink = (rng.random(size) < 0.5) & (np.arange(size) > 0.06 * size) & (np.arange(size) < rng.uniform(0.5, 0.95) * size)
            film[row : row + step // 2, ink] = 1.0 - film[0, 0]
    elif kind == 4:
        film = 0.5 + 0.2 * sum(mottle(rng, size, scale) * scale**0.5 for scale in (0.03, 0.1, 0.3, 0.8))
    else:
        film = np.full((size, size), rng.uniform(0.0, 1.0))
        for _ in range(rng.integers(3, 25)):
            cx, cy, rx, ry = rng.uniform(-1, 1), rng.uniform(-1, 1), rng.uniform(0.05, 0.6), rng.uniform(0.05, 0.6)
            box = (np.abs(x - cx) < rx) & (np.abs(y - cy) < ry)
            film[box if rng.random() < 0.5 else np.hypot((x - cx) / rx, (y - cy) / ry) < 1] = rng.random()
        return np.clip(film + 0.02 * rng.standard_normal(film.shape), 0, 1).astype(np.float32)
    return np.clip(film, 0.0, 1.0).astype(np.float32)


def wrong_way(rng: np.random.Generator, size: int) -> np.ndarray:
    """A frontal film that lies on its side, stands on its head, or has black and white exchanged."""
    seed = int(rng.integers(10_000_000, 90_000_000))
    film = phantom(seed, draw_findings(seed), size).render()
    kind = rng.integers(4)
    return np.ascontiguousarray(1.0 - film if kind == 0 else np.rot90(film, kind))


def view(seed: int, size: int = 256) -> tuple[np.ndarray, int]:
    """The picture of a seed and the index of its view: half are frontal films, a quarter lateral, a quarter others."""
    rng = np.random.default_rng((seed, 2))
    chosen = rng.random()
    if chosen < 0.45:
        return phantom(seed, draw_findings(seed), size).render(), 0
    if chosen < 0.68:
        return lateral(rng, size), 1
    drawers = (limb, skull_or_pelvis, abdomen, no_radiograph, no_radiograph, wrong_way, wrong_way)
    return drawers[rng.integers(len(drawers))](rng, size), 2
