"""Draws the films that train and measure the networks, once, into a cache folder.

  /usr/bin/python3 dataset.py --cache /tmp/phantoms

Kept per film: the network's input (128 and 64 pixels), which findings it has, where they are, where lungs and heart are.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from other_views import view
from phantom import FINDINGS, HELD_OUT_SEED, TRAIN_SEED, VALIDATION_SEED, draw_findings
from preprocess import area_weights, resize, standard_score
from varied import phantom

FILM, SIDE, VIEW_SIDE, MAP_SIDE = 256, 128, 64, 16
STRUCTURES = ("Left Lung", "Right Lung", "Heart")
COUNTS = {"train": (TRAIN_SEED, 4500), "validation": (VALIDATION_SEED, 600), "held-out": (HELD_OUT_SEED, 1500)}
VIEW_COUNTS = {"train": (TRAIN_SEED, 5000), "validation": (VALIDATION_SEED, 800), "held-out": (HELD_OUT_SEED, 1500)}


@dataclass(frozen=True)
class Split:
    """One part of the drawn films."""

    seeds: np.ndarray
    images: np.ndarray  # n x 128 x 128, standard scores
    findings: np.ndarray  # n x 5, 0 or 1
    maps: np.ndarray  # n x 5 x 16 x 16, share of each cell that shows the finding
    structures: np.ndarray  # n x 3 x 128 x 128, 0 or 1


def example(seed: int) -> tuple[np.ndarray, ...]:
    findings = draw_findings(seed)
    drawn = phantom(seed, findings, FILM)
    image = standard_score(resize(drawn.render(), SIDE)).astype(np.float16)
    cells = area_weights(FILM, MAP_SIDE)
    maps = np.zeros((len(FINDINGS), MAP_SIDE, MAP_SIDE), dtype=np.float16)
    for index, name in enumerate(FINDINGS):
        if name in drawn.regions:
            maps[index] = cells @ ((drawn.regions[name] > 0.5) & drawn.exposed).astype(np.float64) @ cells.T
    truth = drawn.structures()
    half = area_weights(FILM, SIDE)
    masks = np.stack([half @ truth[name].astype(np.float64) @ half.T >= 0.5 for name in STRUCTURES])
    return image, np.array([name in findings for name in FINDINGS], dtype=np.float32), maps, masks.astype(np.uint8)


def view_example(seed: int) -> tuple[np.ndarray, int]:
    picture, label = view(seed, FILM // 2)
    return standard_score(resize(picture, VIEW_SIDE)).astype(np.float16), label


def load(cache: Path, name: str) -> Split:
    with np.load(cache / f"{name}.npz") as file:
        return Split(*(file[key] for key in ("seeds", "images", "findings", "maps", "structures")))


def load_views(cache: Path, name: str) -> tuple[np.ndarray, np.ndarray]:
    with np.load(cache / f"{name}-views.npz") as file:
        return file["images"], file["labels"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--cache", type=Path, required=True)
    options.add_argument("--workers", type=int, default=1)
    chosen = options.parse_args()
    chosen.cache.mkdir(parents=True, exist_ok=True)
    started = time.time()
    with Pool(chosen.workers) as pool:
        for name, (first, count) in COUNTS.items():
            drawn = pool.map(example, range(first, first + count), chunksize=25)
            columns = [np.stack(column) for column in zip(*drawn)]
            seeds = np.arange(first, first + count)
            np.savez(chosen.cache / f"{name}.npz", seeds=seeds, images=columns[0], findings=columns[1], maps=columns[2], structures=columns[3])
            print(f"{name}: {count} films, {time.time() - started:.0f} s", flush=True)
        for name, (first, count) in VIEW_COUNTS.items():
            drawn = pool.map(view_example, range(first, first + count), chunksize=25)
            images, labels = (np.stack(column) for column in zip(*drawn))
            np.savez(chosen.cache / f"{name}-views.npz", images=images, labels=labels)
            print(f"{name} views: {count}, {time.time() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
