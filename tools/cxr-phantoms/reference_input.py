"""The network's input bit for bit as ClinSeek.Imaging makes it: the same operations in the same order and precision.

preprocess.py says what is meant and trains; this says which of the many ways to round is taken, so that a test can ask for
equality instead of nearness. Slow, numpy only.
"""

from __future__ import annotations

import numpy as np


def window_linear(modality: np.ndarray, centre: float, width: float) -> np.ndarray:
    """PS3.3 C.11.2.1.2 in float64, 0 to 1."""
    c, w = centre - 0.5, width - 1.0
    shown = np.clip((modality - c) / w + 0.5, 0.0, 1.0)
    return np.where(modality <= c - w / 2.0, 0.0, np.where(modality > c + w / 2.0, 1.0, shown))


def shown(stored: np.ndarray, slope: float, intercept: float, centre: float, width: float, inverse: bool) -> np.ndarray:
    """What a film shows, float32."""
    value = window_linear(stored.astype(np.float64) * slope + intercept, centre, width)
    return (1.0 - value if inverse else value).astype(np.float32)


def area_average(picture: np.ndarray, target_rows: int, target_columns: int) -> np.ndarray:
    """Rows are summed in float32 from the top, each finished sum is reduced along its columns in float64."""
    rows, columns = picture.shape
    row_step, column_step = rows / target_rows, columns / target_columns
    result = np.zeros((target_rows, target_columns))
    total, target = np.zeros(columns, dtype=np.float32), 0
    for row in range(rows):
        top = float(row)
        while target < target_rows and top < row + 1:
            end = float(rows) if target == target_rows - 1 else (target + 1) * row_step
            bottom = min(end, float(row + 1))
            if bottom > top:
                total = total + picture[row] * np.float32((bottom - top) / row_step)
            if end > row + 1:
                break
            result[target] = [_reduce(total, c * column_step, min((c + 1) * column_step, float(columns)), column_step) for c in range(target_columns)]
            total, target, top = np.zeros(columns, dtype=np.float32), target + 1, bottom
    return result


def _reduce(total: np.ndarray, start: float, end: float, step: float) -> float:
    first, last = int(start), min(int(np.ceil(end)), len(total)) - 1
    if first >= last:
        value = float(total[last]) * (end - start)
    else:
        value = float(total[first]) * (first + 1 - start) + float(total[last]) * (end - last)
    for i in range(first + 1, last):
        value += float(total[i])
    return value / step


def standard_score(picture: np.ndarray, epsilon: float) -> np.ndarray:
    """Sums one after the other, as a loop does."""
    values = picture.ravel()
    mean = np.add.accumulate(values)[-1] / values.size
    squares = np.add.accumulate((values - mean) * (values - mean))[-1]
    divisor = np.sqrt(squares / values.size) + epsilon
    return ((picture - mean) / divisor).astype(np.float32)


def linear(picture: np.ndarray, mean: float, deviation: float) -> np.ndarray:
    return ((picture - mean) / deviation).astype(np.float32)


def centre_crop(picture: np.ndarray) -> np.ndarray:
    side = min(picture.shape)
    top, left = (picture.shape[0] - side) // 2, (picture.shape[1] - side) // 2
    return picture[top : top + side, left : left + side]
