namespace ClinSeek.Ehr.Tests.Testing;

/// <summary>One resource for each table, available at a given time.</summary>
internal static class Resources
{
    private const string Subject = "\"subject\":{\"reference\":\"Patient/p1\"}";

    public static TheoryData<string> TimedTables { get; } =
        ["encounter", "condition", "observation", "medication", "procedure", "diagnostic_report", "document", "imaging_study"];

    public static string Of(string table, string available) => table switch
    {
        "encounter" => $$$"""{"resourceType":"Encounter","id":"x","status":"in-progress",{{{Subject}}},"period":{"start":"{{{available}}}"}}""",
        "condition" => $$$"""{"resourceType":"Condition","id":"x","code":{"text":"c"},{{{Subject}}},"onsetDateTime":"2001","recordedDate":"{{{available}}}"}""",
        "observation" => $$$"""{"resourceType":"Observation","id":"x","status":"final","code":{"text":"o"},{{{Subject}}},"effectiveDateTime":"2001-01-01","issued":"{{{available}}}","valueQuantity":{"value":1}}""",
        "medication" => $$$"""{"resourceType":"MedicationRequest","id":"x","status":"active","medicationCodeableConcept":{"text":"m"},{{{Subject}}},"authoredOn":"{{{available}}}"}""",
        "procedure" => $$$"""{"resourceType":"Procedure","id":"x","status":"completed","code":{"text":"p"},{{{Subject}}},"performedDateTime":"{{{available}}}"}""",
        "diagnostic_report" => $$$"""{"resourceType":"DiagnosticReport","id":"x","status":"final","code":{"text":"r"},{{{Subject}}},"effectiveDateTime":"2001-01-01","issued":"{{{available}}}"}""",
        "document" => $$$"""{"resourceType":"DocumentReference","id":"x","status":"current",{{{Subject}}},"date":"{{{available}}}","content":[{"attachment":{"contentType":"text/plain","data":"aGVsbG8="}}]}""",
        "imaging_study" => $$$"""{"resourceType":"ImagingStudy","id":"x","status":"available",{{{Subject}}},"started":"{{{available}}}"}""",
        _ => throw new ArgumentOutOfRangeException(nameof(table)),
    };
}
