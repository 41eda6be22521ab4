"""Codes of the demonstration records: LOINC, SNOMED CT, ICD-10-CM, RxNorm, UCUM. One line a concept."""

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
UCUM = "http://unitsofmeasure.org"

# key: (LOINC, display, UCUM, low, high)
LABS = {
    "sodium": ("2951-2", "Sodium [Moles/volume] in Serum or Plasma", "mmol/L", 135, 145),
    "potassium": ("2823-3", "Potassium [Moles/volume] in Serum or Plasma", "mmol/L", 3.5, 5.1),
    "bicarbonate": ("1963-8", "Bicarbonate [Moles/volume] in Serum or Plasma", "mmol/L", 22, 29),
    "glucose": ("2345-7", "Glucose [Mass/volume] in Serum or Plasma", "mg/dL", 70, 140),
    "bun": ("3094-0", "Urea nitrogen [Mass/volume] in Serum or Plasma", "mg/dL", 7, 20),
    "creatinine": ("2160-0", "Creatinine [Mass/volume] in Serum or Plasma", "mg/dL", 0.6, 1.3),
    "phosphate": ("2777-1", "Phosphate [Mass/volume] in Serum or Plasma", "mg/dL", 2.5, 4.5),
    "albumin": ("1751-7", "Albumin [Mass/volume] in Serum or Plasma", "g/dL", 3.5, 5.0),
    "alt": ("1742-6", "Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma", "U/L", 7, 45),
    "ck": ("2157-6", "Creatine kinase [Enzymatic activity/volume] in Serum or Plasma", "U/L", 30, 200),
    "haemoglobin": ("718-7", "Hemoglobin [Mass/volume] in Blood", "g/dL", 12.0, 17.0),
    "wbc": ("6690-2", "Leukocytes [#/volume] in Blood by Automated count", "10*3/uL", 4.0, 11.0),
    "platelets": ("777-3", "Platelets [#/volume] in Blood by Automated count", "10*3/uL", 150, 400),
    "eosinophils": ("711-2", "Eosinophils [#/volume] in Blood by Automated count", "10*3/uL", 0.0, 0.5),
    "crp": ("1988-5", "C reactive protein [Mass/volume] in Serum or Plasma", "mg/L", 0, 5),
    "procalcitonin": ("33959-8", "Procalcitonin [Mass/volume] in Serum or Plasma", "ng/mL", 0, 0.1),
    "ntprobnp": ("33762-6", "Natriuretic peptide.B prohormone N-Terminal [Mass/volume] in Serum or Plasma", "pg/mL", 0, 125),
    "bnp": ("30934-4", "Natriuretic peptide B [Mass/volume] in Serum or Plasma", "pg/mL", 0, 100),
    "troponin": ("67151-1", "Troponin T.cardiac [Mass/volume] in Serum or Plasma by High sensitivity method", "ng/L", 0, 14),
    "ddimer": ("48065-7", "Fibrin D-dimer FEU [Mass/volume] in Platelet poor plasma", "ng/mL{FEU}", 0, 500),
    "ph": ("2744-1", "pH of Arterial blood", "[pH]", 7.35, 7.45),
    "pco2": ("2019-8", "Carbon dioxide [Partial pressure] in Arterial blood", "mm[Hg]", 35, 45),
    "po2": ("2703-7", "Oxygen [Partial pressure] in Arterial blood", "mm[Hg]", 80, 100),
    "lactate": ("32693-4", "Lactate [Moles/volume] in Blood", "mmol/L", 0.5, 2.0),
    "mcv": ("787-2", "Erythrocyte mean corpuscular volume [Entitic volume] by Automated count", "fL", 80, 100),
    "rbc": ("789-8", "Erythrocytes [#/volume] in Blood by Automated count", "10*6/uL", 3.9, 5.6),
    "ferritin": ("2276-4", "Ferritin [Mass/volume] in Serum or Plasma", "ng/mL", 15, 150),
    "b12": ("2132-9", "Cobalamin (Vitamin B12) [Mass/volume] in Serum or Plasma", "pg/mL", 200, 900),
    "egfr": ("98979-8", "Glomerular filtration rate [Volume Rate/Area] in Serum, Plasma or Blood by Creatinine-based formula (CKD-EPI 2021)", "mL/min/{1.73_m2}", 60, 120),
    "bilirubin": ("1975-2", "Bilirubin.total [Mass/volume] in Serum or Plasma", "mg/dL", 0.2, 1.2),
    "bilirubin_direct": ("1968-7", "Bilirubin.direct [Mass/volume] in Serum or Plasma", "mg/dL", 0.0, 0.3),
    "ast": ("1920-8", "Aspartate aminotransferase [Enzymatic activity/volume] in Serum or Plasma", "U/L", 10, 40),
    "alp": ("6768-6", "Alkaline phosphatase [Enzymatic activity/volume] in Serum or Plasma", "U/L", 40, 120),
    "c3": ("4485-9", "Complement C3 [Mass/volume] in Serum or Plasma", "mg/dL", 90, 180),
    "urine_sodium": ("2955-3", "Sodium [Moles/volume] in Urine", "mmol/L", None, None),
    "urine_creatinine": ("2161-8", "Creatinine [Mass/volume] in Urine", "mg/dL", None, None),
    "urine_urea": ("3095-7", "Urea nitrogen [Mass/volume] in Urine", "mg/dL", None, None),
    "bladder_residual": ("9191-8", "Post-void residual urine volume", "mL", None, None),
    "tsh": ("3016-3", "Thyrotropin [Units/volume] in Serum or Plasma", "u[IU]/mL", 0.4, 4.5),
    "hba1c": ("4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood", "%", 4.0, 5.6),
    # The same analytes as an SI laboratory reports them.
    "creatinine_si": ("14682-9", "Creatinine [Moles/volume] in Serum or Plasma", "umol/L", 60, 110),
    "urea_si": ("22664-7", "Urea [Moles/volume] in Serum or Plasma", "mmol/L", 2.5, 7.8),
    "haemoglobin_si": ("718-7", "Hemoglobin [Mass/volume] in Blood", "g/L", 130, 170),
    "glucose_si": ("14749-6", "Glucose [Moles/volume] in Serum or Plasma", "mmol/L", 3.9, 7.8),
}

# key: (LOINC, display, UCUM)
VITALS = {
    "temperature": ("8310-5", "Body temperature", "Cel"),
    "heart_rate": ("8867-4", "Heart rate", "/min"),
    "resp_rate": ("9279-1", "Respiratory rate", "/min"),
    "spo2": ("59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry", "%"),
    "weight": ("29463-7", "Body weight", "kg"),
    "sbp": ("8480-6", "Systolic blood pressure", "mm[Hg]"),
    "dbp": ("8462-4", "Diastolic blood pressure", "mm[Hg]"),
}

# key: (ICD-10-CM, SNOMED CT, display)
CONDITIONS = {
    "dyspnoea": ("R06.02", "267036007", "Shortness of breath"),
    "heart_failure": ("I50.22", "84114007", "Chronic systolic heart failure"),
    "atrial_fibrillation": ("I48.91", "49436004", "Atrial fibrillation"),
    "hypertension": ("I10", "38341003", "Essential hypertension"),
    "diabetes": ("E11.9", "44054006", "Type 2 diabetes mellitus"),
    "hyperlipidaemia": ("E78.5", "55822004", "Hyperlipidemia"),
    "copd": ("J44.9", "13645005", "Chronic obstructive pulmonary disease"),
    "osteoarthritis": ("M17.9", "396275006", "Osteoarthritis of knee"),
    "hypothyroidism": ("E03.9", "40930008", "Hypothyroidism"),
    "reflux": ("K21.9", "235595009", "Gastroesophageal reflux disease"),
    "prostate": ("N40.1", "266569009", "Benign prostatic hyperplasia with lower urinary tract symptoms"),
    "depression": ("F32.A", "35489007", "Depressive disorder"),
    "migraine": ("G43.909", "37796009", "Migraine"),
    "gout": ("M10.9", "90560007", "Gout"),
    "rhinitis": ("J30.2", "367498001", "Seasonal allergic rhinitis"),
    "aki": ("N17.9", "14669001", "Acute kidney injury"),
    "sepsis": ("A41.9", "91302008", "Sepsis"),
    "cataract": ("H26.9", "193570009", "Cataract"),
    "anxiety": ("F41.9", "197480006", "Anxiety disorder"),
    "peripheral_arterial": ("I73.9", "399957001", "Peripheral arterial disease"),
    "menorrhagia": ("N92.0", "386692008", "Menorrhagia"),
    "cystitis": ("N30.90", "38822007", "Cystitis"),
    "parkinson": ("G20.A1", "49049000", "Parkinson disease"),
}

# key: (RxNorm ingredient, display, dose)
MEDICATIONS = {
    "furosemide": ("4603", "furosemide", "40 mg by mouth once daily"),
    "bisoprolol": ("19484", "bisoprolol", "5 mg by mouth once daily"),
    "apixaban": ("1364430", "apixaban", "5 mg by mouth twice daily"),
    "amlodipine": ("17767", "amlodipine", "5 mg by mouth once daily"),
    "atorvastatin": ("83367", "atorvastatin", "20 mg by mouth at night"),
    "metformin": ("6809", "metformin", "500 mg by mouth twice daily"),
    "lisinopril": ("29046", "lisinopril", "10 mg by mouth once daily"),
    "tiotropium": ("69120", "tiotropium", "18 ug inhaled once daily"),
    "salbutamol": ("435", "albuterol", "100 ug inhaled as needed"),
    "paracetamol": ("161", "acetaminophen", "1 g by mouth as needed"),
    "levothyroxine": ("10582", "levothyroxine", "75 ug by mouth once daily"),
    "tamsulosin": ("77492", "tamsulosin", "0.4 mg by mouth once daily"),
    "sertraline": ("36437", "sertraline", "50 mg by mouth once daily"),
    "ibuprofen": ("5640", "ibuprofen", "400 mg by mouth three times daily"),
    "gentamicin": ("1596450", "gentamicin", "320 mg intravenously once daily"),
    "norepinephrine": ("7512", "norepinephrine", "infusion to a mean pressure of 65 mmHg"),
    "cetirizine": ("20610", "cetirizine", "10 mg by mouth once daily in season"),
    "aspirin": ("1191", "aspirin", "100 mg by mouth once daily"),
    "insulin": ("274783", "insulin glargine", "24 units under the skin at night"),
    "levodopa": ("6375", "levodopa", "100 mg by mouth three times daily"),
    "allopurinol": ("519", "allopurinol", "100 mg by mouth once daily"),
    "contraceptive": ("4124", "ethinyl estradiol", "30 ug by mouth once daily, combined pill"),
}

# key: (LOINC, display)
NOTES = {
    "emergency": ("34111-5", "Emergency department Note"),
    "admission": ("34117-2", "History and physical note"),
    "progress": ("11506-3", "Progress note"),
    "nurse": ("34746-8", "Nurse Note"),
    "office": ("34131-3", "Outpatient Progress note"),
}

# key: (LOINC, display, category of HL7 v2 table 0074)
REPORTS = {
    "film": ("36643-5", "XR Chest 2 Views", "RAD"),
    "ct_chest": ("24627-2", "CT Chest", "RAD"),
    "imaging": ("18748-4", "Diagnostic imaging study", "RAD"),
    "ecg": ("11524-6", "EKG study", "EC"),
    "urinalysis": ("24356-8", "Urinalysis complete panel - Urine", "LAB"),
    "serology": ("11502-2", "Laboratory report", "LAB"),
}
