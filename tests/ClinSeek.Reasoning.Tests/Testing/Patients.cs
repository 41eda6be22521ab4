namespace ClinSeek.Reasoning.Tests.Testing;

/// <summary>Synthetic patients whose cause a clinician would name at once.</summary>
internal static class Patients
{
    public static FakeWorld HeartFailure() => new FakeWorld { Passage = "Heart failure is a condition in which the heart cannot pump enough blood; it causes shortness of breath." }
        .Patient(74)
        .Condition("Chronic heart failure", " |icd10cm|I50.9| |snomed|48447003| ")
        .Note("Patient reports orthopnoea and paroxysmal nocturnal dyspnoea. Denies fever or chills. Examination: jugular venous distension, bilateral crackles, pitting oedema. No wheeze.")
        .Value("bnp", 1240, "pg/mL").Value("crp", 6, "mg/L").Value("hb", 13.1, "g/dL").Value("heart_rate", 96, "/min").Value("temperature", 36.8, "Cel")
        .Film("Cardiomegaly", true).Film("Effusion", true).Film("Consolidation", false).Film("Pneumothorax", false).Film("Nodule", false);

    public static FakeWorld Pneumonia() => new FakeWorld { Passage = "Pneumonia is an infection in one or both of the lungs, with cough, fever and trouble breathing." }
        .Patient(58)
        .Note("Three days of productive cough, fever and chills. No orthopnoea. No leg oedema. Bronchial breathing at the right base, crackles at the right base.")
        .Value("bnp", 40, "pg/mL").Value("crp", 212, "mg/L").Value("pct", 2.1, "ng/mL").Value("temperature", 101.8, "[degF]").Value("heart_rate", 112, "/min").Value("resp_rate", 28, "/min")
        .Film("Cardiomegaly", false).Film("Effusion", false).Film("Consolidation", true).Film("Pneumothorax", false).Film("Nodule", false);

    public static FakeWorld Prerenal() => new FakeWorld()
        .Patient(81)
        .Note("Four days of vomiting and diarrhoea with poor oral intake. Dry mucous membranes. Orthostatic hypotension on standing. No flank pain.")
        .Report("Renal ultrasound: no hydronephrosis.")
        .Medication("ibuprofen 400 MG Oral Tablet").Medication("lisinopril 10 MG Oral Tablet")
        .Value("creatinine", 256, "umol/L", 3).Value("creatinine", 1.0, "mg/dL", 24 * 60).Value("bun", 70, "mg/dL", 3).Value("sodium", 138, "mmol/L", 3)
        .Value("urine_sodium", 10, "mmol/L", 3).Value("urine_creatinine", 120, "mg/dL", 3).Value("ck", 180, "U/L");
}
