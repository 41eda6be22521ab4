"""The patients with acute dyspnoea. All of them are invented; names and dates name nobody."""

from __future__ import annotations

from record import Record

QUESTION = "What is the most likely cause of this patient's acute shortness of breath?"


def arden() -> Record:
    """Acute heart failure: known disease, congestion on examination, a very high peptide, a large heart and effusion on the film."""
    r = Record("demo-01-arden", "Ada", "Arden", "female", "1953-06-14")
    r.visit("2025-03-11 09:00", "2025-03-11 09:30", "AMB", "Routine heart failure review")
    r.problem("heart_failure", "2025-03-11 09:20", onset="2023-05")
    r.problem("hypertension", "2025-03-11 09:20", onset="2009")
    r.problem("osteoarthritis", "2025-03-11 09:20", onset="2016")
    r.problem("cataract", "2025-03-11 09:20", onset="2021", status="inactive")
    r.takes("furosemide", "2025-03-11 09:25")
    r.takes("bisoprolol", "2025-03-11 09:25")
    r.takes("paracetamol", "2025-03-11 09:25")
    r.labs("2025-03-11 09:10", 180, sodium=140, potassium=4.4, creatinine=1.1, bun=19, haemoglobin=12.9, ntprobnp=640, tsh=2.1)
    r.weight("2025-03-11 09:05", 71.2)
    r.note("office", "2025-03-11 09:00", "Heart failure review", """
        Feels well. Walks the dog for an hour. No orthopnoea, no leg oedema. JVP not raised. Lungs clear to auscultation.
        Plan: continue the same tablets, see in a year.""")
    r.visit("2026-03-01 04:40", None, "EMER", "Shortness of breath")
    r.complaint("2026-03-01 04:45", "Shortness of breath since yesterday evening")
    r.problem("dyspnoea", "2026-03-01 05:10", onset="2026-02-28")
    r.vitals("2026-03-01 04:45", 36.6, 94, 26, (164, 92), 90)
    r.weight("2026-03-01 04:50", 76.8)
    r.labs("2026-03-01 05:05", sodium=136, potassium=4.1, creatinine=1.3, bun=26, glucose=131, haemoglobin=12.4, wbc=8.1,
           platelets=231, crp=9, ntprobnp=7420, troponin=24)
    r.note("emergency", "2026-03-01 05:00", "Emergency department note", """
        Presenting complaint: 72-year-old woman, breathless since last night, worse when lying down.
        History: Orthopnoea for three nights, sleeps upright in a chair. She ran out of her water tablets ten days ago.
        Ankles more swollen than usual, clothes feel tight. No cough, no sputum, no fever, no chills.
        No chest pain, no syncope, no haemoptysis. Gradual onset over two days.
        Family history: mother had asthma, brother had a pulmonary embolism after surgery.
        Examination: JVP raised to the earlobe. Bilateral crackles to the mid zones. Pitting ankle oedema to the knees.
        No wheeze. No calf tenderness. Abdomen soft.
        Impression: cause of the breathlessness to be established; film taken, not yet reported.""")
    r.report("ecg", "2026-03-01 04:55", "2026-03-01 05:15", "Sinus rhythm 94/min. Left axis. No acute ST change.", "12-lead electrocardiogram")
    r.film("2026-03-01 05:20", 11, "Cardiomegaly", "Effusion")
    r.note("nurse", "2026-03-01 06:00", "Nursing note", """
        Sitting up, more comfortable on oxygen. Passing urine. Daughter informed by telephone. Likes tea with milk.""")
    return r


def brook() -> Record:
    """Pneumonia: fever, sputum, focal signs, very high C-reactive protein and procalcitonin, a consolidation on the film."""
    r = Record("demo-02-brook", "Bram", "Brook", "male", "1967-11-02")
    r.visit("2025-09-18 15:00", "2025-09-18 15:20", "AMB", "Blood pressure check")
    r.problem("hypertension", "2025-09-18 15:10", onset="2019")
    r.problem("gout", "2025-09-18 15:10", onset="2020")
    r.takes("amlodipine", "2025-09-18 15:15")
    r.takes("allopurinol", "2025-09-18 15:15")
    r.labs("2025-09-18 15:05", 240, sodium=141, creatinine=1.0, haemoglobin=15.0, wbc=6.4, crp=2)
    r.smoking("2025-09-18 15:05", "8517006", "Ex-smoker")
    r.visit("2026-02-28 20:10", None, "EMER", "Shortness of breath and fever")
    r.complaint("2026-02-28 20:12", "Short of breath, fever")
    r.problem("dyspnoea", "2026-02-28 20:40", onset="2026-02-26")
    r.vitals("2026-02-28 20:15", 39.2, 116, 30, (118, 70), 91)
    r.vitals("2026-03-01 02:10", 38.6, 108, 28, (116, 68), 93)
    r.labs("2026-02-28 20:30", sodium=133, potassium=3.9, creatinine=1.2, bun=24, glucose=128, haemoglobin=14.6, wbc=17.9,
           platelets=355, crp=246, procalcitonin=3.1, ntprobnp=210, lactate=1.7)
    r.note("emergency", "2026-02-28 20:25", "Emergency department note", """
        Presenting complaint: 58-year-old teacher, three days of fever and productive cough, now short of breath.
        History: Rigors twice. Rusty sputum. Pain on the right side of the chest on breathing in.
        No orthopnoea, no leg oedema. No known asthma. No haemoptysis. No recent travel, no surgery, no leg pain.
        Examination: Unwell, flushed. Crackles and bronchial breathing at the right base, dull to percussion there.
        JVP not raised. No wheeze.
        Film and blood tests sent.""")
    r.film("2026-02-28 20:50", 22, "Consolidation")
    r.note("progress", "2026-03-01 07:00", "Morning review", """
        Slept a little. Still febrile. Eating half of breakfast. Oxygen 2 L/min by nasal cannula.""")
    return r


def corso() -> Record:
    """COPD exacerbation: known disease, wheeze, hypercapnia, hyperinflation reported; low peptide, low C-reactive protein, a clear film."""
    r = Record("demo-03-corso", "Carla", "Corso", "female", "1959-01-27")
    r.visit("2025-06-05 10:00", "2025-06-05 10:40", "AMB", "COPD review")
    r.problem("copd", "2025-06-05 10:20", onset="2017")
    r.problem("depression", "2025-06-05 10:20", onset="2018")
    r.problem("reflux", "2025-06-05 10:20", onset="2014")
    r.takes("tiotropium", "2025-06-05 10:30")
    r.takes("salbutamol", "2025-06-05 10:30")
    r.takes("sertraline", "2025-06-05 10:30")
    r.smoking("2025-06-05 10:05", "77176002", "Smoker")
    r.labs("2025-06-05 10:10", 200, creatinine=0.8, haemoglobin=15.1, wbc=8.0)
    r.visit("2026-03-01 01:30", None, "EMER", "Shortness of breath")
    r.complaint("2026-03-01 01:32", "Shortness of breath, wheezing")
    r.problem("dyspnoea", "2026-03-01 01:55", onset="2026-02-27")
    r.vitals("2026-03-01 01:35", 36.9, 98, 28, (142, 84), 86)
    r.labs("2026-03-01 01:50", sodium=139, potassium=4.0, bicarbonate=31, creatinine=0.8, bun=14, haemoglobin=15.6, wbc=9.8,
           crp=11, ntprobnp=140, troponin=6, ddimer=390)
    r.labs("2026-03-01 01:45", 10, ph=7.31, pco2=62, po2=54)
    r.note("emergency", "2026-03-01 01:50", "Emergency department note", """
        Presenting complaint: 67-year-old woman, two days of worsening breathlessness and tightness after a cold.
        History: Cough with a little clear sputum, the usual amount for her. No fever, no chills.
        No orthopnoea, no ankle oedema. No chest pain, no syncope, no haemoptysis.
        Using the blue inhaler every two hours without relief. 45 pack-years, still smokes.
        Examination: Pursed lips, using accessory muscles. Widespread wheeze, long expiration. No crackles.
        JVP not raised. No leg swelling. Resonant to percussion.""")
    r.report("film", "2026-03-01 02:05", "2026-03-01 02:50",
             "Hyperinflated lungs with flattened diaphragms. Normal heart size. No consolidation. No pleural effusion. No pneumothorax.",
             "Chest film report")
    r.film("2026-03-01 02:05", 33)
    return r


def dorn() -> Record:
    """Pulmonary embolism whose proof, the CT and the leg ultrasound, is reported at 09:30 and 10:10 on the last morning."""
    r = Record("demo-04-dorn", "Deniz", "Dorn", "male", "1978-04-09")
    r.visit("2025-11-20 08:30", "2025-11-20 08:50", "AMB", "Headache")
    r.problem("migraine", "2025-11-20 08:40", onset="1999")
    r.problem("rhinitis", "2025-11-20 08:40", onset="1995")
    r.takes("cetirizine", "2025-11-20 08:45")
    r.labs("2025-11-20 08:35", 300, creatinine=0.9, haemoglobin=14.8, wbc=6.0)
    r.visit("2026-02-12 07:00", "2026-02-13 15:00", "IMP", "Knee operation after a ski accident")
    r.procedure("609588000", "Total knee replacement", "2026-02-12 09:00")
    r.visit("2026-03-01 05:50", None, "EMER", "Shortness of breath")
    r.complaint("2026-03-01 05:52", "Sudden shortness of breath")
    r.problem("dyspnoea", "2026-03-01 06:20", onset="2026-03-01")
    r.vitals("2026-03-01 05:55", 37.1, 118, 24, (108, 66), 90)
    r.labs("2026-03-01 06:10", sodium=140, potassium=4.2, creatinine=0.9, haemoglobin=13.9, wbc=9.4, crp=14, ntprobnp=260,
           troponin=22, ddimer=6100)
    r.note("emergency", "2026-03-01 06:10", "Emergency department note", """
        Presenting complaint: 47-year-old man, sudden onset of breathlessness on getting up this morning.
        History: Light-headed but no syncope. No cough, no fever. No orthopnoea. Knee operation seventeen days ago.
        Family history: nothing of note.
        Examination: Anxious, fast pulse. Lungs clear to auscultation, no wheeze. JVP not raised.
        The left calf is fuller than the right, bandage in place.
        Plan: CT of the chest and ultrasound of the leg.""")
    r.report("film", "2026-03-01 06:20", "2026-03-01 06:55", "Clear lungs. Normal heart size. No pleural effusion. No pneumothorax.", "Chest film report")
    r.report("ecg", "2026-03-01 06:00", "2026-03-01 06:15", "Sinus tachycardia 118/min. Incomplete right bundle branch block.", "12-lead electrocardiogram")
    r.report("ct_chest", "2026-03-01 08:40", "2026-03-01 09:30",
             "Filling defects in both lower lobe pulmonary arteries: acute pulmonary embolism. No consolidation.", "CT pulmonary angiogram")
    r.report("imaging", "2026-03-01 09:20", "2026-03-01 10:10", "Popliteal vein thrombosis on the left, non-compressible popliteal vein.", "Leg vein ultrasound")
    return r


def ekdal() -> Record:
    """Not enough evidence: a walk-in visit with near-normal vital signs, no tests back, a note that says little."""
    r = Record("demo-05-ekdal", "Elif", "Ekdal", "female", "1984-08-30")
    r.visit("2024-10-02 11:00", "2024-10-02 11:15", "AMB", "Vaccination")
    r.problem("hypothyroidism", "2024-10-02 11:05", onset="2020")
    r.takes("levothyroxine", "2024-10-02 11:10")
    r.labs("2024-10-02 11:00", 400, tsh=1.8, haemoglobin=13.2, creatinine=0.7)
    r.visit("2026-03-01 10:40", None, "EMER", "Shortness of breath")
    r.complaint("2026-03-01 10:42", "Short of breath on and off")
    r.problem("dyspnoea", "2026-03-01 11:00", onset="2026-02-27")
    r.vitals("2026-03-01 10:45", 37.0, 88, 18, (126, 78), 97)
    r.note("emergency", "2026-03-01 11:00", "Triage note", """
        41-year-old woman, short of breath on and off for two days. Speaks in full sentences. Interpreter requested, history to follow.
        Blood tests and film requested, nothing back yet.""", 10)
    return r


def fabel() -> Record:
    """Pneumothorax: sudden, one-sided, reduced breath sounds, shown by the film that nobody has reported yet."""
    r = Record("demo-06-fabel", "Fenn", "Fabel", "male", "2003-02-17")
    r.visit("2025-05-19 16:00", "2025-05-19 16:15", "AMB", "Sports certificate")
    r.problem("anxiety", "2025-05-19 16:10", onset="2024")
    r.labs("2025-05-19 16:05", 300, haemoglobin=15.4, creatinine=0.9)
    r.smoking("2025-05-19 16:05", "77176002", "Smoker")
    r.visit("2026-03-01 08:15", None, "EMER", "Shortness of breath and chest pain")
    r.complaint("2026-03-01 08:17", "Sudden shortness of breath, pain on the left")
    r.problem("dyspnoea", "2026-03-01 08:40", onset="2026-03-01")
    r.vitals("2026-03-01 08:20", 36.8, 96, 22, (128, 76), 95)
    r.labs("2026-03-01 08:35", sodium=140, potassium=4.1, creatinine=0.9, haemoglobin=15.2, wbc=7.2, crp=3, troponin=4, ddimer=210, ntprobnp=35)
    r.note("emergency", "2026-03-01 08:30", "Emergency department note", """
        Presenting complaint: 23-year-old student, sudden onset of breathlessness and sharp pain on the left while carrying a box.
        History: Tall and slim, smokes. No cough, no fever, no sputum. No leg swelling, no travel, no haemoptysis, no syncope.
        He wonders whether it is another panic attack.
        Examination: Reduced breath sounds on the left. No wheeze, no crackles. Trachea central. JVP not raised.
        Film taken, report awaited.""")
    r.film("2026-03-01 08:45", 66, "Pneumothorax")
    return r


PATIENTS = [arden, brook, corso, dorn, ekdal, fabel]
EXPECTED = [
    ("demo-01-arden", None, "acute_heart_failure", "the peptide, the raised JVP and the film"),
    ("demo-02-brook", None, "pneumonia", "the film, C-reactive protein and procalcitonin"),
    ("demo-03-corso", None, "copd_exacerbation", "known COPD, wheeze, hypercapnia; low peptide and C-reactive protein speak against the rivals"),
    ("demo-04-dorn", None, "pulmonary_embolism", "the CT report of 09:30 and the leg ultrasound of 10:10"),
    ("demo-04-dorn", "2026-03-01T09:00:00Z", "abstain", "both reports are issued after this cut-off"),
    ("demo-05-ekdal", None, "abstain", "nothing in the record decides"),
    ("demo-06-fabel", None, "pneumothorax", "the film, which has no report"),
]
