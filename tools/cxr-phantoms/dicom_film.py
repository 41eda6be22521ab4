"""Writes a display image as a DICOM Part 10 Computed Radiography film and gives back the values a viewer would show.

Explicit VR little endian, 12 bits stored in 16, no dependency but numpy. The same arguments give the same bytes.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np

EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1"
COMPUTED_RADIOGRAPHY = "1.2.840.10008.5.1.4.1.1.1"
IMPLEMENTATION = "1.2.826.0.1.3680043.8.498.1"

#: Stored value = OFFSET + SPAN * shown; the rescale takes the offset off, the window spans exactly 0..SPAN.
OFFSET, SPAN = 200, 3600

LONG_FORM = {"OB", "OW", "SQ", "UN", "UT"}


@dataclass(frozen=True)
class FilmHeader:
    """Who and what the film claims to be. Synthetic in every part."""

    study_uid: str
    sop_uid: str
    series_uid: str
    patient_id: str
    patient_name: str
    study_date: str
    study_time: str
    photometric: str = "MONOCHROME2"
    view_position: str = "PA"


def element(group: int, number: int, representation: str, value: bytes) -> bytes:
    if len(value) % 2:
        value += b"\0" if representation in ("UI", "OB") else b" "
    head = struct.pack("<HH2s", group, number, representation.encode("ascii"))
    size = struct.pack("<HI", 0, len(value)) if representation in LONG_FORM else struct.pack("<H", len(value))
    return head + size + value


def text(group: int, number: int, representation: str, value: str) -> bytes:
    return element(group, number, representation, value.encode("ascii"))


def number(group: int, tag: int, value: int) -> bytes:
    return element(group, tag, "US", struct.pack("<H", value))


def store(display: np.ndarray, photometric: str) -> np.ndarray:
    """Display values 0..1 as stored values."""
    if photometric not in ("MONOCHROME1", "MONOCHROME2"):
        raise ValueError(f"photometric interpretation {photometric}: write MONOCHROME1 or MONOCHROME2")
    shown = 1.0 - display if photometric == "MONOCHROME1" else display
    return (OFFSET + np.rint(SPAN * shown.astype(np.float64))).astype("<u2")


def shown_values(stored: np.ndarray, photometric: str) -> np.ndarray:
    """What a viewer shows, 0..1: rescale, linear window, inversion. float64."""
    windowed = np.clip((stored.astype(np.float64) - OFFSET) / SPAN, 0.0, 1.0)
    return 1.0 - windowed if photometric == "MONOCHROME1" else windowed


def part10(stored: np.ndarray, header: FilmHeader) -> bytes:
    meta = (
        element(0x0002, 0x0001, "OB", b"\0\1")
        + text(0x0002, 0x0002, "UI", COMPUTED_RADIOGRAPHY)
        + text(0x0002, 0x0003, "UI", header.sop_uid)
        + text(0x0002, 0x0010, "UI", EXPLICIT_LITTLE_ENDIAN)
        + text(0x0002, 0x0012, "UI", IMPLEMENTATION)
    )
    rows, columns = stored.shape
    body = [
        text(0x0008, 0x0008, "CS", "DERIVED\\PRIMARY"),
        text(0x0008, 0x0016, "UI", COMPUTED_RADIOGRAPHY),
        text(0x0008, 0x0018, "UI", header.sop_uid),
        text(0x0008, 0x0020, "DA", header.study_date),
        text(0x0008, 0x0030, "TM", header.study_time),
        text(0x0008, 0x0050, "SH", ""),
        text(0x0008, 0x0060, "CS", "CR"),
        text(0x0008, 0x0070, "LO", "ClinSeek phantom"),
        text(0x0008, 0x1030, "LO", "Chest phantom"),
        text(0x0010, 0x0010, "PN", header.patient_name),
        text(0x0010, 0x0020, "LO", header.patient_id),
        text(0x0010, 0x0030, "DA", ""),
        text(0x0010, 0x0040, "CS", ""),
        text(0x0018, 0x0015, "CS", "CHEST"),
        text(0x0018, 0x5101, "CS", header.view_position),
        text(0x0020, 0x000D, "UI", header.study_uid),
        text(0x0020, 0x000E, "UI", header.series_uid),
        text(0x0020, 0x0011, "IS", "1"),
        text(0x0020, 0x0013, "IS", "1"),
        number(0x0028, 0x0002, 1),
        text(0x0028, 0x0004, "CS", header.photometric),
        number(0x0028, 0x0010, rows),
        number(0x0028, 0x0011, columns),
        number(0x0028, 0x0100, 16),
        number(0x0028, 0x0101, 12),
        number(0x0028, 0x0102, 11),
        number(0x0028, 0x0103, 0),
        text(0x0028, 0x0301, "CS", "NO"),
        # PS3.3 C.11.2.1.2: the linear function reaches its ends at centre - 0.5 -+ (width - 1) / 2, here 0 and SPAN.
        text(0x0028, 0x1050, "DS", f"{SPAN / 2 + 0.5:g}"),
        text(0x0028, 0x1051, "DS", f"{SPAN + 1}"),
        text(0x0028, 0x1052, "DS", f"{-OFFSET}"),
        text(0x0028, 0x1053, "DS", "1"),
        text(0x0028, 0x1054, "LO", "US"),
        element(0x7FE0, 0x0010, "OW", stored.tobytes()),
    ]
    group_length = element(0x0002, 0x0000, "UL", struct.pack("<I", len(meta)))
    return b"\0" * 128 + b"DICM" + group_length + meta + b"".join(body)
