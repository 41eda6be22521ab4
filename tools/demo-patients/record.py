"""Builds one patient's record as a FHIR R4 collection Bundle. Deterministic: the same calls give the same bytes."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from codes import CONDITIONS, ICD10CM, LABS, LOINC, MEDICATIONS, NOTES, REPORTS, RXNORM, SNOMED, UCUM, VITALS

BASE = "https://demo.clinseek.example/fhir/"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/"


def moment(text: str) -> datetime:
    """Reads «2026-03-01 06:10» as UTC."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=timezone.utc)


def instant(time: datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def uid(*parts: object) -> str:
    """A DICOM UID under 2.25, derived from what it names."""
    digest = hashlib.sha256("/".join(map(str, parts)).encode()).digest()
    return f"2.25.{int.from_bytes(digest[:16], 'big')}"


def concept(system: str, code: str, display: str, *more: tuple[str, str]) -> dict:
    codings = [{"system": system, "code": code, "display": display}]
    codings += [{"system": other, "code": value, "display": display} for other, value in more]
    return {"coding": codings, "text": display}


@dataclass(frozen=True)
class Film:
    """A film to be drawn: which phantom findings it shows is known to the generator only, never to the record."""

    file: str
    study_uid: str
    sop_uid: str
    patient: str
    name: str
    date: str
    time: str
    findings: tuple[str, ...]
    seed: int


@dataclass
class Record:
    patient: str
    given: str
    family: str
    sex: str
    born: str
    resources: list[dict] = field(default_factory=list)
    films: list[Film] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._encounter: str | None = None
        self._add("Patient", "2024-01-02 09:00", id=self.patient, active=True,
                  identifier=[{"system": "urn:oid:2.999.1", "value": self.patient.upper()}],
                  name=[{"use": "official", "family": self.family, "given": [self.given]}],
                  gender=self.sex, birthDate=self.born)

    # --- what happened -----------------------------------------------------------------------------------------

    def visit(self, start: str, end: str | None, kind: str, reason: str) -> None:
        """A visit; everything added after it belongs to it. kind: AMB, EMER or IMP."""
        period = {"start": instant(moment(start))}
        if end:
            period["end"] = instant(moment(end))
        names = {"AMB": "ambulatory", "EMER": "emergency", "IMP": "inpatient encounter"}
        self._encounter = None
        self._encounter = self._add(
            "Encounter", end or start, status="finished" if end else "in-progress",
            **{"class": {"system": TERMINOLOGY + "v3-ActCode", "code": kind, "display": names[kind]}},
            type=[{"text": {"AMB": "Office visit", "EMER": "Emergency department visit", "IMP": "Hospital admission"}[kind]}],
            subject=self._subject(), period=period, reasonCode=[{"text": reason}])

    def problem(self, key: str, recorded: str, onset: str | None = None, status: str = "active") -> None:
        icd, snomed, display = CONDITIONS[key]
        extra = {"onsetDateTime": onset} if onset else {}
        self._add("Condition", recorded,
                  clinicalStatus={"coding": [{"system": TERMINOLOGY + "condition-clinical", "code": status}]},
                  verificationStatus={"coding": [{"system": TERMINOLOGY + "condition-ver-status", "code": "confirmed"}]},
                  category=[{"coding": [{"system": TERMINOLOGY + "condition-category", "code": "problem-list-item"}]}],
                  code=concept(SNOMED, snomed, display, (ICD10CM, icd)), subject=self._subject(),
                  recordedDate=instant(moment(recorded)), **extra)

    def labs(self, drawn: str, minutes: int = 50, **values: float) -> None:
        """Results of one sample: drawn, then issued that many minutes later."""
        issued = moment(drawn) + timedelta(minutes=minutes)
        for key, value in values.items():
            code, display, unit, low, high = LABS[key]
            extra: dict = {}
            if high is not None:
                extra["referenceRange"] = [{"low": self._quantity(low, unit), "high": self._quantity(high, unit)}]
                flag = "H" if value > high else "L" if value < low else "N"
                extra["interpretation"] = [{"coding": [{"system": TERMINOLOGY + "v3-ObservationInterpretation", "code": flag}]}]
            self._observation("laboratory", code, display, drawn, issued, valueQuantity=self._quantity(value, unit), **extra)

    def vitals(self, taken: str, temperature: float, heart_rate: int, resp_rate: int, blood_pressure: tuple[int, int], spo2: int) -> None:
        issued = moment(taken) + timedelta(minutes=2)
        for key, value in (("temperature", temperature), ("heart_rate", heart_rate), ("resp_rate", resp_rate), ("spo2", spo2)):
            code, display, unit = VITALS[key]
            self._observation("vital-signs", code, display, taken, issued, valueQuantity=self._quantity(value, unit))
        parts = []
        for key, value in zip(("sbp", "dbp"), blood_pressure, strict=True):
            code, display, unit = VITALS[key]
            parts.append({"code": concept(LOINC, code, display), "valueQuantity": self._quantity(value, unit)})
        self._observation("vital-signs", "85354-9", "Blood pressure panel with all children optional", taken, issued, component=parts)

    def weight(self, taken: str, kilograms: float) -> None:
        code, display, unit = VITALS["weight"]
        self._observation("vital-signs", code, display, taken, moment(taken), valueQuantity=self._quantity(kilograms, unit))

    def complaint(self, taken: str, text: str) -> None:
        self._observation("survey", "8661-1", "Chief complaint - Reported", taken, moment(taken), valueString=text)

    def smoking(self, taken: str, snomed: str, text: str) -> None:
        self._observation("social-history", "72166-2", "Tobacco smoking status", taken, moment(taken),
                          valueCodeableConcept=concept(SNOMED, snomed, text))

    def takes(self, key: str, since: str) -> None:
        code, display, dose = MEDICATIONS[key]
        self._add("MedicationRequest", since, status="active", intent="order",
                  medicationCodeableConcept=concept(RXNORM, code, display), subject=self._subject(),
                  authoredOn=instant(moment(since)), dosageInstruction=[{"text": dose}])

    def given_drug(self, key: str, at: str) -> None:
        code, display, dose = MEDICATIONS[key]
        self._add("MedicationAdministration", at, status="completed",
                  medicationCodeableConcept=concept(RXNORM, code, display), subject=self._subject(),
                  effectiveDateTime=instant(moment(at)), dosage={"text": dose})

    def procedure(self, snomed: str, display: str, at: str) -> None:
        self._add("Procedure", at, status="completed", code=concept(SNOMED, snomed, display), subject=self._subject(),
                  performedDateTime=instant(moment(at)))

    def note(self, key: str, written: str, title: str, text: str, minutes: int = 30) -> None:
        """A note about a time, signed that many minutes later."""
        code, display = NOTES[key]
        signed = moment(written) + timedelta(minutes=minutes)
        body = "\n".join(line.strip() for line in text.strip().splitlines())
        self._add("DocumentReference", instant(signed), status="current", docStatus="final", type=concept(LOINC, code, display),
                  subject=self._subject(), date=instant(signed), description=title,
                  content=[{"attachment": {"contentType": "text/plain; charset=utf-8", "title": title,
                                           "data": base64.b64encode(body.encode()).decode()}}],
                  context={"period": {"start": instant(moment(written))}})

    def report(self, key: str, done: str, issued: str, conclusion: str, title: str | None = None) -> None:
        code, display, category = REPORTS[key]
        kind = concept(LOINC, code, display)
        if title:
            kind["text"] = title
        self._add("DiagnosticReport", issued, status="final",
                  category=[{"coding": [{"system": TERMINOLOGY + "v2-0074", "code": category}]}], code=kind,
                  subject=self._subject(), effectiveDateTime=instant(moment(done)), issued=instant(moment(issued)), conclusion=conclusion)

    def film(self, taken: str, seed: int, *findings: str, position: str = "PA") -> None:
        """A chest film: the study in the record, and the DICOM file to be drawn."""
        at = moment(taken)
        study, series, sop = (uid(self.patient, taken, part) for part in ("study", "series", "instance"))
        self._add("ImagingStudy", taken, status="available", identifier=[{"system": "urn:dicom:uid", "value": "urn:oid:" + study}],
                  subject=self._subject(), started=instant(at), numberOfSeries=1, numberOfInstances=1, description=f"Chest film {position}",
                  modality=[{"system": "http://dicom.nema.org/resources/ontology/DCM", "code": "DX"}],
                  series=[{"uid": series, "number": 1, "numberOfInstances": 1,
                           "modality": {"system": "http://dicom.nema.org/resources/ontology/DCM", "code": "DX"},
                           "bodySite": {"system": SNOMED, "code": "51185008", "display": "Thoracic structure"}, "started": instant(at),
                           "instance": [{"uid": sop, "number": 1,
                                         "sopClass": {"system": "urn:ietf:rfc:3986", "code": "urn:oid:1.2.840.10008.5.1.4.1.1.1.1"}}]}])
        self.films.append(Film(f"{self.patient}.dcm", study, sop, self.patient, f"{self.family}^{self.given}",
                               at.strftime("%Y%m%d"), at.strftime("%H%M%S"), findings, seed))

    def bundle(self) -> dict:
        return {"resourceType": "Bundle", "id": self.patient, "type": "collection", "timestamp": "2026-03-01T12:00:00Z",
                "meta": {"tag": [{"system": "https://demo.clinseek.example/tags", "code": "synthetic", "display": "synthetic demonstration data"}]},
                "entry": [{"fullUrl": f"{BASE}{resource['resourceType']}/{resource['id']}", "resource": resource} for resource in self.resources]}

    # --- parts -------------------------------------------------------------------------------------------------

    def _observation(self, category: str, code: str, display: str, at: str, issued: datetime, **value: object) -> None:
        self._add("Observation", instant(issued), status="final",
                  category=[{"coding": [{"system": TERMINOLOGY + "observation-category", "code": category}]}],
                  code=concept(LOINC, code, display), subject=self._subject(),
                  effectiveDateTime=instant(moment(at)), issued=instant(issued), **value)

    def _add(self, kind: str, updated: str, **content: object) -> str:
        self._counts[kind] = number = self._counts.get(kind, 0) + 1
        identity = content.pop("id", None) or f"{self.patient}-{kind.lower()}-{number}"
        if len(str(identity)) > 64:
            raise ValueError(f"{identity} is longer than a FHIR id may be")
        when = updated if updated.endswith("Z") else instant(moment(updated))
        resource: dict = {"resourceType": kind, "id": identity, "meta": {"versionId": "1", "lastUpdated": when}} | content
        if self._encounter and kind not in ("Patient", "Encounter"):
            if kind == "DocumentReference":
                resource["context"] = {"encounter": [{"reference": self._encounter}]} | resource["context"]
            else:
                resource["context" if kind == "MedicationAdministration" else "encounter"] = {"reference": self._encounter}
        self.resources.append(resource)
        return f"{kind}/{identity}"

    def _subject(self) -> dict:
        return {"reference": f"Patient/{self.patient}", "display": f"{self.given} {self.family}"}

    @staticmethod
    def _quantity(value: float | None, unit: str) -> dict:
        return {"value": value, "unit": unit, "system": UCUM, "code": unit}
