"""The patients with acute kidney injury. All of them are invented; names and dates name nobody."""

from __future__ import annotations

from record import Record

QUESTION = "What is the most likely cause of this patient's acute kidney injury?"


def grieg() -> Record:
    """Obstruction: enlarged prostate, retention, hydronephrosis on ultrasound. His laboratory reports SI units."""
    r = Record("demo-07-grieg", "Gus", "Grieg", "male", "1947-09-21")
    r.visit("2025-08-14 09:30", "2025-08-14 09:50", "AMB", "Annual check")
    r.problem("prostate", "2025-08-14 09:40", onset="2018")
    r.problem("hyperlipidaemia", "2025-08-14 09:40", onset="2010")
    r.takes("tamsulosin", "2025-08-14 09:45")
    r.takes("atorvastatin", "2025-08-14 09:45")
    r.labs("2025-08-14 09:35", 240, creatinine_si=92, urea_si=6.1, haemoglobin_si=142, sodium=140, glucose_si=5.4)
    r.visit("2026-02-28 17:00", None, "EMER", "Lower abdominal pain, unable to pass urine")
    r.vitals("2026-02-28 17:05", 36.7, 92, 18, (158, 88), 97)
    r.labs("2026-02-28 17:20", creatinine_si=418, urea_si=27.4, potassium=5.6, sodium=137, haemoglobin_si=138, wbc=8.8, glucose_si=6.2)
    r.labs("2026-02-28 17:40", 5, bladder_residual=1150)
    r.problem("aki", "2026-02-28 18:15", onset="2026-02-28")
    r.note("emergency", "2026-02-28 17:30", "Emergency department note", """
        Presenting complaint: 78-year-old man, unable to pass urine since last night, lower abdominal pain.
        History: Poor stream for months. Started a cold remedy three days ago. No vomiting, no diarrhoea, eating and drinking well.
        No rash, no fever, no leg oedema.
        Examination: Distended bladder to the umbilicus. Moist mucous membranes. JVP not raised.
        A catheter drained more than a litre of clear urine.""")
    r.report("urinalysis", "2026-02-28 18:00", "2026-02-28 18:40", "Bland sediment. No granular casts. Dipstick negative for blood. No dysmorphic red cells.", "Urine microscopy")
    r.report("imaging", "2026-02-28 18:50", "2026-02-28 19:30", "Bilateral hydronephrosis with thick-walled bladder. Enlarged prostate. Kidneys of normal size.", "Ultrasound of the kidneys")
    return r


def holm() -> Record:
    """Prerenal: a week of vomiting and diarrhoea on an ACE inhibitor, postural signs, very low sodium excretion, bland sediment."""
    r = Record("demo-08-holm", "Hanna", "Holm", "female", "1956-12-05")
    r.visit("2025-12-01 13:00", "2025-12-01 13:20", "AMB", "Diabetes review")
    r.problem("diabetes", "2025-12-01 13:10", onset="2015")
    r.problem("hypertension", "2025-12-01 13:10", onset="2012")
    r.takes("lisinopril", "2025-12-01 13:15")
    r.takes("metformin", "2025-12-01 13:15")
    r.labs("2025-12-01 13:05", 240, creatinine=0.9, bun=16, sodium=139, potassium=4.5, hba1c=6.9)
    r.weight("2025-12-01 13:02", 68.0)
    r.visit("2026-02-28 22:30", None, "EMER", "Vomiting, weakness")
    r.vitals("2026-02-28 22:35", 37.2, 112, 18, (94, 56), 98)
    r.weight("2026-02-28 22:40", 64.1)
    r.labs("2026-02-28 22:50", creatinine=2.6, bun=71, sodium=138, potassium=4.9, bicarbonate=18, glucose=162, haemoglobin=15.2, wbc=9.9, crp=18)
    r.labs("2026-02-28 23:10", 90, urine_sodium=11, urine_creatinine=148, urine_urea=620)
    r.problem("aki", "2026-02-28 23:50", onset="2026-02-28")
    r.note("emergency", "2026-02-28 22:50", "Emergency department note", """
        Presenting complaint: 69-year-old woman, six days of vomiting and watery diarrhoea, dizzy on standing.
        History: Drinks only sips. Took all of her tablets. Passing little dark urine. No rash. No urinary retention.
        No painkillers apart from one paracetamol.
        Examination: Orthostatic hypotension, from 104 to 82 mmHg on standing. Dry mucous membranes, dry axillae.
        JVP not raised. No peripheral oedema. Abdomen soft, bladder not felt.""")
    r.report("urinalysis", "2026-02-28 23:15", "2026-03-01 00:30", "Bland sediment with hyaline casts. No granular casts. Dipstick negative for blood. No dysmorphic red cells.", "Urine microscopy")
    r.report("imaging", "2026-03-01 07:30", "2026-03-01 08:10", "No hydronephrosis. Kidneys of normal size and echogenicity.", "Ultrasound of the kidneys")
    return r


def ibsen() -> Record:
    """Glomerulonephritis: active sediment with dysmorphic red cells and red cell casts, and a positive ANCA."""
    r = Record("demo-09-ibsen", "Ida", "Ibsen", "female", "1962-03-19")
    r.visit("2025-10-09 08:00", "2025-10-09 08:20", "AMB", "Sinus complaints")
    r.problem("rhinitis", "2025-10-09 08:10", onset="2004")
    r.problem("hypothyroidism", "2025-10-09 08:10", onset="2011")
    r.takes("levothyroxine", "2025-10-09 08:15")
    r.labs("2025-10-09 08:05", 300, creatinine=0.8, bun=13, tsh=2.4, haemoglobin=13.1)
    r.visit("2026-02-25 11:00", None, "IMP", "Fatigue, dark urine")
    r.vitals("2026-02-25 11:10", 37.4, 84, 16, (162, 96), 97)
    r.vitals("2026-03-01 06:00", 37.2, 80, 16, (156, 92), 97)
    r.labs("2026-02-25 11:20", creatinine=2.1, bun=38, sodium=138, potassium=4.7, haemoglobin=10.4, wbc=10.6, crp=64)
    r.labs("2026-02-27 06:00", creatinine=2.9, bun=49, potassium=4.9, c3=118)
    r.labs("2026-03-01 06:00", creatinine=3.6, bun=58, potassium=5.1, sodium=137, eosinophils=0.2)
    r.problem("aki", "2026-02-25 13:00", onset="2026-02-25")
    r.note("admission", "2026-02-25 12:00", "Admission note", """
        Presenting complaint: 63-year-old woman, six weeks of fatigue, three weeks of blocked nose, dark urine for a week.
        History: Aching joints. No vomiting, no diarrhoea. No new medicines, no ibuprofen or other painkillers. No rash.
        No trouble passing urine.
        Examination: Blood pressure raised. Moist mucous membranes. Trace of ankle swelling. JVP not raised. Bladder not palpable.""")
    r.report("urinalysis", "2026-02-26 08:00", "2026-02-26 11:20", "Blood and protein 3+. Dysmorphic red cells, more than half of all. Red cell casts seen. No granular casts.", "Urine microscopy")
    r.report("imaging", "2026-02-25 15:00", "2026-02-25 16:10", "No hydronephrosis. Kidneys of normal size.", "Ultrasound of the kidneys")
    r.report("serology", "2026-02-26 08:00", "2026-02-27 16:00", "Antinuclear antibodies 1:80, speckled. Hepatitis B and C serology non-reactive.", "Immune serology, first part")
    r.report("serology", "2026-02-26 08:00", "2026-02-28 15:00", "MPO-ANCA positive, 84 U/mL.", "Vasculitis serology")
    return r


def juhl() -> Record:
    """Not enough evidence: creatinine has risen, and that is nearly all the record says."""
    r = Record("demo-10-juhl", "Jonas", "Juhl", "male", "1951-07-07")
    r.visit("2025-07-22 10:00", "2025-07-22 10:20", "AMB", "Parkinson review")
    r.problem("parkinson", "2025-07-22 10:10", onset="2021")
    r.takes("levodopa", "2025-07-22 10:15")
    r.labs("2025-07-22 10:05", 240, creatinine=1.0, bun=17, sodium=140)
    r.visit("2026-03-01 09:10", None, "EMER", "Abnormal blood test")
    r.vitals("2026-03-01 09:15", 36.8, 82, 16, (132, 76), 97)
    r.labs("2026-03-01 09:25", creatinine=1.9, bun=33, sodium=139, potassium=4.8)
    r.problem("aki", "2026-03-01 10:30", onset="2026-03-01")
    r.note("emergency", "2026-03-01 10:00", "Triage note", """
        74-year-old man sent in by his practice for a raised creatinine on a routine sample. Feels as usual.
        Urine sample and ultrasound requested, nothing back yet. Wife brings the list of medicines later.""", 10)
    return r


def kruse() -> Record:
    """Rhabdomyolysis: a long lie. The creatine kinase of a sample drawn at 07:40 is issued at 10:30 only."""
    r = Record("demo-11-kruse", "Karl", "Kruse", "male", "1972-05-25")
    r.visit("2025-04-03 14:00", "2025-04-03 14:15", "AMB", "Cholesterol check")
    r.problem("hyperlipidaemia", "2025-04-03 14:10", onset="2019")
    r.problem("depression", "2025-04-03 14:10", onset="2022")
    r.takes("atorvastatin", "2025-04-03 14:12")
    r.takes("sertraline", "2025-04-03 14:12")
    r.labs("2025-04-03 14:05", 240, creatinine=1.0, bun=15, ck=140, alt=31)
    r.visit("2026-03-01 07:20", None, "EMER", "Weakness")
    r.vitals("2026-03-01 07:25", 36.2, 98, 18, (124, 74), 96)
    r.labs("2026-03-01 07:40", creatinine=3.1, bun=36, sodium=139, potassium=5.9, haemoglobin=15.8, wbc=13.1, crp=22)
    r.labs("2026-03-01 07:40", 170, ck=61300, phosphate=7.4)
    r.problem("aki", "2026-03-01 08:40", onset="2026-03-01")
    r.note("emergency", "2026-03-01 07:50", "Emergency department note", """
        Presenting complaint: 53-year-old man brought by ambulance, found on the floor by a neighbour.
        History: Slipped the evening before, could not get up all night. Arms and right thigh sore.
        No vomiting, no diarrhoea. No trouble passing urine before. No rash.
        Examination: Right thigh tense and tender. Moist mucous membranes. JVP not raised. Bladder not palpable.""")
    r.report("urinalysis", "2026-03-01 07:55", "2026-03-01 10:40", "Dipstick positive for blood, no red cells on microscopy. No dysmorphic red cells.", "Urine microscopy")
    return r


def lunde() -> Record:
    """Acute tubular necrosis: septic shock, an aminoglycoside, muddy brown casts, sodium excretion near 4%."""
    r = Record("demo-12-lunde", "Lea", "Lunde", "female", "1949-10-13")
    r.visit("2025-11-11 09:00", "2025-11-11 09:20", "AMB", "Blood pressure check")
    r.problem("hypertension", "2025-11-11 09:10", onset="2005")
    r.problem("osteoarthritis", "2025-11-11 09:10", onset="2013")
    r.takes("amlodipine", "2025-11-11 09:15")
    r.labs("2025-11-11 09:05", 240, creatinine=0.9, bun=18, sodium=141)
    r.visit("2026-02-26 19:00", None, "IMP", "Sepsis")
    r.problem("sepsis", "2026-02-26 20:00", onset="2026-02-26")
    r.vitals("2026-02-26 19:05", 39.4, 128, 26, (78, 42), 93)
    r.vitals("2026-03-01 06:00", 37.3, 92, 18, (112, 64), 96)
    r.given_drug("norepinephrine", "2026-02-26 20:30")
    r.given_drug("gentamicin", "2026-02-26 20:10")
    r.given_drug("gentamicin", "2026-02-27 20:10")
    r.labs("2026-02-26 19:20", creatinine=1.4, bun=28, sodium=137, potassium=4.4, lactate=4.8, crp=288, procalcitonin=22.0, wbc=22.4)
    r.labs("2026-02-27 06:00", creatinine=2.3, bun=37, potassium=4.8, lactate=2.2)
    r.labs("2026-02-28 06:00", creatinine=3.2, bun=46, potassium=5.0)
    r.labs("2026-03-01 06:00", creatinine=3.8, bun=52, sodium=136, potassium=5.2, wbc=14.8, eosinophils=0.1)
    r.labs("2026-03-01 06:10", 80, urine_sodium=66, urine_creatinine=46, urine_urea=190)
    r.problem("aki", "2026-02-27 08:00", onset="2026-02-27")
    r.note("admission", "2026-02-26 20:30", "Admission note", """
        Presenting complaint: 76-year-old woman with fever and confusion, source in the urine.
        Course: Septic shock, norepinephrine for fourteen hours. Received 30 mL/kg of fluid.
        History: No vomiting, no diarrhoea. No rash.""")
    r.note("progress", "2026-03-01 07:30", "Morning round", """
        Off noradrenaline since yesterday. Passing 600 mL a day. Creatinine still rising although blood pressure is restored.
        Moist mucous membranes. JVP not raised. No further fluid response.""")
    r.report("urinalysis", "2026-02-28 09:00", "2026-02-28 10:30", "Muddy brown casts, many granular casts. No dysmorphic red cells.", "Urine microscopy")
    r.report("imaging", "2026-02-27 10:00", "2026-02-27 11:00", "No hydronephrosis. Kidneys of normal size.", "Ultrasound of the kidneys")
    return r


PATIENTS = [grieg, holm, ibsen, juhl, kruse, lunde]
EXPECTED = [
    ("demo-07-grieg", None, "postrenal_obstruction", "hydronephrosis and a bladder residual of 1150 mL; SI units"),
    ("demo-08-holm", None, "prerenal", "postural hypotension, fractional sodium excretion near 0.1%, bland sediment"),
    ("demo-09-ibsen", None, "glomerulonephritis", "dysmorphic red cells, red cell casts, MPO-ANCA"),
    ("demo-10-juhl", None, "abstain", "creatinine alone does not name a cause"),
    ("demo-11-kruse", None, "rhabdomyolysis", "the creatine kinase, drawn at 07:40, issued at 10:30"),
    ("demo-11-kruse", "2026-03-01T10:00:00Z", "abstain", "drawn before this cut-off, issued after it"),
    ("demo-12-lunde", None, "intrinsic_atn", "muddy brown casts after septic shock and gentamicin, sodium excretion near 4%"),
]
