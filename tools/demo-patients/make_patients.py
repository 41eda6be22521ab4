"""Writes the demonstration patients: FHIR R4 bundles, the expected answers, and (with --films) the chest films.

  python3 make_patients.py                 bundles and expected.json, standard library only
  python3 make_patients.py --films         also the films; needs numpy and ../cxr-phantoms

The same source gives the same bytes. Everybody in it is invented.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

import dyspnoea
import kidney
import various
from record import Film

HERE = Path(__file__).resolve().parent
NOW = "2026-03-01T12:00:00Z"


def write_json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def draw(film: Film, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [sys.executable, str(HERE.parent / "cxr-phantoms" / "make_film.py"), "--findings", ",".join(film.findings),
         "--study-uid", film.study_uid, "--sop-uid", film.sop_uid, "--patient-id", film.patient, "--patient-name", film.name,
         "--study-date", film.date, "--study-time", film.time, "--seed", str(film.seed), "--size", "224",
         "--out", str(folder / film.file)],
        check=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--out", type=Path, default=HERE.parents[1] / "src" / "ClinSeek.Functions" / "Demo")
    options.add_argument("--films", action="store_true", help="draw the films too")
    chosen = options.parse_args()

    rows = []
    for pack in (dyspnoea, kidney, various):
        for make in pack.PATIENTS:
            record = make()
            write_json(chosen.out / "patients" / f"{record.patient}.json", record.bundle())
            for film in record.films if chosen.films else []:
                draw(film, chosen.out / "films")
        for patient, cutoff, expected, why in pack.EXPECTED:
            question = pack.QUESTIONS[patient] if hasattr(pack, "QUESTIONS") else pack.QUESTION
            row = {"patient": patient, "question": question, "expected": expected, "why": why}
            rows.append(row | ({"cutoff": cutoff} if cutoff else {}))
    write_json(chosen.out / "expected.json", {"formatVersion": 1, "now": NOW, "cases": rows})


if __name__ == "__main__":
    main()
