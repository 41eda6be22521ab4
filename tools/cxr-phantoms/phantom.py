"""A procedural frontal chest radiograph: a toy thorax drawn by how much it attenuates, not a picture of anybody.

The film is a sum of path lengths. A superellipse of soft tissue holds two lungs of air; heart, fluid, consolidated lung and
nodules take air away; bone adds. The detector then adds shading, blur, gain, gamma and noise. Display values are 0 (black,
air) to 1 (white, bone), MONOCHROME2 polarity. The picture's left is the patient's right.

Coordinates: x to the right and y down, both -1..1; u = distance from the midline towards the chest wall of one side.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

FINDINGS = ("Cardiomegaly", "Effusion", "Pneumothorax", "Consolidation", "Nodule")

#: Seeds of the four uses never overlap; films for demonstrations use seeds below the first of them.
TRAIN_SEED, VALIDATION_SEED, HELD_OUT_SEED = 1_000_000, 2_000_000, 3_000_000

RIGHT, LEFT = -1, 1


@dataclass(frozen=True)
class Thorax:
    """The normal variation of one body: everything that is drawn before any finding."""

    half_width: float  # inner thoracic half width at the level of the diaphragm
    cardiothoracic_ratio: float
    heart_height: float
    apex: dict[int, float]
    dome: dict[int, float]
    tissue: float  # attenuation of the whole depth of soft tissue
    inflation: float  # share of that depth which is air in mid lung
    rib_spacing: float
    rib_phase: float
    rib_strength: float

    @staticmethod
    def draw(rng: np.random.Generator, cardiomegaly: bool) -> Thorax:
        ratio = rng.uniform(0.545, 0.68) if cardiomegaly else rng.uniform(0.37, 0.485)
        return Thorax(
            half_width=rng.uniform(0.66, 0.77),
            cardiothoracic_ratio=ratio,
            heart_height=rng.uniform(0.25, 0.31) * (1.0 + 0.8 * (ratio - 0.43)),
            apex={side: rng.normal(-0.80, 0.025) for side in (RIGHT, LEFT)},
            dome={RIGHT: rng.normal(0.46, 0.03), LEFT: rng.normal(0.52, 0.03)},
            tissue=rng.uniform(0.72, 0.86),
            inflation=rng.uniform(0.62, 0.76),
            rib_spacing=rng.uniform(0.175, 0.215),
            rib_phase=rng.uniform(0.0, 1.0),
            rib_strength=rng.uniform(0.035, 0.07),
        )


@dataclass(frozen=True)
class Lung:
    """One pleural space on the grid."""

    space: np.ndarray  # 0..1, inside the pleura
    u: np.ndarray
    medial: np.ndarray  # u of the mediastinum's border in each row
    wall: np.ndarray  # u of the chest wall in each row
    diaphragm: np.ndarray  # y of the diaphragm in each column
    apex: float


def soft_step(distance: np.ndarray, width: float = 0.012) -> np.ndarray:
    """0 outside, 1 inside, with an edge of the given width."""
    return 1.0 / (1.0 + np.exp(-np.clip(distance / width, -30.0, 30.0)))


def gaussian(image: np.ndarray, sigma: float) -> np.ndarray:
    """Periodic Gaussian blur; sigma in pixels."""
    fy = np.fft.fftfreq(image.shape[0])[:, None]
    fx = np.fft.rfftfreq(image.shape[1])[None, :]
    transfer = np.exp(-2.0 * (np.pi * sigma) ** 2 * (fx * fx + fy * fy))
    return np.fft.irfft2(np.fft.rfft2(image) * transfer, s=image.shape)


def mottle(rng: np.random.Generator, size: int, scale: float) -> np.ndarray:
    """Smooth noise of unit variance whose grain is ``scale`` in units of the field of view."""
    field = gaussian(rng.standard_normal((size, size)), scale * size / 2.0)
    return field / (field.std() + 1e-9)


class Phantom:
    """Draws one film. The same seed, findings and size give the same film."""

    def __init__(self, seed: int, findings: frozenset[str], size: int):
        unknown = findings - set(FINDINGS)
        if unknown:
            raise ValueError(f"unknown findings {sorted(unknown)}; choose from {', '.join(FINDINGS)}")
        self.rng = np.random.default_rng(seed)
        self.findings = findings
        self.size = size
        self.body = self._thorax("Cardiomegaly" in findings)
        self.x, self.y = self._grid()
        self.lungs = {side: self._lung(side) for side in (RIGHT, LEFT)}
        #: Where each finding was drawn, 0..1; filled by render.
        self.regions: dict[str, np.ndarray] = {}
        #: What collimation leaves of the film.
        self.exposed = np.ones((size, size), dtype=bool)

    def structures(self) -> dict[str, np.ndarray]:
        """
        Truth masks. A lung is its pleural space without the heart. The heart is its silhouette, as readers outline it: to where half
        of its shadow is seen, or to the mediastinum's border where that hides its own, and down to the straight line between the two
        places where this outline meets the diaphragm. Inside tissue the heart has no border that a film could show.
        """
        hidden = self._heart() > 0.5
        heart = self._silhouette(hidden)
        return {
            "Left Lung": (self.lungs[LEFT].space > 0.5) & ~hidden & self.exposed,
            "Right Lung": (self.lungs[RIGHT].space > 0.5) & ~hidden & self.exposed,
            "Heart": heart & self.exposed,
        }

    def _silhouette(self, heart: np.ndarray) -> np.ndarray:
        right, left = self.lungs[RIGHT], self.lungs[LEFT]
        mediastinum = (right.u < right.medial) & (left.u < left.medial) & (self.y >= self.y[heart].min())
        shadow = heart | mediastinum
        corners = [self._cardiophrenic_angle(shadow, lung) for lung in (right, left)]
        return shadow & (self.y < np.interp(self.x, *zip(*corners)))

    def _cardiophrenic_angle(self, shadow: np.ndarray, lung: Lung) -> tuple[float, float]:
        """x and y of the outermost place on the line of the diaphragm that the shadow covers."""
        on_line = shadow & (lung.u > 0.0) & (np.abs(self.y - lung.diaphragm) < 3.0 / self.size)
        place = np.flatnonzero(on_line)[lung.u[on_line].argmax()]
        return self.x.flat[place], lung.diaphragm.flat[place]

    def render(self) -> np.ndarray:
        """Display values 0..1, float32, ``size`` x ``size``."""
        air, extra = self._air()
        return self._expose(self.body.tissue * (self._torso() - air) + extra + self._bones())

    def _thorax(self, cardiomegaly: bool) -> Thorax:
        return Thorax.draw(self.rng, cardiomegaly)

    def _grid(self) -> tuple[np.ndarray, np.ndarray]:
        """Pixel centres, seen by a patient who is slightly turned, shifted and nearer or farther."""
        rng = self.rng
        axis = (np.arange(self.size) + 0.5) / self.size * 2.0 - 1.0
        column, row = np.meshgrid(axis, axis)
        angle, zoom = np.deg2rad(rng.normal(0.0, 2.0)), rng.uniform(0.94, 1.08)
        column, row = column - rng.normal(0.0, 0.03), row - rng.normal(0.0, 0.03)
        return (
            (column * np.cos(angle) + row * np.sin(angle)) / zoom,
            (row * np.cos(angle) - column * np.sin(angle)) / zoom,
        )

    def _lung(self, side: int) -> Lung:
        body, y = self.body, self.y
        u = self.x * side
        wall = body.half_width * (1.0 - 0.50 * np.clip(-y - 0.10, 0.0, 1.0) ** 1.7 - 0.04 * np.clip(y, 0.0, 1.0))
        knob = 0.06 * np.exp(-(((y + 0.34) / 0.10) ** 2)) if side == LEFT else 0.0
        medial = 0.12 + 0.04 * np.clip(y, 0.0, 1.0) + knob
        top = body.apex[side] + 1.7 * (u - 0.32) ** 2
        diaphragm = body.dome[side] + 0.85 * (u - 0.30) ** 2
        space = soft_step(wall - u) * soft_step(u - medial) * soft_step(y - top, 0.02) * soft_step(diaphragm - y)
        return Lung(space, u, medial, wall, diaphragm, body.apex[side])

    def _torso(self) -> np.ndarray:
        outer = self.body.half_width + 0.13 + 0.25 * soft_step(-self.y - 0.55, 0.08)
        return np.sqrt(np.clip(1.0 - (np.abs(self.x) / outer) ** 4, 0.0, 1.0))

    def _heart(self) -> np.ndarray:
        body = self.body
        half = body.cardiothoracic_ratio * body.half_width
        centre = 0.07 + 0.12 * body.cardiothoracic_ratio
        radius = ((self.x - centre) / half) ** 2 + ((self.y - 0.33) / body.heart_height) ** 2
        return np.clip(1.0 - radius, 0.0, 1.0) ** 0.28

    def _air(self) -> tuple[np.ndarray, np.ndarray]:
        """The depth of air under each pixel, and attenuation that findings add on top."""
        rng, body = self.rng, self.body
        extra = np.zeros_like(self.x)
        depth = np.zeros_like(self.x)
        for lung in self.lungs.values():
            profile = 1.0 - 0.35 * np.clip(np.abs(lung.u - 0.36) / 0.42, 0.0, 1.0) ** 2
            depth += lung.space * profile * body.inflation

        hilum = np.exp(-np.hypot(np.abs(self.x) - 0.16, self.y + 0.02) / 0.30)
        vessels = np.clip(mottle(rng, self.size, 0.016), -1.5, 2.5) * (0.03 + 0.16 * hilum) + 0.10 * hilum
        keep = 1.0 - np.clip(0.06 + vessels, 0.0, 0.7)

        if "Pneumothorax" in self.findings:
            keep, extra = self._pneumothorax(keep, extra)
        opacity = np.zeros_like(self.x)
        if "Consolidation" in self.findings:
            for _ in range(rng.integers(1, 3)):
                opacity = self._add("Consolidation", opacity, self._consolidation())
        if "Nodule" in self.findings:
            for _ in range(rng.integers(1, 3)):
                opacity = self._add("Nodule", opacity, self._nodule())
        if "Effusion" in self.findings:
            opacity = self._add("Effusion", opacity, self._effusion())
        if "Cardiomegaly" in self.findings:
            shadow = (self._heart() > 0.5) & (self.y < max(self.body.dome.values()) + 0.06)
            self.regions["Cardiomegaly"] = shadow.astype(np.float64)
        return depth * keep * (1.0 - opacity) * (1.0 - 0.93 * self._heart()), extra

    def _add(self, finding: str, opacity: np.ndarray, drawn: np.ndarray) -> np.ndarray:
        inside = np.maximum(self.lungs[RIGHT].space, self.lungs[LEFT].space) * (self._heart() <= 0.5)
        seen = inside * drawn / (drawn.max() + 1e-9)
        self.regions[finding] = np.maximum(self.regions.get(finding, 0.0), seen)
        return np.maximum(opacity, drawn)

    def _pneumothorax(self, keep: np.ndarray, extra: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The lung falls away from the wall and the apex: a band without vessels beyond a thin pleural line."""
        rng = self.rng
        lung = self.lungs[(RIGHT, LEFT)[rng.integers(2)]]
        gap = rng.uniform(0.09, 0.22)
        from_wall = lung.wall - lung.u - gap * (1.0 - 0.5 * np.clip(self.y + 0.1, 0.0, 1.0))
        from_apex = self.y - (lung.apex + 1.7 * (lung.u - 0.32) ** 2) - 0.9 * gap
        inside = np.minimum(from_wall, from_apex)
        reach = soft_step(0.40 - self.y, 0.10)
        free = lung.space * soft_step(-inside, 0.008) * reach
        self.regions["Pneumothorax"] = free
        line = lung.space * np.exp(-((inside / 0.012) ** 2)) * reach
        return keep * (1.0 - free) + 1.10 * free, extra + rng.uniform(0.05, 0.09) * line

    def _effusion(self) -> np.ndarray:
        """Fluid from the costophrenic angle up, with a meniscus that climbs the lateral wall."""
        rng = self.rng
        lung = self.lungs[(RIGHT, LEFT)[rng.integers(2)]]
        height = rng.uniform(0.10, 0.42)
        floor = self.body.dome[RIGHT] + 0.85 * (0.9 * self.body.half_width - 0.30) ** 2
        climb = (0.10 + 0.55 * height) * np.clip((lung.u - 0.30) / 0.40, 0.0, 1.0) ** 2
        surface = floor - height - climb
        return 0.95 * soft_step(lung.u, 0.01) * soft_step(self.y - surface, 0.02)

    def _somewhere_in_lung(self) -> tuple[float, float]:
        """A point well inside a lung and clear of the heart, where a finding is not hidden."""
        clear = np.maximum(self.lungs[RIGHT].space, self.lungs[LEFT].space) * (1.0 - self._heart())
        rows, columns = np.nonzero((clear > 0.95) & (np.abs(self.x) > 0.24) & (self.y < 0.45))
        pick = self.rng.integers(len(rows))
        return self.x[rows[pick], columns[pick]], self.y[rows[pick], columns[pick]]

    def _consolidation(self) -> np.ndarray:
        rng = self.rng
        cx, cy = self._somewhere_in_lung()
        radius, aspect = rng.uniform(0.13, 0.25), rng.uniform(0.75, 1.35)
        distance = np.hypot((self.x - cx) / radius, (self.y - cy) / (radius * aspect))
        ragged = distance + 0.16 * mottle(rng, self.size, 0.05)
        return rng.uniform(0.45, 0.80) * soft_step(1.0 - ragged, 0.16)

    def _nodule(self) -> np.ndarray:
        rng = self.rng
        cx, cy = self._somewhere_in_lung()
        radius = rng.uniform(0.040, 0.070)
        distance = np.hypot(self.x - cx, self.y - cy) / radius
        return rng.uniform(0.50, 0.80) * soft_step(1.0 - distance, 0.10)

    def _bones(self) -> np.ndarray:
        body, x, y = self.body, self.x, self.y
        bones = np.zeros_like(x)
        for side in (RIGHT, LEFT):
            u = x * side
            cage = soft_step(body.half_width + 0.04 - u, 0.02) * soft_step(u - 0.06, 0.02) * soft_step(0.72 - y, 0.03)
            for slope, strength in ((-0.55, 1.0), (0.75, 0.55)):  # posterior ribs fall away, anterior ones climb back
                turn = (y + slope * u * (1.0 - 0.55 * u)) / body.rib_spacing + body.rib_phase
                offset = turn - np.floor(turn) - 0.5
                bones += strength * body.rib_strength * cage * np.exp(-((offset / 0.14) ** 2))
            along = y + 0.66 + 0.16 * (u - 0.08)
            bones += 0.06 * np.exp(-((along / 0.032) ** 2)) * soft_step(u - 0.06, 0.02) * soft_step(0.74 - u, 0.03)
        vertebrae = 0.7 + 0.3 * np.cos(2.0 * np.pi * y / 0.13) ** 2
        return bones + 0.10 * vertebrae * soft_step(0.065 - np.abs(x), 0.012)

    def _expose(self, attenuation: np.ndarray) -> np.ndarray:
        rng, size = self.rng, self.size
        film = attenuation + 0.02 * mottle(rng, size, 0.35)
        if rng.random() < 0.25:  # a monitoring lead across the chest
            start, slope = rng.uniform(-0.5, 0.5, 2)
            film += 0.10 * np.exp(-(((self.x - start - slope * self.y + 0.08 * np.sin(3.0 * self.y)) / 0.010) ** 2))
        film = gaussian(film, rng.uniform(0.002, 0.005) * size)
        film = rng.uniform(0.90, 1.08) * np.clip(film, 1e-3, None) ** rng.uniform(0.85, 1.20)
        film += rng.uniform(0.005, 0.022) * rng.standard_normal((size, size))
        return np.clip(film, 0.0, 1.0).astype(np.float32)


def render(seed: int, findings: frozenset[str] | set[str], size: int = 256) -> np.ndarray:
    """One film with exactly the chosen findings."""
    return Phantom(seed, frozenset(findings), size).render()


def draw_findings(seed: int, share: float = 0.28) -> frozenset[str]:
    """Each finding on its own with the same chance, from a stream apart from the one that draws the film."""
    chance = np.random.default_rng((seed, 1)).random(len(FINDINGS))
    return frozenset(name for name, value in zip(FINDINGS, chance) if value < share)
