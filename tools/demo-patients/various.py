"""Patients with other presenting problems, one a pack. All of them are invented; names and dates name nobody."""

from __future__ import annotations

from record import Record

QUESTIONS = {
    "demo-13-moen": "What is the most likely cause of this patient's chest pain?",
    "demo-14-nagel": "What is the most likely cause of this patient's anaemia?",
    "demo-15-olsen": "What is the most likely source of this patient's fever?",
    "demo-16-palm": "What is the most likely cause of this patient's confusion?",
    "demo-17-quist": "What is the most likely cause of this patient's syncope?",
    "demo-18-rask": "What is the most likely cause of this patient's jaundice?",
}


def moen() -> Record:
    """Acute coronary syndrome: pressing pain into both arms, ST depression. The troponin drawn at 08:10 is issued at 09:20."""
    r = Record("demo-13-moen", "Mats", "Moen", "male", "1959-08-30")
    r.visit("2025-06-17 10:00", "2025-06-17 10:20", "AMB", "Leg pain when walking")
    r.problem("peripheral_arterial", "2025-06-17 10:10", onset="2023")
    r.problem("hypertension", "2025-06-17 10:10", onset="2011")
    r.problem("reflux", "2025-06-17 10:10", onset="2016")
    r.takes("aspirin", "2025-06-17 10:15")
    r.takes("atorvastatin", "2025-06-17 10:15")
    r.labs("2025-06-17 10:05", 240, creatinine=1.0, troponin=7, crp=2, haemoglobin=14.6)
    r.visit("2026-03-01 07:50", None, "EMER", "Chest pain")
    r.vitals("2026-03-01 07:55", 36.6, 94, 18, (146, 88), 97)
    r.labs("2026-03-01 08:10", 70, troponin=214, crp=3, creatinine=1.0, potassium=4.2, haemoglobin=14.3, ddimer=290)
    r.note("emergency", "2026-03-01 08:20", "Emergency department note", """
        Presenting complaint: 66-year-old man, pain in the chest since 06:15.
        History: Crushing pain, came on while climbing the stairs, radiating to both arms. Sweating and nausea. Has had heartburn
        for years, this is different. Pain is not pleuritic and not positional. No cough, no leg swelling. No tearing pain.
        Examination: Equal pulses. No murmur. No chest wall tenderness. Lungs clear.""", 20)
    r.report("ecg", "2026-03-01 08:00", "2026-03-01 08:15", "Sinus rhythm. ST depression in V4 to V6.", "Electrocardiogram")
    return r


def nagel() -> Record:
    """Iron deficiency: heavy periods, small red cells, a ferritin of 5. Haemoglobin was normal two years ago."""
    r = Record("demo-14-nagel", "Nora", "Nagel", "female", "1981-05-11")
    r.visit("2024-02-20 15:00", "2024-02-20 15:15", "AMB", "Check-up")
    r.problem("migraine", "2024-02-20 15:10", onset="1999")
    r.labs("2024-02-20 15:05", 300, haemoglobin=13.2, mcv=88, platelets=260, creatinine=0.7)
    r.visit("2026-02-27 09:00", None, "AMB", "Tiredness, anaemia on a routine sample")
    r.problem("menorrhagia", "2026-02-27 09:20", onset="2025")
    r.vitals("2026-02-27 09:05", 36.5, 92, 16, (112, 70), 99)
    r.labs("2026-02-27 09:10", 240, haemoglobin=8.1, mcv=67, rbc=3.9, platelets=512, wbc=6.1, ferritin=5, b12=410, crp=1, creatinine=0.7, egfr=104, albumin=4.2)
    r.note("office", "2026-02-27 09:30", "Office visit", """
        44-year-old woman, tired for four months, short of breath on the stairs. Heavy periods since last summer. Craving for ice.
        No melaena, no rectal bleeding. No weight loss. Eats meat. Mother has pernicious anaemia.
        Examination: Pale conjunctivae, angular stomatitis. No jaundice. Spleen not felt.""")
    return r


def olsen() -> Record:
    """Pyelonephritis: fever, dysuria, loin tenderness, nitrite. A cough of last month has gone."""
    r = Record("demo-15-olsen", "Olga", "Olsen", "female", "1954-10-03")
    r.visit("2026-01-22 11:00", "2026-01-22 11:15", "AMB", "Cough")
    r.problem("osteoarthritis", "2026-01-22 11:10", onset="2012")
    r.problem("diabetes", "2026-01-22 11:10", onset="2010")
    r.takes("metformin", "2026-01-22 11:10")
    r.labs("2026-01-22 11:05", 240, crp=14, creatinine=0.9)
    r.visit("2026-02-28 20:00", None, "EMER", "Fever")
    r.vitals("2026-02-28 20:05", 39.4, 116, 22, (102, 58), 96)
    r.labs("2026-02-28 20:20", crp=212, procalcitonin=8.4, wbc=17.2, creatinine=1.3, bun=26, lactate=2.1, bilirubin=0.7, alt=28)
    r.note("emergency", "2026-02-28 20:40", "Emergency department note", """
        Presenting complaint: 71-year-old woman, fever and chills for two days.
        History: Dysuria and urinary frequency since Thursday, then pain in the left flank. The cough of last month has resolved.
        No cough now, no dyspnoea, no sputum. No headache. No abdominal pain. Husband is well.
        Examination: Left renal angle tenderness. Lungs clear to auscultation. Neck supple. Abdomen soft, non-tender. No skin lesions.
        Heart sounds normal, no murmur. Alert and oriented.""")
    r.report("urinalysis", "2026-02-28 20:30", "2026-02-28 21:10", "Nitrite positive. Leukocyte esterase positive. Many bacteria.", "Urinalysis")
    return r


def palm() -> Record:
    """Hypoglycaemia: insulin and little food, a glucose of 1.9 mmol/L. Her laboratory reports SI units."""
    r = Record("demo-16-palm", "Petra", "Palm", "female", "1948-01-25")
    r.visit("2025-11-05 08:30", "2025-11-05 08:50", "AMB", "Diabetes review")
    r.problem("diabetes", "2025-11-05 08:40", onset="2003")
    r.problem("hypertension", "2025-11-05 08:40", onset="2005")
    r.takes("insulin", "2025-11-05 08:45")
    r.takes("amlodipine", "2025-11-05 08:45")
    r.labs("2025-11-05 08:35", 240, glucose_si=8.2, creatinine_si=74, sodium=139, hba1c=7.1)
    r.visit("2026-03-01 06:30", None, "EMER", "Confused since waking")
    r.vitals("2026-03-01 06:35", 36.1, 104, 16, (152, 84), 97)
    r.labs("2026-03-01 06:40", 15, glucose_si=1.9)
    r.labs("2026-03-01 06:45", 60, sodium=138, urea_si=6.4, creatinine_si=80, wbc=8.9, crp=3)
    r.note("emergency", "2026-03-01 06:50", "Emergency department note", """
        78-year-old woman, confused and sweaty since 05:30, found by her daughter. Took her insulin last night and ate hardly anything.
        No head injury. No alcohol. No fever. No headache.
        Examination: Drowsy, moves all limbs, no focal deficit. Pupils equal and reactive. Neck supple.""", 20)
    return r


def quist() -> Record:
    """Not enough evidence: a collapse that nobody saw, and a record that says nearly nothing about it."""
    r = Record("demo-17-quist", "Quentin", "Quist", "male", "1970-11-19")
    r.visit("2025-09-09 16:00", "2025-09-09 16:10", "AMB", "Hay fever")
    r.problem("rhinitis", "2025-09-09 16:05", onset="1988")
    r.takes("cetirizine", "2025-09-09 16:05")
    r.labs("2025-09-09 16:02", 240, haemoglobin=14.9, creatinine=0.9)
    r.visit("2026-03-01 10:40", None, "EMER", "Collapse")
    r.vitals("2026-03-01 10:45", 36.7, 76, 14, (128, 78), 98)
    r.note("emergency", "2026-03-01 11:00", "Triage note", """
        55-year-old man, found on the kitchen floor by a neighbour, awake when found. Remembers nothing of it. Feels well now.
        ECG and blood samples ordered, nothing back yet.""", 10)
    return r


def rask() -> Record:
    """Bile duct stone: colic, cholestatic enzymes, a dilated duct with a stone on ultrasound, issued at 10:50."""
    r = Record("demo-18-rask", "Rita", "Rask", "female", "1967-02-14")
    r.visit("2025-05-12 13:00", "2025-05-12 13:15", "AMB", "Thyroid check")
    r.problem("hypothyroidism", "2025-05-12 13:10", onset="2009")
    r.takes("levothyroxine", "2025-05-12 13:10")
    r.labs("2025-05-12 13:05", 240, alt=22, ast=24, alp=78, bilirubin=0.5, tsh=2.2)
    r.visit("2026-03-01 08:20", None, "EMER", "Jaundice")
    r.vitals("2026-03-01 08:25", 37.3, 84, 16, (132, 78), 98)
    r.labs("2026-03-01 08:40", bilirubin=5.8, bilirubin_direct=4.4, alt=268, ast=214, alp=402, albumin=4.2, platelets=268, wbc=9.4, haemoglobin=13.6, crp=18)
    r.note("emergency", "2026-03-01 09:10", "Emergency department note", """
        59-year-old woman, colicky pain in the right upper quadrant for two days, yellow eyes and dark urine since yesterday.
        History: Such pain after fatty meals since autumn. No fever, no rigors. No weight loss. Does not drink. No new medicines,
        no paracetamol. No travel. Father had cirrhosis.
        Examination: Jaundiced. Tender right upper quadrant. No ascites, no spider naevi. JVP not raised.""")
    r.report("imaging", "2026-03-01 10:20", "2026-03-01 10:50", "Gallstones in the gallbladder. Dilated common bile duct with a duct stone. No mass. Liver of normal size and echogenicity.", "Ultrasound of the abdomen")
    return r


PATIENTS = [moen, nagel, olsen, palm, quist, rask]

EXPECTED = [
    ("demo-13-moen", None, "acute_coronary_syndrome", "pain into both arms, ST depression, a troponin of 214 ng/L"),
    ("demo-14-nagel", None, "iron_deficiency", "a ferritin of 5 and small red cells after heavy periods"),
    ("demo-15-olsen", None, "uti_pyelonephritis", "nitrite, dysuria and a tender left loin; nothing in the lungs"),
    ("demo-16-palm", None, "hypoglycaemia", "a glucose of 1.9 mmol/L on insulin; SI units"),
    ("demo-16-palm", "2026-03-01T06:50:00Z", "abstain", "the glucose is issued after this cut-off"),
    ("demo-17-quist", None, "abstain", "nobody saw it, and nothing was examined yet"),
    ("demo-18-rask", None, "choledocholithiasis", "colic, cholestatic enzymes, a stone in the dilated duct"),
]
