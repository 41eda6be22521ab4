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

    public static FakeWorld Infarction() => new FakeWorld { Passage = "Acute coronary syndrome is a sudden reduction of blood flow to the heart, with pain or pressure in the chest." }
        .Patient(66, "male")
        .Condition("Peripheral arterial disease", " |icd10cm|I73.9| |snomed|399957001| ")
        .Note("Two hours of crushing chest pain radiating to both arms, with sweating and nausea. Pain is not pleuritic. No chest wall tenderness. No tearing pain. Equal pulses.")
        .Report("ECG: ST depression in V4 to V6.")
        .Value("hstnt", 186, "ng/L", limit: 14).Value("ddimer", 310, "ng/mL{FEU}").Value("crp", 4, "mg/L").Value("temperature", 36.7, "Cel").Value("sbp", 138, "mm[Hg]");

    public static FakeWorld IronDeficiency() => new FakeWorld { Passage = "Iron deficiency anemia is a condition in which the body lacks enough iron to make healthy red blood cells." }
        .Patient(44, "female")
        .Note("Tired for months. Heavy periods. Craving for ice. No melaena.")
        .Value("hb", 82, "g/L").Value("hb", 8.4, "g/dL", 24 * 20).Value("mcv", 68, "fL").Value("rbc", 4.1, "10*12/L").Value("ferritin", 6, "ng/mL").Value("crp", 2, "mg/L").Value("platelets", 480, "10*9/L").Value("egfr", 92, "mL/min/1.73m2").Value("b12", 420, "pg/mL");

    public static FakeWorld Urosepsis() => new FakeWorld()
        .Patient(71, "female")
        .Note("Two days of fever, chills, dysuria and left flank pain. No cough. No dyspnoea. Left renal angle tenderness. Neck supple. Abdomen soft, non-tender. No skin lesions.")
        .Report("Urinalysis: nitrite positive, leukocyte esterase positive.")
        .Value("temperature", 39.2, "Cel").Value("crp", 184, "mg/L").Value("pct", 6.2, "ng/mL").Value("heart_rate", 118, "/min").Value("resp_rate", 24, "/min").Value("sbp", 96, "mm[Hg]");

    public static FakeWorld Overdose() => new FakeWorld()
        .Patient(29, "male")
        .Note("Found unresponsive. Pinpoint pupils. Needle marks on the left arm. Woke up after naloxone. No head injury. No focal deficit. Neck supple.")
        .Value("glucose", 5.8, "mmol/L").Value("sodium", 139, "mmol/L").Value("resp_rate", 6, "/min").Value("temperature", 36.2, "Cel").Value("bun", 12, "mg/dL").Value("ethanol", 3, "mg/dL");

    public static FakeWorld HeartBlock() => new FakeWorld()
        .Patient(79, "male")
        .Condition("Aortic stenosis", " |icd10cm|I35.0| |snomed|60573004| ")
        .Note("Collapsed without warning while sitting, rapid recovery. No tongue biting. No melaena. No postural hypotension.")
        .Report("ECG: complete heart block, ventricular rate 34.")
        .Value("heart_rate", 34, "/min").Value("hstnt", 48, "ng/L").Value("hb", 13.4, "g/dL").Value("sbp", 124, "mm[Hg]");

    public static FakeWorld DuctStone() => new FakeWorld()
        .Patient(58, "female")
        .Note("Colicky pain in the right upper quadrant since yesterday, then jaundice and dark urine. Drinks no alcohol. No weight loss. No ascites. No paracetamol.")
        .Report("Ultrasound: gallstones in the gallbladder. Dilated common bile duct of eleven millimetres with a duct stone. No mass.")
        .Value("bilirubin", 96, "umol/L").Value("bilirubin_direct", 70, "umol/L").Value("alt", 240, "U/L").Value("ast", 180, "U/L").Value("alp", 410, "U/L").Value("platelets", 260, "10*9/L").Value("albumin", 4.1, "g/dL").Value("temperature", 37.1, "Cel");
}
