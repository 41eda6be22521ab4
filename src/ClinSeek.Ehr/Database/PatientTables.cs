namespace ClinSeek.Ehr.Database;

/// <summary>The tables of schema version 1, in the order of the logical digest.</summary>
public static class PatientTables
{
    /// <summary>The version of this schema; also the database's <c>user_version</c>.</summary>
    public const int SchemaVersion = 1;

    private static readonly Column[] Coding =
    [
        new("code", "TEXT", "code of the first coding"),
        new("system", "TEXT", "its system: loinc, snomed, icd10cm, rxnorm, cvx, or a URL"),
        new("display", "TEXT", "its display, or the concept's text"),
        new("codes", "TEXT", "every coding as |system|code|; search with codes LIKE '%|icd10cm|I50%'"),
    ];

    public static PatientTable Patient { get; } = new("patient", "demography, one row",
    [
        Id, new("gender", "TEXT", "administrative gender"), new("birth_date", "TEXT", "as recorded"),
        new("age_years", "INTEGER", "completed years at the cut-off"),
    ], null);

    public static PatientTable Encounter { get; } = new("encounter", "visits and stays",
    [
        Id, new("status", "TEXT", "null where it was set after the cut-off"), new("class", "TEXT", "AMB, EMER, IMP and so on"),
        new("type_text", "TEXT", "kind of visit"), new("reason_text", "TEXT", "why the patient came"),
        new("reason_codes", "TEXT", "its codings as |system|code|"), new("start_time", "TEXT", "UTC"),
        new("end_time", "TEXT", "UTC; null while it lasts at the cut-off"),
    ], "reason_codes");

    public static PatientTable Condition { get; } = new("condition", "problems and diagnoses; refuted ones are left out",
    [
        Id, .. Coding, new("clinical_status", "TEXT", "active, resolved and so on; null where it was set after the cut-off"),
        new("verification_status", "TEXT", "confirmed, provisional and so on"),
        new("category", "TEXT", "problem-list-item, encounter-diagnosis"), new("onset_time", "TEXT", "UTC"),
        new("recorded_time", "TEXT", "UTC"),
    ], "codes");

    public static PatientTable Observation { get; } = new("observation", "laboratory results, vital signs and findings; each component of a panel is a row",
    [
        Id, new("category", "TEXT", "laboratory, vital-signs, social-history and so on"), .. Coding,
        new("value_num", "REAL", "number in unit"), new("comparator", "TEXT", "<, <=, >= or > when the number is a bound"),
        new("unit", "TEXT", "UCUM where coded so"), new("value_text", "TEXT", "a value that is no number"),
        new("value_code", "TEXT", "code of a coded value"), new("interpretation", "TEXT", "H, L, N and so on"),
        new("ref_low", "REAL", "reference range in the same unit"), new("ref_high", "REAL", "reference range in the same unit"),
        new("status", "TEXT", "preliminary, final, amended, corrected"), new("parent", "INTEGER", "row of the panel, for a component"),
    ], "codes");

    public static PatientTable Medication { get; } = new("medication", "prescribed, given and stated medication",
    [
        Id, new("kind", "TEXT", "request, administration or statement"), .. Coding, new("dose_text", "TEXT", "dosage in words"),
        new("status", "TEXT", "null where it was set after the cut-off"), new("start_time", "TEXT", "UTC"),
    ], "codes");

    public static PatientTable Procedure { get; } = new("procedure", "what was done; what was not done is left out",
    [
        Id, .. Coding, new("status", "TEXT", "null where it was set after the cut-off"), new("performed_time", "TEXT", "begin, UTC"),
    ], "codes");

    public static PatientTable DiagnosticReport { get; } = new("diagnostic_report", "reports of laboratory, imaging and pathology; full texts are in document",
    [
        Id, new("category", "TEXT", "LAB, RAD and so on"), .. Coding, new("conclusion", "TEXT", "in words"),
        new("conclusion_codes", "TEXT", "its codings as |system|code|"), new("status", "TEXT", "preliminary, final and so on"),
    ], "codes");

    public static PatientTable Document { get; } = new("document", "notes and report texts",
    [
        Id, new("type_code", "TEXT", "first code of its type, mostly LOINC"), new("type_text", "TEXT", "its type"),
        new("title", "TEXT", "its title"), new("text", "TEXT", "plain text; null where the document is no text. Read long ones with substr(text, 2001, 2000)"),
    ], "type_code");

    public static PatientTable ImagingStudy { get; } = new("imaging_study", "imaging studies; give study to the image tools",
    [
        Id, new("study", "TEXT", "ImagingStudy/id"), new("study_uid", "TEXT", "DICOM study instance UID"),
        new("modality", "TEXT", "DX, CR, CT, US and so on"), new("body_site", "TEXT", "in words"),
        new("description", "TEXT", "in words"), new("instances", "INTEGER", "number of images"),
        new("instance_uids", "TEXT", "DICOM SOP instance UIDs, joined by a space"), new("status", "TEXT", "null where it was set after the cut-off"),
    ], null);

    /// <summary>All tables.</summary>
    public static IReadOnlyList<PatientTable> All { get; } =
        [Patient, Encounter, Condition, Observation, Medication, Procedure, DiagnosticReport, Document, ImagingStudy];

    private static Column Id => new("id", "TEXT", "logical id of the resource");

    /// <summary>The table of a name, whatever its case; null where there is none.</summary>
    public static PatientTable? Find(string? name) =>
        All.FirstOrDefault(table => string.Equals(table.Name, name?.Trim(), StringComparison.OrdinalIgnoreCase));
}
