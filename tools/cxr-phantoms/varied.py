"""Phantoms of many builds and many machines: what a network must see so that it does not learn one drawing by heart.

The same thorax as phantom.py with far wider anatomy, positioning and exposure, other ways of drawing heart and lung (sums of path
lengths, or plain brightness), collimator edges, markers and lines. Nothing is taken from any real film.
"""

from __future__ import annotations

import numpy as np

from phantom import LEFT, RIGHT, Lung, Phantom, Thorax, gaussian, mottle, soft_step


class VariedPhantom(Phantom):
    """One film of one body on one machine, all drawn by its seed."""

    def _thorax(self, cardiomegaly: bool) -> Thorax:
        rng = self.rng
        ratio = rng.uniform(0.55, 0.72) if cardiomegaly else rng.uniform(0.34, 0.49)
        self.build = {
            "taper": rng.uniform(0.30, 0.65), "taper_power": rng.uniform(1.4, 2.6), "taper_from": rng.uniform(0.0, 0.2),
            "medial": rng.uniform(0.07, 0.15), "medial_fall": rng.uniform(-0.02, 0.10), "apex_curve": rng.uniform(1.3, 2.4),
            "dome_curve": rng.uniform(0.4, 1.2), "dome_at": rng.uniform(0.22, 0.40), "knob": rng.uniform(0.0, 0.09),
            "heart_x": rng.uniform(0.03, 0.11), "heart_y": rng.uniform(0.26, 0.38), "heart_power": rng.uniform(0.08, 0.30),
            "heart_tilt": rng.uniform(-0.25, 0.55), "heart_full": rng.uniform(0.80, 0.98), "squareness": rng.uniform(1.7, 2.4),
            "brightness": rng.random() < 0.45, "vessels": rng.uniform(0.3, 1.3), "grain": rng.uniform(0.010, 0.024),
        }  # fmt: skip
        return Thorax(
            half_width=rng.uniform(0.58, 0.84),
            cardiothoracic_ratio=ratio,
            heart_height=rng.uniform(0.24, 0.34) * (1.0 + 0.9 * (ratio - 0.43)),
            apex={side: rng.normal(-0.80, 0.05) for side in (RIGHT, LEFT)},
            dome={RIGHT: rng.normal(0.48, 0.06), LEFT: rng.normal(0.53, 0.06)},
            tissue=rng.uniform(0.60, 0.95),
            inflation=rng.uniform(0.48, 0.80),
            rib_spacing=rng.uniform(0.15, 0.25),
            rib_phase=rng.uniform(0.0, 1.0),
            rib_strength=rng.uniform(0.01, 0.08),
        )

    def _grid(self) -> tuple[np.ndarray, np.ndarray]:
        rng = self.rng
        axis = (np.arange(self.size) + 0.5) / self.size * 2.0 - 1.0
        column, row = np.meshgrid(axis, axis)
        angle, zoom, aspect = np.deg2rad(rng.normal(0.0, 3.5)), rng.uniform(0.86, 1.16), rng.uniform(0.93, 1.07)
        column, row = column - rng.normal(0.0, 0.05), row - rng.normal(0.0, 0.06)
        return (
            (column * np.cos(angle) + row * np.sin(angle)) / (zoom * aspect),
            (row * np.cos(angle) - column * np.sin(angle)) / zoom * aspect,
        )

    def _lung(self, side: int) -> Lung:
        body, build, y = self.body, self.build, self.y
        u = self.x * side
        up = np.clip(-y - build["taper_from"], 0.0, 1.0) ** build["taper_power"]
        wall = body.half_width * (1.0 - build["taper"] * up - 0.05 * np.clip(y, 0.0, 1.0))
        knob = build["knob"] * np.exp(-(((y + 0.34) / 0.10) ** 2)) if side == LEFT else 0.0
        medial = build["medial"] + build["medial_fall"] * np.clip(y + 0.3, 0.0, 1.0) + knob
        top = body.apex[side] + build["apex_curve"] * (u - 0.32) ** 2
        diaphragm = body.dome[side] + build["dome_curve"] * (u - build["dome_at"]) ** 2
        space = soft_step(wall - u) * soft_step(u - medial) * soft_step(y - top, 0.02) * soft_step(diaphragm - y)
        return Lung(space, u, medial, wall, diaphragm, body.apex[side])

    def _heart(self) -> np.ndarray:
        body, build = self.body, self.build
        half = body.cardiothoracic_ratio * body.half_width
        dx, dy = self.x - build["heart_x"] - 0.12 * body.cardiothoracic_ratio, self.y - build["heart_y"]
        lean = dx - build["heart_tilt"] * np.clip(-dy, -0.1, 0.4) * -0.3
        power = build["squareness"]
        radius = np.abs(lean / half) ** power + np.abs(dy / body.heart_height) ** power
        return np.clip(1.0 - radius, 0.0, 1.0) ** build["heart_power"]

    def _nodule(self) -> np.ndarray:
        rng = self.rng
        cx, cy = self._somewhere_in_lung()
        radius, aspect = rng.uniform(0.034, 0.075), rng.uniform(0.8, 1.25)
        distance = np.hypot((self.x - cx) / aspect, (self.y - cy) * aspect) / radius
        return rng.uniform(0.40, 0.85) * soft_step(1.0 - distance, rng.uniform(0.08, 0.20))

    def render(self) -> np.ndarray:
        air, extra = self._air()
        torso = self._torso()
        if self.build["brightness"]:
            lungs = np.maximum(self.lungs[RIGHT].space, self.lungs[LEFT].space)
            deep = air / (self.body.inflation + 1e-9)
            film = self.body.tissue * torso * (1.0 - lungs * np.clip(deep, 0.0, 1.15) * self.rng.uniform(0.55, 0.85))
            film = np.maximum(film, (self._heart() > 0.5) * torso * self.body.tissue * self.rng.uniform(0.86, 1.0))
        else:
            film = self.body.tissue * (torso - air)
        return self._expose(film + extra + self._bones())

    def _expose(self, attenuation: np.ndarray) -> np.ndarray:
        rng, size = self.rng, self.size
        film = attenuation + rng.uniform(0.005, 0.05) * mottle(rng, size, rng.uniform(0.2, 0.6))
        film = film + rng.uniform(-0.08, 0.08) * self.x + rng.uniform(-0.12, 0.12) * self.y
        for _ in range(rng.integers(0, 3) if rng.random() < 0.4 else 0):
            film = film + self._line()
        film = gaussian(film, rng.uniform(0.0015, 0.007) * size)
        film = rng.uniform(0.85, 1.15) * np.clip(film, 1e-3, None) ** rng.uniform(0.65, 1.50)
        low, high = rng.uniform(-0.08, 0.10), rng.uniform(0.96, 1.12)
        film = (film - low) / (high - low)
        film = self._frame(film)
        film = film + rng.uniform(0.003, 0.045) * rng.standard_normal((size, size))
        return np.clip(film, 0.0, 1.0).astype(np.float32)

    def _line(self) -> np.ndarray:
        """A lead or a tube."""
        rng = self.rng
        start, slope, bend = rng.uniform(-0.7, 0.7), rng.uniform(-0.8, 0.8), rng.uniform(-0.2, 0.2)
        width = rng.uniform(0.006, 0.016)
        path = self.x - start - slope * self.y + bend * np.sin(3.0 * self.y + start)
        return rng.uniform(0.05, 0.16) * np.exp(-((path / width) ** 2)) * (self.y > rng.uniform(-1.2, 0.2))

    def _frame(self, film: np.ndarray) -> np.ndarray:
        """Collimator edges and the letter that marks the side."""
        rng, size = self.rng, self.size
        if rng.random() < 0.30:
            top, bottom, left, right = (rng.uniform(0.0, 0.07, 4) * size).astype(int)
            edge = rng.choice([0.0, 0.0, 1.0])
            self.exposed[:top], self.exposed[size - bottom :] = False, False
            self.exposed[:, :left], self.exposed[:, size - right :] = False, False
            film[~self.exposed] = edge
        if rng.random() < 0.40:
            height, width = (rng.uniform(0.02, 0.06, 2) * size).astype(int) + 2
            row = int(rng.uniform(0.02, 0.12) * size)
            column = int(rng.choice([rng.uniform(0.03, 0.12), rng.uniform(0.84, 0.92)]) * size)
            film[row : row + height, column : column + 2] = 1.0
            film[row + height - 2 : row + height, column : column + width] = 1.0
        return film


def phantom(seed: int, findings: frozenset[str], size: int = 256) -> Phantom:
    """The film of a seed as training sees it: two of three varied, one plain."""
    return (Phantom if seed % 3 == 0 else VariedPhantom)(seed, findings, size)
