"""Writes one synthetic chest film with chosen findings. The same arguments give the same bytes.

  /usr/bin/python3 make_film.py --findings Effusion,Cardiomegaly --study-uid 2.25.1 --sop-uid 2.25.2 \\
      --patient-id SYN-1 --seed 7 --size 256 --out film.dcm
"""

from __future__ import annotations

import argparse
from pathlib import Path

from dicom_film import FilmHeader, part10, store
from phantom import FINDINGS, TRAIN_SEED, render


def findings_of(listed: str) -> frozenset[str]:
    chosen = frozenset(name.strip() for name in listed.split(",") if name.strip())
    unknown = chosen - set(FINDINGS)
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}; choose from {', '.join(FINDINGS)}")
    return chosen


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--findings", type=findings_of, default=frozenset(), help="comma separated; none = a clear film")
    options.add_argument("--study-uid", required=True)
    options.add_argument("--sop-uid", required=True)
    options.add_argument("--series-uid", help="default: the study's with .1 behind it")
    options.add_argument("--patient-id", required=True)
    options.add_argument("--patient-name", default="Phantom^Synthetic")
    options.add_argument("--study-date", default="20260101", help="YYYYMMDD")
    options.add_argument("--study-time", default="120000", help="HHMMSS")
    options.add_argument("--photometric", choices=["MONOCHROME1", "MONOCHROME2"], default="MONOCHROME2")
    options.add_argument("--view-position", choices=["PA", "AP"], default="PA")
    options.add_argument("--seed", type=int, required=True, help=f"below {TRAIN_SEED}: those above train and test the model")
    options.add_argument("--size", type=int, default=256, help="rows and columns, 64 to 2048")
    options.add_argument("--out", type=Path, required=True)
    chosen = options.parse_args()
    if not 0 <= chosen.seed < TRAIN_SEED:
        options.error(f"--seed must be 0 to {TRAIN_SEED - 1}")
    if not 64 <= chosen.size <= 2048:
        options.error("--size must be 64 to 2048")

    header = FilmHeader(
        study_uid=chosen.study_uid,
        sop_uid=chosen.sop_uid,
        series_uid=chosen.series_uid or chosen.study_uid + ".1",
        patient_id=chosen.patient_id,
        patient_name=chosen.patient_name,
        study_date=chosen.study_date,
        study_time=chosen.study_time,
        photometric=chosen.photometric,
        view_position=chosen.view_position,
    )
    stored = store(render(chosen.seed, chosen.findings, chosen.size), chosen.photometric)
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_bytes(part10(stored, header))
    print(f"{chosen.out}: {', '.join(sorted(chosen.findings)) or 'no finding'}")


if __name__ == "__main__":
    main()
